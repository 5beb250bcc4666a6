import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** What the pipeline file says about columns. */
export const mapping = {
  // ── what is wrong with the settings of a source ───────────────────────────────────────────────
  unknownColumn: message<{
    source: string;
    table: string;
    column: string;
    nearest: string;
    columns: readonly string[];
  }>({
    code: 'ING130',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: ${p.table} has no column ${quote(p.column)}.`,
      'zh-CN': (p) => `数据源 ${p.source}：${p.table} 没有列${quoteZh(p.column)}。`,
    },
    repair: {
      en: (p) => (p.nearest === '' ? `It has: ${p.columns.join(', ')}.` : `Did you mean ${p.nearest}?`),
      'zh-CN': (p) => (p.nearest === '' ? `可用的列：${p.columns.join('、')}。` : `是否为 ${p.nearest}？`),
    },
  }),
  columnNotMapped: message<{
    source: string;
    table: string;
    column: string;
    meaning: { en: string; 'zh-CN': string };
  }>({
    code: 'ING131',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.table} needs ${p.column} (${p.meaning.en}), and nothing is mapped to it.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.table} 必须有 ${p.column}（${p.meaning['zh-CN']}），但没有映射。`,
    },
    repair: {
      en: (p) => `Add \`${p.column}: <header in the export>\` under \`columns\`.`,
      'zh-CN': (p) => `请在 \`columns\` 下添加 \`${p.column}: <导出文件中的列名>\`。`,
    },
  }),
  unknownMeaning: message<{
    source: string;
    column: string;
    value: string;
    values: readonly string[];
    nearest: string;
  }>({
    code: 'ING132',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: ${p.column} cannot be ${quote(p.value)}.`,
      'zh-CN': (p) => `数据源 ${p.source}：${p.column} 不能取值${quoteZh(p.value)}。`,
    },
    repair: {
      en: (p) => `${p.nearest === '' ? '' : `Did you mean ${p.nearest}? `}Allowed: ${p.values.join(', ')}.`,
      'zh-CN': (p) =>
        `${p.nearest === '' ? '' : `是否为 ${p.nearest}？`}允许的取值：${p.values.join('、')}。`,
    },
  }),
  optionMisplaced: message<{ source: string; column: string; option: string; type: string }>({
    code: 'ING133',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: \`${p.option}\` cannot be used on ${p.column}, which is of type ${p.type}.`,
      'zh-CN': (p) => `数据源 ${p.source}：\`${p.option}\` 不能用于 ${p.column}（类型为 ${p.type}）。`,
    },
    repair: {
      en: (p) =>
        p.option === 'pad' || p.option === 'join'
          ? `\`${p.option}\` is for ids.`
          : p.option === 'values'
            ? 'An id that is joined from several columns has no `values`.'
            : `\`${p.option}\` is for amounts, prices and quantities.`,
      'zh-CN': (p) =>
        p.option === 'pad' || p.option === 'join'
          ? `\`${p.option}\` 仅用于编码。`
          : p.option === 'values'
            ? '由多列拼接的编码不能使用 `values`。'
            : `\`${p.option}\` 仅用于金额、单价与数量。`,
    },
  }),
  conditionEmpty: message<{ source: string; column: string }>({
    code: 'ING134',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: the condition on ${quote(p.column)} does not say what the column must be.`,
      'zh-CN': (p) => `数据源 ${p.source}：对${quoteZh(p.column)}的条件没有说明取值。`,
    },
    repair: {
      en: () => 'Add `is`, `is_not` or `filled`.',
      'zh-CN': () => '请添加 `is`、`is_not` 或 `filled`。',
    },
  }),
  otherwiseAlone: message<{ source: string; column: string }>({
    code: 'ING135',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: ${p.column} has \`otherwise\` and no \`values\`.`,
      'zh-CN': (p) => `数据源 ${p.source}：${p.column} 有 \`otherwise\` 而没有 \`values\`。`,
    },
    repair: {
      en: () => 'Add `values`, or write `{ value: … }` for the same value in every row.',
      'zh-CN': () => '请添加 `values`；若每行取值相同，请写 `{ value: … }`。',
    },
  }),
  // ── profiles ──────────────────────────────────────────────────────────────────────────────────
  profileUnfit: message<{
    source: string;
    file: string;
    profile: string;
    missing: readonly { column: string; names: readonly string[] }[];
    candidates: readonly string[];
  }>({
    code: 'ING160',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.file} is not what the profile ${p.profile} describes. Not found: ${p.missing.map(({ column, names }) => `${column} (${names.map(quote).join(' or ')})`).join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 与导出模板 ${p.profile} 不符。缺少：${p.missing.map(({ column, names }) => `${column}（${names.map(quoteZh).join('或')}）`).join('、')}。`,
    },
    repair: {
      en: (p) =>
        `Export the report with these columns, or name the headers of yours under \`columns\`. The row that comes nearest has: ${p.candidates.map(quote).join(', ')}.`,
      'zh-CN': (p) =>
        `请导出包含上述列的报表，或在 \`columns\` 下写明实际列名。最接近的一行包含：${p.candidates.map(quoteZh).join('、')}。`,
    },
  }),
  profileColumnMissing: message<{ table: string; column: string }>({
    code: 'ING161',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `The profile has no way to fill ${p.column}, which ${p.table} needs.`,
      'zh-CN': (p) => `该导出模板没有给出 ${p.table} 必需的 ${p.column}。`,
    },
    repair: {
      en: (p) => `Add \`${p.column}: <header>\` under \`columns\`.`,
      'zh-CN': (p) => `请在 \`columns\` 下添加 \`${p.column}: <列名>\`。`,
    },
  }),
};
