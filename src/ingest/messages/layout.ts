import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** Tables that are not flat. */
export const layout = {
  layoutUnknown: message<{ source: string; file: string; header: string; rows: number; row: number }>({
    code: 'ING113',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.rows} rows of ${p.file} (first: row ${p.row}) have an amount and no ${quote(p.header)}. They are further lines of the document above, or rows that should not be here.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 有 ${p.rows} 行（首行为第 ${p.row} 行）有金额而没有${quoteZh(p.header)}：可能是上一单据的后续明细，也可能是多余的行。`,
    },
    repair: {
      en: () =>
        'Say which in the source: `layout: document` gives them the document above; `layout: flat` sets them aside.',
      'zh-CN': () =>
        '请在数据源中写明：`layout: document` 表示归入上一单据；`layout: flat` 表示逐行判断、搁置这些行。',
    },
  }),
  documentLayout: message<{ source: string; file: string; header: string; rows: number; row: number }>({
    code: 'ING114',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.file} writes ${quote(p.header)} on the first line of a document only; ${p.rows} further lines get it from above.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 仅在单据首行填写${quoteZh(p.header)}；其余 ${p.rows} 行沿用上一行的单据信息。`,
    },
    repair: {
      en: () => 'If that is wrong, write `layout: flat`.',
      'zh-CN': () => '若不正确，请写 `layout: flat`。',
    },
  }),
  groupUnnamed: message<{ source: string; group: boolean }>({
    code: 'ING136',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        p.group
          ? `Source ${p.source}: \`group\` is for \`layout: grouped\`.`
          : `Source ${p.source}: \`layout: grouped\` needs a name for the column that the headings become.`,
      'zh-CN': (p) =>
        p.group
          ? `数据源 ${p.source}：\`group\` 仅用于 \`layout: grouped\`。`
          : `数据源 ${p.source}：\`layout: grouped\` 需要为分组标题形成的列命名。`,
    },
    repair: {
      en: (p) =>
        p.group
          ? 'Add `layout: grouped`, or remove `group`.'
          : 'Add `group: Customer`, and map it: `customer_id: Customer`.',
      'zh-CN': (p) =>
        p.group
          ? '请添加 `layout: grouped`，或删除 `group`。'
          : '请添加 `group: 客户`，并映射：`customer_id: 客户`。',
    },
  }),
  layoutMisplaced: message<{ source: string; table: string; tables: readonly string[] }>({
    code: 'ING137',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: ${p.table} has no documents of several lines.`,
      'zh-CN': (p) => `数据源 ${p.source}：${p.table} 没有多行单据。`,
    },
    repair: {
      en: (p) => `\`layout: document\` is for ${p.tables.join(', ')}.`,
      'zh-CN': (p) => `\`layout: document\` 仅用于 ${p.tables.join('、')}。`,
    },
  }),
};
