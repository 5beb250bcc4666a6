import { exitCodes, message } from '../../language/messages.ts';
import { missingEn, missingZh, quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;
const formatZh: Readonly<Record<string, string>> = {
  'a PDF': 'PDF',
  'a picture': '图片',
  'a program': '程序文件',
  'a RAR archive': 'RAR 压缩包',
  'a 7-Zip archive': '7-Zip 压缩包',
  'a bzip2 archive': 'bzip2 压缩包',
  'an xz archive': 'xz 压缩包',
  'a Zstandard archive': 'Zstandard 压缩包',
  'an archive within an archive': '压缩包中的压缩包',
  'an SQLite database': 'SQLite 数据库',
  'an Access database': 'Access 数据库',
  'a text document (RTF)': 'RTF 文档',
  'an Outlook mailbox': 'Outlook 邮箱文件',
  'a Word document': 'Word 文档',
  'a presentation': '演示文稿',
  'a binary workbook': '二进制工作簿 .xlsb',
  'a Numbers document': 'Numbers 文档',
  'a document': '非表格文档',
  'no text': '不是文本文件',
  'HTML or XML without a table': '不含表格的 HTML 或 XML',
};
const kindZh: Readonly<Record<string, string>> = { number: '数字', date: '日期', text: '文本' };

/** What can be wrong with a file before its cells are looked at. */
export const files = {
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
      en: (p) =>
        `${p.file} is ${p.kind === 'no text' ? 'neither text nor a format that is known' : `${p.kind}, which is not read`}.`,
      'zh-CN': (p) => `${p.file} 的格式（${formatZh[p.kind] ?? p.kind}）不受支持。`,
    },
    repair: {
      en: () => 'Save it as .xlsx or as delimited text (.csv), or export it as JSON lines, Parquet or Arrow.',
      'zh-CN': () => '请另存为 .xlsx 或分隔文本（.csv），或导出为 JSON Lines、Parquet、Arrow。',
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
  headerMissing: message<{
    source: string;
    file: string;
    columns: readonly { column: string; kind: string }[];
  }>({
    code: 'ING127',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.file} seems to have no header row: its first row has numbers or dates where the rows below have them. Columns: ${p.columns.map((c) => `${c.column} ${c.kind}`).join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 似乎没有表头：首行与下方各行在相同的列上都是数字或日期。各列：${p.columns.map((c) => `${c.column} ${kindZh[c.kind] ?? c.kind}`).join('、')}。`,
    },
    repair: {
      en: () =>
        'If so, write `header: none` in the source and name the columns by letter: `customer_id: A`. If not, export it with its header.',
      'zh-CN': () =>
        '若确实没有表头，请在数据源中写 `header: none`，并用列字母映射：`customer_id: A`；否则请带表头重新导出。',
    },
  }),
  headerTwice: message<{
    source: string;
    file: string;
    header: string;
    row: number;
    columns: readonly { name: string; letter: string; value: string }[];
  }>({
    code: 'ING128',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.file} has ${p.columns.length} columns ${quote(p.header)}, and they differ. Row ${p.row}: ${p.columns.map((c) => `column ${c.letter}${c.value === '' ? '' : ` has ${quote(c.value)}`}`).join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 有 ${p.columns.length} 列都叫${quoteZh(p.header)}，内容不同。第 ${p.row} 行：${p.columns.map((c) => `${c.letter} 列${c.value === '' ? '' : `为${quoteZh(c.value)}`}`).join('，')}。`,
    },
    repair: {
      en: (p) =>
        `Say which in the mapping: ${p.columns.map((c) => `${quote(c.name)} (column ${c.letter})`).join(' or ')}.`,
      'zh-CN': (p) =>
        `请在映射中写明是哪一列：${p.columns.map((c) => `${quoteZh(c.name)}（${c.letter} 列）`).join('或')}。`,
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
  packed: message<{ file: string; method: number }>({
    code: 'ING116',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) => `${p.file} is packed in a way that is not read (zip method ${p.method}).`,
      'zh-CN': (p) => `${p.file} 的压缩方式不受支持（zip 方法 ${p.method}）。`,
    },
    repair: {
      en: () => 'Unpack it, and pack it again as an ordinary .zip, or leave it unpacked.',
      'zh-CN': () => '请解压后按普通 .zip 重新压缩，或直接使用解压后的文件。',
    },
  }),
  tooLarge: message<{ file: string; limit: number }>({
    code: 'ING117',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `${p.file} unpacks to more than ${p.limit} MB, which is far too much for an export of its size.`,
      'zh-CN': (p) => `${p.file} 解压后超过 ${p.limit} MB，远超同等大小的导出文件。`,
    },
    repair: {
      en: () => 'If it is a real export, unpack it yourself, or export it as .csv or in parts.',
      'zh-CN': () => '若确为真实导出文件，请自行解压，或改为导出 .csv 或分批导出。',
    },
  }),
  cutOff: message<{ file: string }>({
    code: 'ING118',
    severity: 'fatal',
    text: {
      en: (p) => `${p.file} is cut off: its list of records has no end.`,
      'zh-CN': (p) => `${p.file} 被截断：记录列表没有结尾。`,
    },
    repair: { en: () => 'Export it again.', 'zh-CN': () => '请重新导出。' },
  }),
  beingWritten: message<{ file: string; lock: string }>({
    code: 'ING119',
    severity: 'fatal',
    text: {
      en: (p) =>
        p.lock === ''
          ? `${p.file} was being written while it was read: its size or time has changed.`
          : `${p.file} is open in another program: ${p.lock} stands beside it.`,
      'zh-CN': (p) =>
        p.lock === ''
          ? `读取期间 ${p.file} 仍在写入：大小或修改时间已变化。`
          : `${p.file} 正被其他程序打开：同一文件夹中有 ${p.lock}。`,
    },
    repair: {
      en: (p) =>
        p.lock === ''
          ? 'Wait until the export is finished, and run again.'
          : `Save and close it there, and run again; if nobody has it open, delete ${p.lock}.`,
      'zh-CN': (p) =>
        p.lock === ''
          ? '请等待导出完成后重新运行。'
          : `请保存并关闭该文件后重新运行；若无人打开，请删除 ${p.lock}。`,
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

  maybeTruncated: message<{ source: string; file: string; rows: number }>({
    code: 'ING125',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}) ends exactly at row ${p.rows}, the last one a spreadsheet can have. What comes after it is missing.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）恰好止于第 ${p.rows} 行，即电子表格的最后一行，其后的数据很可能缺失。`,
    },
    repair: {
      en: () =>
        'Export to .csv, or in parts. If the export really ends there, say so in the source: `complete: true`.',
      'zh-CN': () => '请导出为 .csv，或分批导出。若数据确实到此为止，请在数据源中写明：`complete: true`。',
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
  listsSeveral: message<{
    source: string;
    file: string;
    lists: readonly { list: string; records: number }[];
  }>({
    code: 'ING194',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.file} holds several lists of records: ${p.lists.map((l) => `${quote(l.list)} (${l.records})`).join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 中有多个记录列表：${p.lists.map((l) => `${quoteZh(l.list)}（${l.records} 条）`).join('、')}。`,
    },
    repair: {
      en: (p) =>
        `Say which one in the source: \`sheet: ${p.lists[0]?.list ?? ''}\`. Each can be a source of its own.`,
      'zh-CN': (p) => `请在数据源中指定：\`sheet: ${p.lists[0]?.list ?? ''}\`。每个列表可作为单独的数据源。`,
    },
  }),
  linesSeveral: message<{ source: string; file: string; lists: readonly string[] }>({
    code: 'ING195',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: the mapping takes cells of two lists within the records of ${p.file} (${p.lists.map(quote).join(', ')}); a row can be an element of one of them only.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：映射取用了 ${p.file} 记录内两个列表的列（${p.lists.map(quoteZh).join('、')}），一行只能对应其中一个列表的元素。`,
    },
    repair: {
      en: () => 'Make a source of its own for each list.',
      'zh-CN': () => '请为每个列表分别建立数据源。',
    },
  }),
};
