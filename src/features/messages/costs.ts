import type { Locale, Text } from '../../language/locale.ts';
import { message } from '../../language/messages.ts';
import { count, money, month, percent, plural } from './phrases.ts';

/** FEA320–329, 340–: cost pools, and what is not measured. */

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
