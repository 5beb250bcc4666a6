import { type SetAsideReason, setAsideReasons } from '../contracts/accounting.ts';
import type { Locale } from '../language/locale.ts';
import { exitCodes, message } from '../language/messages.ts';

/** Everything the reading of exports can say. Ids, numbers, dates and row numbers only: never a name or an address. */

const configuration = exitCodes.configuration;
type Example = {
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
};
const quote = (text: string): string => `“${text}”`;
const quoteZh = (text: string): string => `“${text}”`;
const missingEn = (missing: readonly { header: string; nearest: string }[]): string =>
  missing
    .map(({ header, nearest }) =>
      nearest === '' ? quote(header) : `${quote(header)} (did you mean ${quote(nearest)}?)`,
    )
    .join(', ');
const missingZh = (missing: readonly { header: string; nearest: string }[]): string =>
  missing
    .map(({ header, nearest }) =>
      nearest === '' ? quoteZh(header) : `${quoteZh(header)}（是否为${quoteZh(nearest)}？）`,
    )
    .join('、');
const reasonIn = (locale: Locale, reason: string): string =>
  setAsideReasons[reason as SetAsideReason]?.label[locale] ?? reason;
const exampleEn = (examples: readonly Example[]): string =>
  examples
    .map(
      (e) =>
        `row ${e.row}${e.field === '' ? '' : `, ${e.field}`}: ${reasonIn('en', e.reason)}${e.value === '' ? '' : ` ${quote(e.value)}`}`,
    )
    .join('; ');
const exampleZh = (examples: readonly Example[]): string =>
  examples
    .map(
      (e) =>
        `第 ${e.row} 行${e.field === '' ? '' : ` ${e.field}`}：${reasonIn('zh-CN', e.reason)}${e.value === '' ? '' : ` ${quoteZh(e.value)}`}`,
    )
    .join('；');

/** What the pipeline file can say where the rows are sound and only the reading of them is open. */
const hintEn = (examples: readonly Example[]): string =>
  examples.some(({ reason }) => reason === 'too_many_cells')
    ? ' If texts hold the delimiter without quotation marks, name their column: `unquoted: <header>`.'
    : examples.some(({ reason }) => reason === 'missing_value')
      ? ' If an empty cell has a meaning, say it: `{ from: <header>, empty: <value> }`.'
      : '';
const hintZh = (examples: readonly Example[]): string =>
  examples.some(({ reason }) => reason === 'too_many_cells')
    ? '若文本中含未加引号的分隔符，请指明该列：`unquoted: <列名>`。'
    : examples.some(({ reason }) => reason === 'missing_value')
      ? '若空单元格有含义，请写明：`{ from: <列名>, empty: <值> }`。'
      : '';

