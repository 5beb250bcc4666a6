import { message } from '../../language/messages.ts';
import { configuration, didYouMean } from './common.ts';

/** What `explain` cannot find. */

export const customerNotFound = message<{ customer: string; suggestions: readonly string[] }>({
  code: 'CFG011',
  ...configuration,
  text: {
    en: (p) => `No customer of this run has the number or name "${p.customer}"`,
    'zh-CN': (p) => `本次运行中没有编码或名称为"${p.customer}"的客户`,
  },
  repair: {
    en: (p) =>
      p.suggestions.length > 0
        ? `did you mean ${p.suggestions.join(' or ')}?`
        : 'give the customer number of the ERP',
    'zh-CN': (p) =>
      p.suggestions.length > 0 ? `是不是 ${p.suggestions.join(' 或 ')}？` : '请使用 ERP 中的客户编码',
  },
});

export const customerAmbiguous = message<{ customer: string; matches: readonly string[] }>({
  code: 'CFG012',
  ...configuration,
  text: {
    en: (p) => `"${p.customer}" fits several customers`,
    'zh-CN': (p) => `"${p.customer}" 对应多个客户`,
  },
  repair: {
    en: (p) => `give the number: ${p.matches.join(', ')}`,
    'zh-CN': (p) => `请使用编码：${p.matches.join('、')}`,
  },
});

export const lineNotFound = message<{ line: string; suggestion: string | undefined; known: string }>({
  code: 'CFG016',
  ...configuration,
  text: {
    en: (p) => `The statement has no line "${p.line}"`,
    'zh-CN': (p) => `利润表中没有项目"${p.line}"`,
  },
  repair: {
    en: (p) => (p.suggestion !== undefined ? `did you mean \`${p.suggestion}\`?` : `lines: ${p.known}`),
    'zh-CN': (p) => (p.suggestion !== undefined ? `是不是 \`${p.suggestion}\`？` : `可用项目：${p.known}`),
  },
});

export const accountNotFound = message<{
  account: string;
  suggestion: string | undefined;
  known: string | undefined;
}>({
  code: 'CFG017',
  ...configuration,
  text: {
    en: (p) => `Neither the ledger nor the pipeline file of this run has an account "${p.account}"`,
    'zh-CN': (p) => `本次运行的总账与流程文件中都没有科目"${p.account}"`,
  },
  repair: didYouMean,
});

export const documentNotFound = message<{
  document: string;
  suggestion: string | undefined;
  lines: readonly string[];
}>({
  code: 'CFG020',
  ...configuration,
  text: {
    en: (p) =>
      p.lines.length > 0
        ? `The document of "${p.document}" has no such line`
        : `No invoice line of this run belongs to a document "${p.document}"`,
    'zh-CN': (p) =>
      p.lines.length > 0 ? `"${p.document}" 所指单据没有该行` : `本次运行中没有单据"${p.document}"的发票行`,
  },
  repair: {
    en: (p) =>
      p.lines.length > 0
        ? `its lines are ${p.lines.join(', ')}`
        : p.suggestion !== undefined
          ? `did you mean \`${p.suggestion}\`?`
          : 'give the number as the export writes it; add `/2` for its line 2',
    'zh-CN': (p) =>
      p.lines.length > 0
        ? `该单据的行：${p.lines.join('、')}`
        : p.suggestion !== undefined
          ? `是不是 \`${p.suggestion}\`？`
          : '请按导出文件中的写法给出单据号；加 `/2` 表示第 2 行',
  },
});

export const monthNotInRun = message<{ month: string; first: string; last: string }>({
  code: 'CFG018',
  ...configuration,
  text: {
    en: (p) => `The run has no month "${p.month}"`,
    'zh-CN': (p) => `本次运行不含月份"${p.month}"`,
  },
  repair: {
    en: (p) => `write it as 2026-03, or 2026 for the year; the run covers ${p.first} to ${p.last}`,
    'zh-CN': (p) => `请写作 2026-03，或以 2026 表示全年；本次运行覆盖 ${p.first} 至 ${p.last}`,
  },
});

export const nothingToExplain = message<{ given: 'nothing' | 'both' | 'month' }>({
  code: 'CFG019',
  ...configuration,
  text: {
    en: (p) =>
      p.given === 'both'
        ? 'A customer, an account and a document cannot be explained at once'
        : p.given === 'month'
          ? '`--month` opens a line of the statement or an account; neither is given'
          : 'Explain what? Neither a customer nor an account is given',
    'zh-CN': (p) =>
      p.given === 'both'
        ? '不能同时解释客户、科目与单据'
        : p.given === 'month'
          ? '`--month` 用于展开某个项目或科目，但两者均未指定'
          : '需要解释什么？未指定客户，也未指定科目',
  },
  repair: {
    en: () =>
      'write `explain 001042`, `explain 001042 --line service --month 2026-03`, `explain --account 6601`, or `explain --document SI25030188/2`',
    'zh-CN': () =>
      '请写作 `explain 001042`、`explain 001042 --line service --month 2026-03`、`explain --account 6601` 或 `explain --document SI25030188/2`',
  },
});
