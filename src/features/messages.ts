import { formatFor } from '../language/format.ts';
import type { Locale, Text } from '../language/locale.ts';
import { exitCodes, message } from '../language/messages.ts';

/** Everything the features stage says. FEA301–309 stop the run, FEA310– are findings of the data and the books. */

const configuration = { severity: 'fatal', exit: exitCodes.configuration } as const;
const money = (locale: Locale, currency: string, amount: number): string =>
  formatFor(locale, currency).money(amount, 2);
const month = (locale: Locale, iso: string): string => formatFor(locale, 'CNY').month(iso);
const percent = (locale: Locale, ratio: number): string => formatFor(locale, 'CNY').percent(ratio);
const count = (locale: Locale, value: number): string => formatFor(locale, 'CNY').number(value);
const plural = (n: number, one: string, many: string): string => `${count('en', n)} ${n === 1 ? one : many}`;
const few = (items: readonly string[], separator: string, most = 10): string =>
  items.length <= most
    ? items.join(separator)
    : `${items.slice(0, most).join(separator)} … (${items.length})`;

export const nothingBeforeAsOf = message<{ asOf: string; last: string }>({
  code: 'FEA301',
  severity: 'fatal',
  text: {
    en: (p) => (p.asOf === '' ? 'There is no invoice line.' : `There is no invoice line up to ${p.asOf}.`),
    'zh-CN': (p) => (p.asOf === '' ? '没有任何发票行。' : `截至 ${p.asOf} 没有任何发票行。`),
  },
  repair: {
    en: (p) =>
      p.last === ''
        ? 'map an export onto the table `invoice_lines`'
        : `set \`as_of\` to the last invoice, ${p.last}, or to a later day`,
    'zh-CN': (p) =>
      p.last === ''
        ? '请将一个导出文件映射到表 `invoice_lines`'
        : `请将 \`as_of\` 设为最后开票日 ${p.last} 或更晚`,
  },
});

export const periodAfterAsOf = message<{ from: string; asOf: string }>({
  code: 'FEA302',
  ...configuration,
  text: {
    en: (p) => `The period begins on ${p.from}, after the as-of date ${p.asOf}.`,
    'zh-CN': (p) => `期间起始日 ${p.from} 晚于基准日 ${p.asOf}。`,
  },
  repair: {
    en: () => 'set `period.from` to an earlier day, or leave it out to use all that the extracts hold',
    'zh-CN': () => '请将 `period.from` 设为更早的日期，或删除该项以使用全部数据',
  },
});

export const segmentPairs = message<{ twice: readonly string[]; never: readonly string[]; bins: number }>({
  code: 'FEA303',
  ...configuration,
  text: {
    en: (p) =>
      `The RFM segments must cover every pair of scores exactly once.${
        p.twice.length > 0 ? ` Covered twice: ${few(p.twice, '; ')}.` : ''
      }${p.never.length > 0 ? ` Never covered: ${few(p.never, '; ')}.` : ''}`,
    'zh-CN': (p) =>
      `RFM 细分必须恰好覆盖每一对得分一次。${p.twice.length > 0 ? `重复覆盖：${few(p.twice, '；')}。` : ''}${
        p.never.length > 0 ? `未覆盖：${few(p.never, '；')}。` : ''
      }`,
  },
  repair: {
    en: (p) =>
      `change the ranges of \`recency\` and \`frequency\` (1 to ${p.bins}), or leave \`segments\` out`,
    'zh-CN': (p) => `请调整 \`recency\` 与 \`frequency\` 的范围（1 至 ${p.bins}），或删除 \`segments\``,
  },
});

export const segmentsWithoutScore = message<{
  segment: string;
  measure: string;
  written: string;
  bins: number;
}>({
  code: 'FEA304',
  ...configuration,
  text: {
    en: (p) => `Segment "${p.segment}": ${p.measure} ${p.written} is no range of scores from 1 to ${p.bins}.`,
    'zh-CN': (p) => `细分"${p.segment}"：${p.measure} ${p.written} 不是 1 至 ${p.bins} 之间的得分范围。`,
  },
  repair: {
    en: (p) => `write the lower score first, at most ${p.bins}, as in 2-${p.bins}; or raise \`rfm.bins\``,
    'zh-CN': (p) => `请先写较低的得分，最高 ${p.bins}，例如 2-${p.bins}；或提高 \`rfm.bins\``,
  },
});