export const messages = {
  fileMissing: message<{ source: string; file: string; folder: string; nearest: string }>({
    code: 'ING101',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: there is no file ${quote(p.file)} in ${p.folder}.`,
      'zh-CN': (p) => `数据源 ${p.source}：在 ${p.folder} 中找不到文件${quoteZh(p.file)}。`,
    },
    repair: {
      en: (p) =>
        p.nearest === '' ? 'Check `files` and the data folder.' : `Did you mean ${quote(p.nearest)}?`,
      'zh-CN': (p) => (p.nearest === '' ? '请检查 `files` 与数据文件夹。' : `是否为${quoteZh(p.nearest)}？`),
    },
  }),
  emptyFile: message<{ file: string }>({
    code: 'ING102',
    severity: 'fatal',
    text: { en: (p) => `${p.file} is empty.`, 'zh-CN': (p) => `${p.file} 是空文件。` },
    repair: { en: () => 'Export it again.', 'zh-CN': () => '请重新导出。' },
  }),
  formatUnknown: message<{ file: string; kind: string }>({
    code: 'ING103',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} is ${p.kind}, which is not read.`,
      'zh-CN': (p) => `${p.file} 的格式（${p.kind}）不受支持。`,
    },
    repair: {
      en: () => 'Save it as .xlsx or as delimited text (.csv), or export it as Parquet.',
      'zh-CN': () => '请另存为 .xlsx 或分隔文本（.csv），或导出为 Parquet。',
    },
  }),
  encodingUnknown: message<{ file: string; readings: readonly { encoding: string; text: string }[] }>({
    code: 'ING104',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `${p.file} is not UTF-8, and its bytes do not prove another encoding. The first character beyond ASCII reads ${p.readings.map((r) => `${quote(r.text)} in ${r.encoding}`).join(', ')}.`,
      'zh-CN': (p) =>
        `${p.file} 不是 UTF-8，字节也不足以证明其他编码。首个非 ASCII 字符：${p.readings.map((r) => `按 ${r.encoding} 为${quoteZh(r.text)}`).join('，')}。`,
    },
    repair: {
      en: (p) => `Say which in the source: \`encoding: ${p.readings[0]?.encoding ?? 'windows-1252'}\`.`,
      'zh-CN': (p) => `请在数据源中写明：\`encoding: ${p.readings[0]?.encoding ?? 'windows-1252'}\`。`,
    },
  }),
  encodingDisproved: message<{ file: string; declared: string; found: string; why: string }>({
    code: 'ING105',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} is not ${p.declared}: ${p.why}.`,
      'zh-CN': (p) => `${p.file} 的编码不是 ${p.declared}（${p.why}）。`,
    },
    repair: {
      en: (p) =>
        p.found === ''
          ? 'Remove `encoding` and let the bytes decide, or name the right one.'
          : `Write \`encoding: ${p.found}\`, or remove \`encoding\`.`,
      'zh-CN': (p) =>
        p.found === ''
          ? '请删除 `encoding`，由程序按字节判断，或填写正确的编码。'
          : `请写 \`encoding: ${p.found}\`，或删除 \`encoding\`。`,
    },
  }),
  headerNotFound: message<{
    source: string;
    file: string;
    missing: readonly { header: string; nearest: string }[];
    candidates: readonly string[];
  }>({
    code: 'ING106',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: no row of ${p.file} (first 50) has all the headers the mapping names. Not found: ${missingEn(p.missing)}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 前 50 行中没有包含全部映射列名的表头。缺少：${missingZh(p.missing)}。`,
    },
    repair: {
      en: (p) => `The row that comes nearest has: ${p.candidates.map(quote).join(', ')}.`,
      'zh-CN': (p) => `最接近的一行包含：${p.candidates.map(quoteZh).join('、')}。`,
    },
  }),
  sheetMissing: message<{
    source: string;
    file: string;
    sheet: string;
    sheets: readonly string[];
    nearest: string;
  }>({
    code: 'ING107',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `Source ${p.source}: ${p.file} has no sheet ${quote(p.sheet)}.`,
      'zh-CN': (p) => `数据源 ${p.source}：${p.file} 中没有工作表${quoteZh(p.sheet)}。`,
    },
    repair: {
      en: (p) =>
        `${p.nearest === '' ? '' : `Did you mean ${quote(p.nearest)}? `}It has: ${p.sheets.map(quote).join(', ')}.`,
      'zh-CN': (p) =>
        `${p.nearest === '' ? '' : `是否为${quoteZh(p.nearest)}？`}现有工作表：${p.sheets.map(quoteZh).join('、')}。`,
    },
  }),
  unreadable: message<{ file: string; why: string }>({
    code: 'ING108',
    severity: 'fatal',
    text: {
      en: (p) => `${p.file} cannot be read: ${p.why}`,
      'zh-CN': (p) => `无法读取 ${p.file}：${p.why}`,
    },
    repair: {
      en: () => 'Export it again; the file is damaged, locked with a password, or cut off.',
      'zh-CN': () => '请重新导出：文件可能已损坏、加密或被截断。',
    },
  }),
  locked: message<{ file: string }>({
    code: 'ING109',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} is locked with a password.`,
      'zh-CN': (p) => `${p.file} 已加密，需要密码。`,
    },
    repair: {
      en: () => 'Save it without a password, or export it again.',
      'zh-CN': () => '请取消密码后另存，或重新导出。',
    },
  }),
  packed: message<{ file: string }>({
    code: 'ING116',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} is a .zip archive, which is not opened.`,
      'zh-CN': (p) => `${p.file} 是 .zip 压缩包，程序不会解压。`,
    },
    repair: {
      en: () =>
        'Unpack it into the data folder and name its files, or a glob of them: `files: export/*.csv`.',
      'zh-CN': () => '请解压到数据文件夹，并填写其中的文件或通配符：`files: export/*.csv`。',
    },
  }),
  tooLarge: message<{ file: string; limit: number }>({
    code: 'ING117',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} unpacks to more than ${p.limit} MB, too much for a workbook.`,
      'zh-CN': (p) => `${p.file} 解压后超过 ${p.limit} MB，超出工作簿的处理上限。`,
    },
    repair: {
      en: () => 'Export it as .csv, or in parts.',
      'zh-CN': () => '请导出为 .csv，或分批导出。',
    },
  }),
  decimalAmbiguous: message<{
    source: string;
    file: string;
    header: string;
    value: string;
    asPoint: string;
    asComma: string;
  }>({
    code: 'ING110',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: column ${quote(p.header)} of ${p.file} can be read in two ways. ${quote(p.value)} is ${p.asPoint} with a decimal point and ${p.asComma} with a decimal comma.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的列${quoteZh(p.header)}有两种读法。${quoteZh(p.value)}按小数点为 ${p.asPoint}，按小数逗号为 ${p.asComma}。`,
    },
    repair: {
      en: () => 'Say which in the source: `decimal: point` or `decimal: comma`.',
      'zh-CN': () => '请在数据源中写明：`decimal: point` 或 `decimal: comma`。',
    },
  }),
  dateOrderUnknown: message<{
    source: string;
    file: string;
    header: string;
    value: string;
    readings: readonly { order: string; date: string }[];
  }>({
    code: 'ING111',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: column ${quote(p.header)} of ${p.file} does not write dates as year-month-day. ${quote(p.value)} is ${p.readings.map((r) => `${r.date} as ${r.order}`).join(' and ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的列${quoteZh(p.header)}的日期不是“年-月-日”写法。${quoteZh(p.value)}${p.readings.map((r) => `按 ${r.order} 为 ${r.date}`).join('，')}。`,
    },
    repair: {
      en: (p) => `Say which in the source: ${p.readings.map((r) => `\`dates: ${r.order}\``).join(' or ')}.`,
      'zh-CN': (p) => `请在数据源中写明：${p.readings.map((r) => `\`dates: ${r.order}\``).join(' 或 ')}。`,
    },
  }),
  decimalFromNeighbours: message<{ source: string; file: string; header: string; mark: string }>({
    code: 'ING112',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: column ${quote(p.header)} of ${p.file} alone could be read in two ways; the other columns prove a decimal ${p.mark}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的列${quoteZh(p.header)}单独看有两种读法；同一文件的其他列证明小数标记为${p.mark === 'comma' ? '逗号' : '点'}。`,
    },
  }),
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
  yearUnknown: message<{ source: string; file: string }>({
    code: 'ING115',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: \`dates: DDMM\` has no year, and ${p.file} does not begin with the line of a DATEV export that says it.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：\`dates: DDMM\` 不含年份，而 ${p.file} 的首行不是说明年份的 DATEV 文件头。`,
    },
    repair: {
      en: () => 'Export it in the DATEV format (EXTF), or with full dates.',
      'zh-CN': () => '请按 DATEV 格式（EXTF）导出，或导出完整日期。',
    },
  }),
  countMismatch: message<{ source: string; file: string; read: number; kept: number; setAside: number }>({
    code: 'ING120',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.read} rows read, but ${p.kept} kept and ${p.setAside} set aside.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：读取 ${p.read} 行，但保留 ${p.kept} 行、搁置 ${p.setAside} 行。`,
    },
    repair: {
      en: () => 'Rows were lost on the way: report this with the run’s record.',
      'zh-CN': () => '读取过程中有行丢失：请附上运行记录反馈此问题。',
    },
  }),
  totalDisagrees: message<{
    source: string;
    file: string;
    row: number;
    header: string;
    stated: string;
    kept: string;
  }>({
    code: 'ING121',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}) states a total of ${p.stated} for ${quote(p.header)} in row ${p.row}, but its rows add up to ${p.kept}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）第 ${p.row} 行${quoteZh(p.header)}的合计为 ${p.stated}，但各行之和为 ${p.kept}。`,
    },
    repair: {
      en: () =>
        'The export is incomplete or was edited, or rows were set aside: see the quarantine, or export it again.',
      'zh-CN': () => '导出不完整、被改动过，或有行被搁置：请查看隔离清单，或重新导出。',
    },
  }),
  tooManySetAside: message<{
    source: string;
    file: string;
    bad: number;
    rows: number;
    share: number;
    limit: number;
    examples: readonly Example[];
  }>({
    code: 'ING122',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.bad} of ${p.rows} rows (${(p.share * 100).toFixed(1)}%) cannot be used, more than the ${(p.limit * 100).toFixed(1)}% allowed. ${exampleEn(p.examples)}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：${p.rows} 行中有 ${p.bad} 行（${(p.share * 100).toFixed(1)}%）无法使用，超过允许的 ${(p.limit * 100).toFixed(1)}%。${exampleZh(p.examples)}。`,
    },
    repair: {
      en: (p) =>
        `See quarantine/${p.source}.csv; correct the export, or raise \`quality: max_set_aside\`.${hintEn(p.examples)}`,
      'zh-CN': (p) =>
        `见 quarantine/${p.source}.csv；请更正导出文件，或调高 \`quality: max_set_aside\`。${hintZh(p.examples)}`,
    },
  }),
  someSetAside: message<{
    source: string;
    file: string;
    bad: number;
    rows: number;
    examples: readonly Example[];
  }>({
    code: 'ING123',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.bad} of ${p.rows} rows set aside: ${exampleEn(p.examples)}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：${p.rows} 行中搁置 ${p.bad} 行：${exampleZh(p.examples)}。`,
    },
    repair: {
      en: (p) => `See quarantine/${p.source}.csv.`,
      'zh-CN': (p) => `见 quarantine/${p.source}.csv。`,
    },
  }),
  unknownCustomers: message<{
    table: string;
    column: string;
    sources: readonly string[];
    rows: number;
    customers: number;
    ids: readonly string[];
    pad: { length: number; column: string; sources: readonly string[] } | null;
  }>({
    code: 'ING124',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.table} (${p.sources.join(', ')}): ${p.rows} rows name ${p.customers} customers in ${p.column} that are not in customers: ${p.ids.join(', ')}${p.customers > p.ids.length ? ' …' : ''}`,
      'zh-CN': (p) =>
        `${p.table}（${p.sources.join('、')}）：${p.rows} 行的 ${p.column} 中有 ${p.customers} 个客户不在客户档案中：${p.ids.join('、')}${p.customers > p.ids.length ? ' …' : ''}`,
    },
    repair: {
      en: (p) =>
        p.pad === null
          ? 'Export all customers, or check that both systems use the same numbers.'
          : `Leading zeros were lost: add \`pad: ${p.pad.length}\` to ${p.pad.column} of source ${p.pad.sources.join(', ')}.`,
      'zh-CN': (p) =>
        p.pad === null
          ? '请导出全部客户，或核对两个系统的客户编码是否一致。'
          : `前导零已丢失：请在数据源 ${p.pad.sources.join('、')} 的 ${p.pad.column} 中添加 \`pad: ${p.pad.length}\`。`,
    },
  }),
  maybeTruncated: message<{ source: string; file: string; rows: number }>({
    code: 'ING125',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}) has exactly ${p.rows} rows: a spreadsheet’s limit. The rest may be missing.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）恰好有 ${p.rows} 行，等于电子表格上限，其余数据可能丢失。`,
    },
    repair: {
      en: () => 'Export to .csv, or in parts.',
      'zh-CN': () => '请导出为 .csv，或分批导出。',
    },
  }),
  noRows: message<{ source: string; file: string; rows: number }>({
    code: 'ING126',
    severity: 'warning',
    text: {
      en: (p) =>
        p.rows === 0
          ? `${p.file} (source ${p.source}) has a header and no rows.`
          : `${p.file} (source ${p.source}): none of its ${p.rows} rows is kept.`,
      'zh-CN': (p) =>
        p.rows === 0
          ? `${p.file}（数据源 ${p.source}）只有表头，没有数据行。`
          : `${p.file}（数据源 ${p.source}）：${p.rows} 行均未保留。`,
    },
    repair: {
      en: (p) =>
        p.rows === 0 ? 'Check the filter of the export.' : 'Check `where` and `values` of the source.',
      'zh-CN': (p) => (p.rows === 0 ? '请检查导出条件。' : '请检查数据源的 `where` 与 `values`。'),
    },
  }),

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
        p.option === 'pad' ? '`pad` is for ids.' : `\`${p.option}\` is for amounts, prices and quantities.`,
      'zh-CN': (p) =>
        p.option === 'pad' ? '`pad` 仅用于编码。' : `\`${p.option}\` 仅用于金额、单价与数量。`,
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
  sourcesAlike: message<{ source: string; other: string }>({
    code: 'ING138',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Sources ${p.other} and ${p.source} have the same name but for case or marks: their tables and files would be one.`,
      'zh-CN': (p) => `数据源 ${p.other} 与 ${p.source} 的名称仅大小写或符号不同，其数据表与文件会重名。`,
    },
    repair: { en: () => 'Rename one of them.', 'zh-CN': () => '请修改其中一个的名称。' },
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
} as const;
