import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** Numbers with two readings, units and signs. */
export const values = {
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
  percentProven: message<{ source: string; header: string }>({
    code: 'ING167',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} writes percents without a sign (some are above 1): 15 is read as 15%.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}以无百分号的百分数书写（有大于 1 的值）：15 读作 15%。`,
    },
  }),
  unitRead: message<{ source: string; header: string; unit: string; times: number }>({
    code: 'ING169',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} is in ${p.unit}: its numbers are multiplied by ${p.times.toLocaleString('en-GB')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}的单位为${p.unit}，读取时乘以 ${p.times.toLocaleString('en-GB')}。`,
    },
  }),
  unitsDiffer: message<{ source: string; files: readonly { file: string; unit: string }[] }>({
    code: 'ING129',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: its files are in different units: ${p.files.map((f) => `${f.file} in ${f.unit === '' ? 'single units' : f.unit}`).join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：各文件单位不同：${p.files.map((f) => `${f.file} 为${f.unit === '' ? '元' : f.unit}`).join('，')}。`,
    },
    repair: {
      en: () => 'Make a source of its own for the files of each unit.',
      'zh-CN': () => '请将不同单位的文件分成不同的数据源。',
    },
  }),
  returnsPositive: message<ReturnsParams>({
    code: 'ING163',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: returns are positive in ${p.file}: ${p.positive} of ${p.returns} lines of kind return or credit_note. Row ${p.row} (${p.kind}): as it stands ${p.column} ${p.amount} adds ${p.amount} to sales; with its sign turned it takes ${p.amount} off.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 中退货为正数：退货或折让 ${p.returns} 行中有 ${p.positive} 行为正。第 ${p.row} 行（${p.kind}）：按原值 ${p.column} ${p.amount} 会增加销售额 ${p.amount}；取负后则冲减 ${p.amount}。`,
    },
    repair: {
      en: (p) =>
        `Turn their sign in each amount and quantity: \`{ from: …, negate_when: { column: ${p.header}, is: <the word for it> } }\`.`,
      'zh-CN': (p) =>
        `请在各金额与数量列中取负：\`{ from: …, negate_when: { column: ${p.header}, is: <对应的词> } }\`。`,
    },
  }),
  someReturnsPositive: message<ReturnsParams>({
    code: 'ING164',
    severity: 'warning',
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.positive} of ${p.returns} returns and credit notes are positive and add to sales, first in row ${p.row} of ${p.file} (${p.column} ${p.amount}).`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：退货与折让 ${p.returns} 行中有 ${p.positive} 行为正数，会增加销售额；首见于 ${p.file} 第 ${p.row} 行（${p.column} ${p.amount}）。`,
    },
    repair: {
      en: () => 'Look at these rows in the system: a cancelled return, or a wrong type of document.',
      'zh-CN': () => '请在系统中核对这些行：可能是退货冲销，或单据类型有误。',
    },
  }),
  currenciesMixed: message<{
    source: string;
    file: string;
    header: string;
    currencies: readonly { currency: string; rows: number }[];
  }>({
    code: 'ING189',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} of ${p.file} has amounts in several currencies: ${p.currencies.map((c) => `${c.currency} on ${c.rows} rows`).join(', ')}. They would be added up as one.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的列${quoteZh(p.header)}含多种币种：${p.currencies.map((c) => `${c.currency} ${c.rows} 行`).join('，')}，会被当作同一币种相加。`,
    },
    repair: {
      en: () => 'Map the column that names the currency to `currency`, or export each currency by itself.',
      'zh-CN': () => '请将币种列映射到 `currency`，或按币种分别导出。',
    },
  }),
  unitTakenOff: message<{
    source: string;
    header: string;
    units: readonly { unit: string; factor: string }[];
    rows: number;
  }>({
    code: 'ING159',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} carries units (${p.units.map((u) => (u.factor === '1' ? u.unit : `${u.unit} = ${u.factor}`)).join(', ')}) on ${p.rows} rows; they are taken off its numbers.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}的 ${p.rows} 行带有单位（${p.units.map((u) => (u.factor === '1' ? u.unit : `${u.unit} = ${u.factor}`)).join('、')}），读取时去掉。`,
    },
  }),
  unitsMixed: message<{
    source: string;
    file: string;
    header: string;
    column: string;
    units: readonly { unit: string; rows: number; sample: string }[];
  }>({
    code: 'ING158',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} of ${p.file} counts in several units: ${p.units.map((u) => `${quote(u.sample)} (${u.unit === '' ? 'no unit' : u.unit}, ${u.rows} rows)`).join(', ')}. They would be added up as one.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的${quoteZh(p.header)}有多种单位：${p.units.map((u) => `${quoteZh(u.sample)}（${u.unit === '' ? '无单位' : u.unit}，${u.rows} 行）`).join('、')}，会被当作同一单位相加。`,
    },
    repair: {
      en: (p) =>
        `Say what one of each counts: \`${p.column}: { from: ${p.header}, units: { ${unitsAsked(p.units)} } }\`; a number without unit counts 1.`,
      'zh-CN': (p) =>
        `请写明每种单位折合的数量：\`${p.column}: { from: ${p.header}, units: { ${unitsAsked(p.units)} } }\`；无单位的数字按 1 计。`,
    },
  }),
  refundInCell: message<{
    source: string;
    file: string;
    header: string;
    value: string;
    paid: string;
    left: string;
  }>({
    code: 'ING157',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} of ${p.file} tells refunds within the amount. ${quote(p.value)} is ${p.left} if the refund is taken off, and ${p.paid} if it is a row of its own elsewhere.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.file} 的${quoteZh(p.header)}在金额中注明退款。${quoteZh(p.value)}扣除退款为 ${p.left}；若退款另有一行，则为 ${p.paid}。`,
    },
    repair: {
      en: (p) => `Write \`{ from: ${p.header}, refunded: subtract }\` or \`refunded: ignore\`.`,
      'zh-CN': (p) => `请写 \`{ from: ${p.header}, refunded: subtract }\` 或 \`refunded: ignore\`。`,
    },
  }),
};

const unitsAsked = (units: readonly { unit: string }[]): string =>
  units
    .filter(({ unit }) => unit !== '')
    .map(({ unit }, at) => `${unit}: ${at === 0 ? '1' : '…'}`)
    .join(', ');

interface ReturnsParams {
  readonly source: string;
  readonly file: string;
  readonly row: number;
  readonly kind: string;
  readonly column: string;
  readonly amount: string;
  readonly positive: number;
  readonly returns: number;
  readonly header: string;
}