export const accountUsedTwice = message<{ account: string; first: string; second: string }>({
  code: 'FEA305',
  ...configuration,
  text: {
    en: (p) =>
      `Account ${p.account} is used twice, in ${p.first} and in ${p.second}: its amount would count twice.`,
    'zh-CN': (p) => `科目 ${p.account} 被使用两次（${p.first} 与 ${p.second}），其金额会被重复计算。`,
  },
  repair: {
    en: () => 'name the account in one place only',
    'zh-CN': () => '请只在一处使用该科目',
  },
});

export const productInTwoClasses = message<{ product: string; first: string; second: string }>({
  code: 'FEA306',
  ...configuration,
  text: {
    en: (p) => `Product ${p.product} is in two line classes, ${p.first} and ${p.second}.`,
    'zh-CN': (p) => `存货 ${p.product} 同时属于两个行类别：${p.first} 与 ${p.second}。`,
  },
  repair: { en: () => 'keep one of the two', 'zh-CN': () => '请只保留其中一个' },
});

export const missingRate = message<{
  lines: number;
  currencies: readonly { currency: string; lines: number; first: string; last: string }[];
  reporting: string;
}>({
  code: 'FEA310',
  severity: 'failure',
  text: {
    en: (p) =>
      `${plural(p.lines, 'invoice line has', 'invoice lines have')} no exchange rate on or before their day and count nothing: ${p.currencies
        .map((one) => `${one.currency} ${count('en', one.lines)} (${one.first} to ${one.last})`)
        .join(', ')}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 条发票行在开票日及之前没有汇率，未计入任何金额：${p.currencies
        .map((one) => `${one.currency} ${count('zh-CN', one.lines)} 条（${one.first} 至 ${one.last}）`)
        .join('，')}。`,
  },
  repair: {
    en: (p) =>
      `add these rates to ${p.reporting} to the table \`fx_rates\`; if it is only another spelling of ${p.reporting}, map it with \`values\``,
    'zh-CN': (p) =>
      `请在表 \`fx_rates\` 中补充折合 ${p.reporting} 的汇率；若只是 ${p.reporting} 的另一种写法，请用 \`values\` 映射`,
  },
});

export const linesWithoutCost = message<{
  lines: number;
  netSales: number;
  share: number;
  invoice: string;
  currency: string;
}>({
  code: 'FEA311',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.lines, 'line', 'lines')} with net sales of ${money('en', p.currency, p.netSales)} (${percent('en', p.share)} of all) carry no cost at all, so their margin is too high; the largest is on invoice ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 行（净销售额 ${money('zh-CN', p.currency, p.netSales)}，占 ${percent('zh-CN', p.share)}）完全没有成本，毛利因此偏高；金额最大的一行在发票 ${p.invoice} 上。`,
  },
  repair: {
    en: () => 'map `cost_amount` or `unit_cost` of the invoice lines, or `standard_cost` of the products',
    'zh-CN': () => '请映射发票行的 `cost_amount` 或 `unit_cost`，或存货的 `standard_cost`',
  },
});

export const returnsWithPlus = message<{ lines: number; amount: number; invoice: string; currency: string }>({
  code: 'FEA312',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.lines, 'return or credit line has', 'return or credit lines have')} a positive amount (${money('en', p.currency, p.amount)} in all) and raise net sales; the largest is on document ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 条退货或折让行金额为正（合计 ${money('zh-CN', p.currency, p.amount)}），反而增加了净销售额；金额最大的在单据 ${p.invoice} 上。`,
  },
  repair: {
    en: () =>
      'if the export writes returns as positive numbers, map quantity, amount and cost with `negate: true`',
    'zh-CN': () => '若导出文件以正数记录退货，请对数量、金额和成本使用 `negate: true`',
  },
});

