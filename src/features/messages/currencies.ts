import { message } from '../../language/messages.ts';
import { count, money, plural } from './phrases.ts';

/** FEA310, FEA350–: other currencies. */

interface Missing {
  currencies: readonly { currency: string; count: number; first: string; last: string }[];
  reporting: string;
}
const all = (p: Missing): number => p.currencies.reduce((sum, one) => sum + one.count, 0);

const addRates = {
  en: (p: Missing) =>
    `add these rates to ${p.reporting} to the table \`fx_rates\`; if it is only another spelling of ${p.reporting}, map it with \`values\``,
  'zh-CN': (p: Missing) =>
    `请在表 \`fx_rates\` 中补充折合 ${p.reporting} 的汇率；若只是 ${p.reporting} 的另一种写法，请用 \`values\` 映射`,
};

export const missingRate = message<Missing>({
  code: 'FEA310',
  severity: 'failure',
  text: {
    en: (p) =>
      `${plural(all(p), 'invoice line has', 'invoice lines have')} no exchange rate on or before their day and count nothing: ${p.currencies
        .map((one) => `${one.currency} ${count('en', one.count)} (${one.first} to ${one.last})`)
        .join(', ')}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', all(p))} 条发票行在开票日及之前没有汇率，未计入任何金额：${p.currencies
        .map((one) => `${one.currency} ${count('zh-CN', one.count)} 条（${one.first} 至 ${one.last}）`)
        .join('，')}。`,
  },
  repair: addRates,
});

/** Freight, rebates and acquisition costs have one day each; receivables have several. */
export type ConvertedOnce = 'shipments' | 'rebates' | 'acquisition_costs';
const things = {
  en: {
    shipments: ['delivery has', 'deliveries have', 'the day of delivery'],
    rebates: ['rebate has', 'rebates have', 'the last day of the month'],
    acquisition_costs: ['acquisition cost has', 'acquisition costs have', 'the last day of the month'],
  },
  'zh-CN': {
    shipments: '笔发货运费在发货日',
    rebates: '笔返利在当月末',
    acquisition_costs: '笔获客费用在当月末',
  },
} as const;

export const missingAmountRate = message<Missing & { of: ConvertedOnce }>({
  code: 'FEA354',
  severity: 'failure',
  text: {
    en: (p) => {
      const [one, many, day] = things.en[p.of];
      return `${plural(all(p), one, many)} no exchange rate on or before ${day} and ${all(p) === 1 ? 'counts' : 'count'} nothing: ${p.currencies
        .map(
          (missing) =>
            `${missing.currency} ${count('en', missing.count)} (${missing.first} to ${missing.last})`,
        )
        .join(', ')}.`;
    },
    'zh-CN': (p) =>
      `${count('zh-CN', all(p))} ${things['zh-CN'][p.of]}及之前没有汇率，未计入任何金额：${p.currencies
        .map((one) => `${one.currency} ${count('zh-CN', one.count)} 笔（${one.first} 至 ${one.last}）`)
        .join('，')}。`,
  },
  repair: addRates,
});

export const missingReceivableRate = message<Missing>({
  code: 'FEA350',
  severity: 'failure',
  text: {
    en: (p) =>
      `${plural(all(p), 'receivable has', 'receivables have')} no exchange rate on or before a day it needs (invoice, payment or as-of date) and ${all(p) === 1 ? 'counts' : 'count'} nothing there: ${p.currencies
        .map((one) => `${one.currency} ${count('en', one.count)} (${one.first} to ${one.last})`)
        .join(', ')}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', all(p))} 笔应收在所需日期（开票日、收款日或基准日）及之前没有汇率，相应金额未计入：${p.currencies
        .map((one) => `${one.currency} ${count('zh-CN', one.count)} 笔（${one.first} 至 ${one.last}）`)
        .join('，')}。`,
  },
  repair: addRates,
});

export const receivablesWithoutCurrency = message<{
  items: number;
  likeOwn: number;
  currencies: readonly string[];
  reporting: string;
}>({
  code: 'FEA351',
  severity: 'failure',
  text: {
    en: (p) =>
      `The receivables name no currency and are read as ${p.reporting}, but ${count('en', p.likeOwn)} of the ${count('en', p.items)} whose invoice is in ${p.currencies.join(', ')} have the amount of the invoice in its own currency.`,
    'zh-CN': (p) =>
      `应收款未注明币种，按 ${p.reporting} 读取；但在发票为 ${p.currencies.join('、')} 的 ${count('zh-CN', p.items)} 笔应收中，有 ${count('zh-CN', p.likeOwn)} 笔的金额与发票原币金额相符。`,
  },
  repair: {
    en: () => 'map `receivables.currency`, or take the amounts in the reporting currency from the export',
    'zh-CN': () => '请映射 `receivables.currency`，或改用导出文件中的本位币金额',
  },
});

export const paymentsWithoutDay = message<{ items: number; invoice: string }>({
  code: 'FEA352',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.items, 'payment', 'payments')} in another currency ${p.items === 1 ? 'has' : 'have'} neither a day nor an amount in the reporting currency, so the exchange difference is unknown and not in the figures; the largest is on invoice ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.items)} 笔外币收款既无收款日也无本位币金额，其汇兑损益无法得知，未计入；金额最大的在发票 ${p.invoice} 上。`,
  },
  repair: {
    en: () => 'map `receivables.paid_on` or `receivables.paid_reporting`',
    'zh-CN': () => '请映射 `receivables.paid_on` 或 `receivables.paid_reporting`',
  },
});

export const exchangeNotTied = message<{ realised: number; unrealised: number; currency: string }>({
  code: 'FEA353',
  severity: 'info',
  text: {
    en: (p) =>
      `Exchange differences on receivables (${money('en', p.currency, p.realised)} on payments, ${money('en', p.currency, p.unrealised)} on what is open) are shown apart and are in no section of the company’s statement: no ledger account is named that carries them.`,
    'zh-CN': (p) =>
      `应收款的汇兑损益（收款 ${money('zh-CN', p.currency, p.realised)}，未清款项重估 ${money('zh-CN', p.currency, p.unrealised)}）单独列示，未计入公司利润表：尚未指定承载它们的科目。`,
  },
  repair: {
    en: () =>
      'name the accounts under `books.accounts` with `carries: [exchange_realised, exchange_unrealised]`; accounts that carry other things too stay under `books.company_level`',
    'zh-CN': () =>
      '请在 `books.accounts` 中为相应科目设置 `carries: [exchange_realised, exchange_unrealised]`；同时承载其他内容的科目留在 `books.company_level`',
  },
});
