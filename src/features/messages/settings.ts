import { message } from '../../language/messages.ts';
import { configuration, few } from './phrases.ts';

/** FEA301–309: what the pipeline file says cannot be; the run stops. */

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

export const badDebtTwice = message<{ pool: string }>({
  code: 'FEA307',
  ...configuration,
  text: {
    en: (p) =>
      `Bad debt would count twice: \`credit.bad_debt\` is \`expected\`, and the cost pool \`${p.pool}\` charges what was written off.`,
    'zh-CN': (p) =>
      `坏账会重复计算：\`credit.bad_debt\` 为 \`expected\`，而成本池 \`${p.pool}\` 又分配已核销金额。`,
  },
  repair: {
    en: (p) => `take \`costs.${p.pool}\` out, or set \`credit.bad_debt: written_off\``,
    'zh-CN': (p) => `请删除 \`costs.${p.pool}\`，或设置 \`credit.bad_debt: written_off\``,
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