export const linesAfterAsOf = message<{ lines: number; asOf: string }>({
  code: 'FEA313',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.lines, 'invoice line is', 'invoice lines are')} dated after ${p.asOf} and not counted.`,
    'zh-CN': (p) => `${count('zh-CN', p.lines)} 条发票行的日期晚于 ${p.asOf}，未计入。`,
  },
});

export const customersNotInCrm = message<{
  customers: number;
  netSales: number;
  ids: readonly string[];
  currency: string;
}>({
  code: 'FEA314',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.customers, 'customer', 'customers')} with net sales of ${money('en', p.currency, p.netSales)} ${p.customers === 1 ? 'is' : 'are'} not in the CRM: ${few(p.ids, ', ')}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.customers)} 个客户（净销售额 ${money('zh-CN', p.currency, p.netSales)}）不在 CRM 中：${few(p.ids, '、')}。`,
  },
  repair: {
    en: () => 'they are shown by number; check that both systems write customer numbers alike (`pad`)',
    'zh-CN': () => '报告中以编码显示；请检查两个系统的客户编码写法是否一致（`pad`）',
  },
});

export const parentCircle = message<{ ids: readonly string[] }>({
  code: 'FEA315',
  severity: 'warning',
  text: {
    en: (p) =>
      `These customers are parents of one another in a circle, so they have no group: ${few(p.ids, ', ')}.`,
    'zh-CN': (p) => `以下客户互为母公司，形成循环，因此不归入任何集团：${few(p.ids, '、')}。`,
  },
  repair: {
    en: () => 'correct the parent of one of them in the source',
    'zh-CN': () => '请在源系统中更正其中一个客户的母公司',
  },
});

export const capacityOverused = message<{
  pool: string;
  label: Text;
  months: number;
  month: string;
  use: number;
}>({
  code: 'FEA320',
  severity: 'warning',
  text: {
    en: (p) =>
      `${p.label.en}: more minutes used than practical capacity in ${plural(p.months, 'month', 'months')}, most in ${month('en', p.month)} with ${percent('en', p.use)}. The cost was shared in proportion to minutes.`,
    'zh-CN': (p) =>
      `${p.label['zh-CN']}：有 ${p.months} 个月的用时超过实际产能，最高为 ${month('zh-CN', p.month)}，达 ${percent('zh-CN', p.use)}。当月成本按用时比例分配。`,
  },
  repair: {
    en: (p) =>
      `check people and minutes of \`costs.${p.pool}\`; true overtime costs more than the ledger shows here`,
    'zh-CN': (p) => `请检查 \`costs.${p.pool}\` 的人数与分钟设置`,
  },
});

export const fallbackUsed = message<{
  pool: string;
  label: Text;
  months: number;
  first: string;
  last: string;
  driver: Text;
}>({
  code: 'FEA321',
  severity: 'warning',
  text: {
    en: (p) =>
      `${p.label.en}: minutes are unknown in ${plural(p.months, 'month', 'months')} (${span('en', p)}); the cost was shared by ${p.driver.en} instead.`,
    'zh-CN': (p) =>
      `${p.label['zh-CN']}：有 ${p.months} 个月（${span('zh-CN', p)}）分钟未知，成本改按${p.driver['zh-CN']}分配。`,
  },
  repair: {
    en: () => 'export `minutes` of the interactions for these months',
    'zh-CN': () => '请导出这些月份的客户接触分钟数（`minutes`）',
  },
});

export const minutesMissing = message<{ pool: string; label: Text; contacts: number; months: number }>({
  code: 'FEA322',
  severity: 'warning',
  text: {
    en: (p) =>
      `${p.label.en}: ${plural(p.contacts, 'interaction has', 'interactions have')} no minutes (in ${plural(p.months, 'month', 'months')}) and cost their customers nothing.`,
    'zh-CN': (p) =>
      `${p.label['zh-CN']}：${count('zh-CN', p.contacts)} 次客户接触没有分钟数（涉及 ${p.months} 个月），未向客户分配成本。`,
  },
  repair: {
    en: (p) => `fill in the minutes in the source, or name a \`fallback\` driver for \`costs.${p.pool}\``,
    'zh-CN': (p) => `请在源系统中补充分钟数，或为 \`costs.${p.pool}\` 指定 \`fallback\` 动因`,
  },
});

