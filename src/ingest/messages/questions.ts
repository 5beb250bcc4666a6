import { message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const info = { severity: 'info' } as const;
const list = (words: readonly string[]): string => words.join(', ');
const listZh = (words: readonly string[]): string => words.join('、');

const unfitEn = (header: string): string =>
  header === ''
    ? 'No header was recognised.'
    : `${quote(header)} has the name, but hardly any of its cells holds such a value (formulas that were saved without results, perhaps).`;
const unfitZh = (header: string): string =>
  header === ''
    ? '未识别到列名，'
    : `${quoteZh(header)}名称相符，但几乎没有单元格是这样的值（可能是保存时没有结果的公式），`;

/** What `whalecurve init` asks and what it has found proven, in the pipeline file that it writes and in the terminal. */
export const questions = {
  columnOpen: message<{ column: string; meaning: { en: string; 'zh-CN': string }; unfit: string }>({
    code: 'ING170',
    ...info,
    text: {
      en: (p) =>
        `Which column is ${p.column} (${p.meaning.en})? ${unfitEn(p.unfit)} Write it in place of ???.`,
      'zh-CN': (p) => `哪一列是 ${p.column}（${p.meaning['zh-CN']}）？${unfitZh(p.unfit)}请替换 ???。`,
    },
  }),
  joinNeeded: message<{ columns: readonly string[]; file: string; by: string }>({
    code: 'ING171',
    ...info,
    text: {
      en: (p) =>
        `${list(p.columns)} stand in ${p.file}, by ${quote(p.by)}. Rows are not joined here: export the lines together with their document.`,
      'zh-CN': (p) =>
        `${listZh(p.columns)} 在 ${p.file} 中，以${quoteZh(p.by)}关联。此处不做表连接，请将明细与单据信息一并导出。`,
    },
  }),
  taxOpen: message<{ header: string; value: string; net: string; rate: string }>({
    code: 'ING172',
    ...info,
    text: {
      en: (p) =>
        `Is there tax in ${quote(p.header)}? ${p.value} is ${p.value} net of tax, or ${p.net} if ${p.rate} tax is in it. In place of ??? write 0% (net) or the rate.`,
      'zh-CN': (p) =>
        `${quoteZh(p.header)}是否含税？${p.value}：不含税则净额为 ${p.value}；若含 ${p.rate} 税，则净额为 ${p.net}。请将 ??? 替换为 0%（不含税）或税率。`,
    },
  }),
  taxProven: message<{
    header: string;
    other: string;
    rows: number;
    reading: 'net' | 'gross';
    how: 'sum' | 'rate';
  }>({
    code: 'ING173',
    ...info,
    text: {
      en: (p) =>
        p.how === 'sum'
          ? `${quote(p.header)} is ${p.reading === 'net' ? 'net of' : 'with'} tax: proven by net + tax = gross (${quote(p.other)}).`
          : `${quote(p.header)} is ${p.reading === 'net' ? 'net of' : 'with'} tax: only so is ${quote(p.other)} a whole rate of it, on ${p.rows} rows.`,
      'zh-CN': (p) =>
        p.how === 'sum'
          ? `${quoteZh(p.header)}为${p.reading === 'net' ? '不含税' : '含税'}金额：由 不含税 + 税额 = 价税合计 证明（${quoteZh(p.other)}）。`
          : `${quoteZh(p.header)}为${p.reading === 'net' ? '不含税' : '含税'}金额：只有如此，${quoteZh(p.other)}才对应整数税率（${p.rows} 行）。`,
    },
  }),
  returnsTurned: message<{ header: string; words: readonly string[]; rows: number }>({
    code: 'ING174',
    ...info,
    text: {
      en: (p) =>
        `Returns are written positive: ${p.rows} rows where ${quote(p.header)} is ${list(p.words)}. Their sign is turned.`,
      'zh-CN': (p) =>
        `退货以正数记录：${quoteZh(p.header)}为 ${listZh(p.words)} 的 ${p.rows} 行。读取时取负。`,
    },
  }),
  returnsUnseen: message<{ rows: number }>({
    code: 'ING175',
    ...info,
    text: {
      en: (p) =>
        `No return and no credit note among the first ${p.rows} rows, by sign or by word. If they are in another export, add it, or net sales are too high.`,
      'zh-CN': (p) =>
        `前 ${p.rows} 行中未见退货或折让（无负数，也无相应单据类型）。若在另一导出文件中，请一并加入，否则净销售额偏高。`,
    },
  }),
  wordsOpen: message<{ column: string; header: string; words: readonly string[]; known: readonly string[] }>({
    code: 'ING176',
    ...info,
    text: {
      en: (p) =>
        `What do these words of ${quote(p.header)} mean for ${p.column}: ${list(p.words)}? Possible: ${list(p.known)}.`,
      'zh-CN': (p) =>
        `${quoteZh(p.header)}中的 ${listZh(p.words)} 在 ${p.column} 中是什么含义？可选：${listZh(p.known)}。`,
    },
  }),
  customerByName: message<{ header: string }>({
    code: 'ING177',
    ...info,
    text: {
      en: (p) =>
        `There is no customer number; customers are told apart by ${quote(p.header)}. Two of the same name become one.`,
      'zh-CN': (p) => `没有客户编码，以${quoteZh(p.header)}区分客户；同名客户会合并为一个。`,
    },
  }),
  datesOpen: message<{
    header: string;
    value: string;
    readings: readonly { order: string; date: string }[];
  }>({
    code: 'ING178',
    ...info,
    text: {
      en: (p) =>
        `In which order are the dates? ${quote(p.value)} of ${quote(p.header)} is ${p.readings.map((r) => `${r.date} as ${r.order}`).join(', ')}; no row proves which. Write the order in place of ???.`,
      'zh-CN': (p) =>
        `日期按什么顺序？${quoteZh(p.header)}的${quoteZh(p.value)}：${p.readings.map((r) => `按 ${r.order} 为 ${r.date}`).join('，')}；没有行能证明。请将 ??? 替换为相应顺序。`,
    },
  }),
  decimalOpen: message<{ header: string; value: string; asPoint: string; asComma: string }>({
    code: 'ING179',
    ...info,
    text: {
      en: (p) =>
        `Point or comma? ${quote(p.value)} of ${quote(p.header)} is ${p.asPoint} with a decimal point and ${p.asComma} with a decimal comma. Write \`point\` or \`comma\` in place of ???.`,
      'zh-CN': (p) =>
        `小数点还是小数逗号？${quoteZh(p.header)}的${quoteZh(p.value)}按小数点为 ${p.asPoint}，按小数逗号为 ${p.asComma}。请将 ??? 替换为 \`point\` 或 \`comma\`。`,
    },
  }),
  emptyOpen: message<{ header: string; column: string; rows: number; of: number }>({
    code: 'ING180',
    ...info,
    text: {
      en: (p) =>
        `${p.rows} of ${p.of} rows have nothing in ${quote(p.header)} (${p.column}). In place of ??? write what that means, WALK-IN for example; or delete \`empty\` and allow these rows to be set aside (\`quality\`).`,
      'zh-CN': (p) =>
        `${p.of} 行中有 ${p.rows} 行的${quoteZh(p.header)}（${p.column}）为空。请将 ??? 替换为其含义，例如 WALK-IN（散客）；或删除 \`empty\`，并在 \`quality\` 中允许剔除这些行。`,
    },
  }),
  profilesAlike: message<{ profiles: readonly string[] }>({
    code: 'ING181',
    ...info,
    text: {
      en: (p) => `Which of these is it? Their headers are the same: ${list(p.profiles)}.`,
      'zh-CN': (p) => `是其中哪一种？列名相同：${listZh(p.profiles)}。`,
    },
  }),
  encodingOpen: message<{ encoding: string }>({
    code: 'ING182',
    ...info,
    text: {
      en: (p) =>
        `The bytes do not prove the encoding. Likeliest is ${p.encoding}: write it in place of ???, or another.`,
      'zh-CN': (p) => `字节不足以证明编码，最可能是 ${p.encoding}：请将 ??? 替换为该编码或其他编码。`,
    },
  }),
  notReadYet: message<{ problem: string; repair: string }>({
    code: 'ING183',
    ...info,
    text: {
      en: (p) => `It cannot be read as it is: ${p.problem} ${p.repair}`,
      'zh-CN': (p) => `暂时无法读取：${p.problem}${p.repair}`,
    },
  }),
  padded: message<{ column: string; length: number }>({
    code: 'ING184',
    ...info,
    text: {
      en: (p) =>
        `${p.column} has lost its leading zeros: with ${p.length} digits it is the number the other exports write.`,
      'zh-CN': (p) => `${p.column} 丢失了前导零：补足 ${p.length} 位后与其他导出文件一致。`,
    },
  }),
  headersUnused: message<{ headers: readonly string[] }>({
    code: 'ING185',
    ...info,
    text: {
      en: (p) => `Not used: ${list(p.headers)}`,
      'zh-CN': (p) => `未使用：${listZh(p.headers)}`,
    },
  }),
  freightOfOrders: message<{ header: string; placed: string }>({
    code: 'ING187',
    ...info,
    text: {
      en: (p) =>
        `This is a list of orders (it has ${quote(p.placed)}). Is ${quote(p.header)} what you pay the carrier, or what you charge the customer? If you pay it, write ${p.header} in place of ???; if you charge it, it is no cost: delete this source.`,
      'zh-CN': (p) =>
        `这是订单列表（含${quoteZh(p.placed)}）。${quoteZh(p.header)}是您付给承运商的运费，还是向客户收取的运费？若是付出的运费，请将 ??? 替换为 ${p.header}；若是向客户收取的，则不是成本，请删除此数据源。`,
    },
  }),
  freightOfLines: message<{ header: string; line: string | undefined }>({
    code: 'ING200',
    ...info,
    text: {
      en: (p) =>
        `Is ${quote(p.header)} what you pay the carrier, or what you charge the customer? If you pay it, write ${p.header} in place of ???. If you charge it, it is income: delete this line and read the file in a second source with net_amount: ${p.header}, quantity: { value: 0 }, class: { value: freight_billed }, line_no: { value: freight } where an invoice has it once or repeats it on its lines${p.line === undefined ? '' : `, line_no: [${p.line}, ${p.header}] where every line has its own`}.`,
      'zh-CN': (p) =>
        `${quoteZh(p.header)}是您付给承运商的运费，还是向客户收取的运费？若是付出的运费，请将 ??? 替换为 ${p.header}；若是向客户收取的，则属于收入：请删除此行，并为同一文件另建一个数据源，写明 net_amount: ${p.header}、quantity: { value: 0 }、class: { value: freight_billed }；运费每张单据一笔（或在各行重复）时写 line_no: { value: freight }${p.line === undefined ? '' : `，每行各有运费时写 line_no: [${p.line}, ${p.header}]`}。`,
    },
  }),
  wordsLeftOut: message<{ column: string; header: string; words: readonly string[] }>({
    code: 'ING186',
    ...info,
    text: {
      en: (p) => `${quote(p.header)} is not read as ${p.column}: its words (${list(p.words)}) are not known.`,
      'zh-CN': (p) => `${quoteZh(p.header)}未作为 ${p.column} 读取：其取值（${listZh(p.words)}）含义未知。`,
    },
  }),
  noHeaderKnown: message<Record<never, never>>({
    code: 'ING190',
    ...info,
    text: {
      en: () =>
        'not recognised: hardly a header of it is known. If it matters, map its columns by hand (docs/pipeline-file.md)',
      'zh-CN': () => '未识别：几乎没有已知列名。如有需要，请手工指定各列（见 docs/pipeline-file.md）',
    },
  }),
  nearestTable: message<{ table: string; found: readonly string[]; missing: readonly string[] }>({
    code: 'ING191',
    ...info,
    text: {
      en: (p) =>
        p.missing.length === 0
          ? `not recognised; nearest is ${p.table} (by ${list(p.found)}), but too little of the export fits. If it is that, map its columns by hand`
          : `not recognised; nearest is ${p.table} (by ${list(p.found)}), but no header was found for ${list(p.missing)}. If it is that, map its columns by hand`,
      'zh-CN': (p) =>
        p.missing.length === 0
          ? `未识别；最接近 ${p.table}（依据 ${listZh(p.found)}），但相符的列太少。若确为该表，请手工指定各列`
          : `未识别；最接近 ${p.table}（依据 ${listZh(p.found)}），但缺少 ${listZh(p.missing)} 对应的列。若确为该表，请手工指定各列`,
    },
  }),
  amountOpen: message<{ unfit: string }>({
    code: 'ING192',
    ...info,
    text: {
      en: (p) =>
        `Which column is the amount of a line? ${p.unfit === '' ? 'Neither an amount nor a price was recognised' : unfitEn(p.unfit).slice(0, -1)}, and without one there are no sales. Write its header in place of ???.`,
      'zh-CN': (p) =>
        `哪一列是行金额？${p.unfit === '' ? '未识别到金额或单价，' : unfitZh(p.unfit)}缺少则没有销售额。请将 ??? 替换为列名。`,
    },
  }),
  quantityOpen: message<{ amount: string }>({
    code: 'ING193',
    ...info,
    text: {
      en: (p) =>
        `Which column is the quantity? No header was recognised. If each row is a whole invoice (${quote(p.amount)} is its amount), write \`{ value: 1 }\` in place of ???.`,
      'zh-CN': (p) =>
        `哪一列是数量？未识别到列名。若每行是一整张发票（${quoteZh(p.amount)}为其金额），请将 ??? 替换为 \`{ value: 1 }\`。`,
    },
  }),
  deadLeftOut: message<{ header: string; words: readonly string[]; rows: number; of: number }>({
    code: 'ING199',
    ...info,
    text: {
      en: (p) =>
        `Drafts and cancelled documents are no sales: ${p.rows} of the first ${p.of} rows, where ${quote(p.header)} is ${list(p.words)}, are left out by \`where\`. Where the file also holds their cancelling copies, delete it, so that both count.`,
      'zh-CN': (p) =>
        `草稿与已取消的单据不是销售：前 ${p.of} 行中${quoteZh(p.header)}为 ${listZh(p.words)} 的 ${p.rows} 行已用 \`where\` 排除。若文件中另有其冲销单据，请删除该条件，使两者都计入。`,
    },
  }),
};
