import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** Whether an amount holds the tax. */
export const tax = {
  netHoldsTax: message<{
    source: string;
    file: string;
    row: number;
    header: string;
    tax: string;
    amount: string;
    taxAmount: string;
    net: string;
    rows: number;
  }>({
    code: 'ING165',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: net_amount is read from ${quote(p.header)}, which holds the tax: only so is ${quote(p.tax)} a whole rate, on ${p.rows} rows of ${p.file}. Row ${p.row}: ${p.amount} with ${p.taxAmount} tax in it is ${p.net} net.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：net_amount 取自${quoteZh(p.header)}，但该列含税：${p.file} 的 ${p.rows} 行中，只有如此${quoteZh(p.tax)}才对应整数税率。第 ${p.row} 行：${p.amount} 含税 ${p.taxAmount}，净额为 ${p.net}。`,
    },
    repair: {
      en: (p) => `Write \`net_amount: { from: ${p.header}, minus: ${p.tax} }\`.`,
      'zh-CN': (p) => `请写 \`net_amount: { from: ${p.header}, minus: ${p.tax} }\`。`,
    },
  }),
  taxAsked: message<{ source: string; file: string; profile: string; header: string }>({
    code: 'ING196',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: whether ${quote(p.header)} of ${p.file} holds tax, profile ${p.profile} cannot know: 113.00 is 113.00 net of tax, or 100.00 if 13% tax is in it.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：模板 ${p.profile} 无法得知 ${p.file} 的${quoteZh(p.header)}是否含税：113.00 不含税则净额为 113.00，若含 13% 的税则净额为 100.00。`,
    },
    repair: {
      en: () =>
        'Say it in the source: `tax_included: 0%` (amounts are net), or the rate: `tax_included: 13%`.',
      'zh-CN': () => '请在数据源中写明：`tax_included: 0%`（金额不含税），或税率，如 `tax_included: 13%`。',
    },
  }),
  taxUnasked: message<{ source: string; profile: string }>({
    code: 'ING197',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: \`tax_included\` answers nothing: profile ${p.profile} knows whether there is tax in its amounts.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：\`tax_included\` 没有对应的问题：模板 ${p.profile} 已知金额是否含税。`,
    },
    repair: {
      en: () => 'Delete it, or map the column with a rate of its own: `{ from: …, tax_included: 13% }`.',
      'zh-CN': () => '请删除，或在列映射中写明税率：`{ from: …, tax_included: 13% }`。',
    },
  }),
  booksHoldNoTax: message<{
    source: string;
    file: string;
    header: string;
    account: string;
    months: number;
    rate: string;
  }>({
    code: 'ING188',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: net_amount is read from ${quote(p.header)}, which holds ${p.rate} tax: in each of ${p.months} months its sum is account ${p.account} of the ledger and ${p.rate} more, and no account agrees with it as it stands.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：net_amount 取自${quoteZh(p.header)}，但该列含 ${p.rate} 的税：${p.months} 个月中每月合计均为总账科目 ${p.account} 加 ${p.rate}，且没有科目与原值一致。`,
    },
    repair: {
      en: (p) => `Write \`net_amount: { from: ${p.header}, tax_included: ${p.rate} }\`.`,
      'zh-CN': (p) => `请写 \`net_amount: { from: ${p.header}, tax_included: ${p.rate} }\`。`,
    },
  }),
  priceHoldsTax: message<{ source: string; file: string; header: string; rows: number }>({
    code: 'ING166',
    severity: 'warning',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} (unit_price) holds the tax: quantity × price is net + tax on ${p.rows} rows of ${p.file}. Prices and discounts are too high by it; amounts are not.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}（unit_price）为含税价：${p.file} 的 ${p.rows} 行中 数量 × 单价 = 不含税金额 + 税额。价格与折扣因此偏高，金额不受影响。`,
    },
    repair: {
      en: (p) => `Map the price without tax, or say its rate: \`{ from: ${p.header}, tax_included: 13% }\`.`,
      'zh-CN': (p) => `请映射不含税单价，或写明税率：\`{ from: ${p.header}, tax_included: 13% }\`。`,
    },
  }),
};