export const costUnattributed = message<{
  pool: string;
  label: Text;
  months: number;
  amount: number;
  currency: string;
}>({
  code: 'FEA323',
  severity: 'warning',
  text: {
    en: (p) =>
      `${p.label.en}: nothing drove the cost in ${plural(p.months, 'month', 'months')}; ${money('en', p.currency, p.amount)} stays at company level.`,
    'zh-CN': (p) =>
      `${p.label['zh-CN']}：有 ${p.months} 个月没有任何动因，${money('zh-CN', p.currency, p.amount)} 留在公司层面。`,
  },
  repair: {
    en: (p) => `check the drivers of \`costs.${p.pool}\` and the exports they are counted from`,
    'zh-CN': (p) => `请检查 \`costs.${p.pool}\` 的动因及其来源导出文件`,
  },
});

export const notReconciled = message<{
  rows: number;
  amount: number;
  account: string;
  month: string;
  largest: number;
  tolerance: number;
  currency: string;
}>({
  code: 'FEA330',
  severity: 'failure',
  text: {
    en: (p) =>
      `The figures do not tie to the books: ${plural(p.rows, 'account and month is', 'accounts and months are')} off by more than ${money('en', p.currency, p.tolerance)}, ${money('en', p.currency, p.amount)} in all; the largest is account ${p.account} in ${month('en', p.month)}: ${money('en', p.currency, p.largest)}.`,
    'zh-CN': (p) =>
      `数字与账簿不符：${count('zh-CN', p.rows)} 个科目月份的差额超过 ${money('zh-CN', p.currency, p.tolerance)}，合计 ${money('zh-CN', p.currency, p.amount)}；最大的是科目 ${p.account}，${month('zh-CN', p.month)}：${money('zh-CN', p.currency, p.largest)}。`,
  },
  repair: {
    en: () =>
      'see the tie-out by account and month: a whole month missing is an export that ends early; the same difference every month is a posting without a document',
    'zh-CN': () => '请查看按科目和月份的勾稽表：整月缺失多为导出不完整；每月相同的差额多为无单据的分录',
  },
});

export const ledgerAccountsUnused = message<{
  accounts: readonly { account: string; amount: number }[];
  currency: string;
}>({
  code: 'FEA331',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.accounts.length, 'ledger account is', 'ledger accounts are')} not used by this pipeline: ${few(
        p.accounts.map((one) => `${one.account} (${money('en', p.currency, one.amount)})`),
        ', ',
      )}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.accounts.length)} 个总账科目未被使用：${few(
        p.accounts.map((one) => `${one.account}（${money('zh-CN', p.currency, one.amount)}）`),
        '、',
      )}。`,
  },
  repair: {
    en: () => 'name cost accounts in `costs` or in `books.company_level`, so that the statement is complete',
    'zh-CN': () => '请在 `costs` 或 `books.company_level` 中列出成本科目，使利润表完整',
  },
});

export const accountNotInLedger = message<{
  account: string;
  where: string;
  suggestion?: string | undefined;
}>({
  code: 'FEA332',
  severity: 'warning',
  text: {
    en: (p) => `Account ${p.account} (${p.where}) has no posting in the period.`,
    'zh-CN': (p) => `科目 ${p.account}（${p.where}）在本期间没有任何分录。`,
  },
  repair: {
    en: (p) =>
      p.suggestion === undefined
        ? 'check the number against the export of the ledger'
        : `did you mean \`${p.suggestion}\`?`,
    'zh-CN': (p) =>
      p.suggestion === undefined ? '请对照总账导出文件检查科目编码' : `是不是 \`${p.suggestion}\`？`,
  },
});

export const ledgerMonthsMissing = message<{ account: string; months: readonly string[] }>({
  code: 'FEA335',
  severity: 'warning',
  text: {
    en: (p) =>
      `Account ${p.account} has no posting in ${few(
        p.months.map((one) => month('en', one)),
        ', ',
      )}, though there are documents: a gap of the ledger, not a difference of amounts.`,
    'zh-CN': (p) =>
      `科目 ${p.account} 在${few(
        p.months.map((one) => month('zh-CN', one)),
        '、',
      )}没有分录，但有单据：属于账簿缺月，而非金额差异。`,
  },
  repair: {
    en: () =>
      'export the ledger for these months too, or ask whether they were posted in a neighbouring month',
    'zh-CN': () => '请补充这些月份的总账导出，或确认是否已计入相邻月份',
  },
});

export const periodFromMidMonth = message<{ from: string; first: string; next: string }>({
  code: 'FEA316',
  severity: 'warning',
  text: {
    en: (p) =>
      `The period begins on ${p.from}, in the middle of a month. Documents count from that day, ledger, rebates and pools are by month and count from ${p.first}: the first month is lopsided.`,
    'zh-CN': (p) =>
      `期间从 ${p.from} 开始，不是月初。单据从该日起计入，而总账、返利与成本池按月从 ${p.first} 起计入：首月口径不一致。`,
  },
  repair: {
    en: (p) => `set \`period.from\` to ${p.first} or ${p.next}`,
    'zh-CN': (p) => `请将 \`period.from\` 设为 ${p.first} 或 ${p.next}`,
  },
});

export const timingInferred = message<{
  rows: number;
  amount: number;
  currency: string;
  returnsWithSale: boolean;
}>({
  code: 'FEA333',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.rows, 'account and month differs', 'accounts and months differ')} from the ledger in one month and reversed in the next, ${money('en', p.currency, p.amount)} shifted in all. They are shown as timing; this is inferred from the amounts${p.returnsWithSale ? ', apart from returns that count with their sale' : ''}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.rows)} 个科目月份与账簿的差额在次月冲回，共跨月 ${money('zh-CN', p.currency, p.amount)}，列为时间性差异；${p.returnsWithSale ? '除计入销售月份的退货外，' : ''}此为根据金额的推断。`,
  },
});

export const noLedger = message<object>({
  code: 'FEA334',
  severity: 'info',
  text: {
    en: () => 'There is no ledger for the period, so nothing can be tied to the books.',
    'zh-CN': () => '本期间没有总账数据，无法与账簿勾稽。',
  },
  repair: {
    en: () => 'map an export of the general ledger onto the table `ledger`',
    'zh-CN': () => '请将总账导出文件映射到表 `ledger`',
  },
});

export const notMeasured = message<{ lines: readonly { line: string; label: Text; missing: string }[] }>({
  code: 'FEA340',
  severity: 'info',
  text: {
    en: (p) => `Not measured: ${p.lines.map((one) => one.label.en.toLowerCase()).join(', ')}.`,
    'zh-CN': (p) => `未计量：${p.lines.map((one) => one.label['zh-CN']).join('、')}。`,
  },
  repair: {
    en: (p) => p.lines.map((one) => `${one.label.en}: ${one.missing}`).join('; '),
    'zh-CN': (p) => p.lines.map((one) => `${one.label['zh-CN']}：${one.missing}`).join('；'),
  },
});

export const endsAtGrossMargin = message<{ pools: number; ledger: boolean }>({
  code: 'FEA341',
  severity: 'warning',
  text: {
    en: () =>
      'Without cost pools and receivables the statement ends at gross margin: customers are ranked by it, and what it costs to serve them is not in it.',
    'zh-CN': () => '没有成本池和应收数据，利润表止于毛利：客户按毛利排名，服务成本未计入。',
  },
  repair: {
    en: (p) =>
      p.pools > 0 && !p.ledger
        ? 'map an export of the general ledger onto `ledger`: the pools of `costs` have nothing to share'
        : 'map the general ledger onto `ledger` and name its cost accounts in `costs`; map open items onto `receivables`',
    'zh-CN': (p) =>
      p.pools > 0 && !p.ledger
        ? '请将总账导出文件映射到 `ledger`：`costs` 中的成本池尚无成本可分配'
        : '请将总账映射到 `ledger` 并在 `costs` 中列出其成本科目；将应收明细映射到 `receivables`',
  },
});

function span(locale: Locale, p: { first: string; last: string }): string {
  return p.first === p.last ? month(locale, p.first) : `${month(locale, p.first)} – ${month(locale, p.last)}`;
}
