import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** Cells with two readings. */
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
  datesProven: message<{
    source: string;
    file: string;
    header: string;
    order: string;
    value: string;
    how: 'impossible' | 'sequence' | 'number' | 'neighbour' | 'files';
    by: string;
    days: number;
  }>({
    code: 'ING162',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} writes ${p.order}: proven by ${
          {
            impossible: `${p.days} days that any other order makes impossible`,
            sequence: `${quote(p.by)}: only so do the two keep their sequence on every row`,
            number: `${quote(p.by)}, which holds the year or the month`,
            neighbour: `${quote(p.by)}, written in the same form`,
            files: 'the other files of the source',
          }[p.how]
        }.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}按 ${p.order} 书写，依据：${
          {
            impossible: `有 ${p.days} 个日期在其他顺序下不存在`,
            sequence: `与${quoteZh(p.by)}相比，只有如此每行的先后才一致`,
            number: `${quoteZh(p.by)}中含年份或月份`,
            neighbour: `与${quoteZh(p.by)}书写形式相同`,
            files: '同一数据源的其他文件',
          }[p.how]
        }。`,
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
  zoneOfSource: message<{ source: string; header: string; of: string; zone: string }>({
    code: 'ING139',
    severity: 'info',
    text: {
      en: (p) =>
        p.zone === ''
          ? `Source ${p.source}: the times of ${quote(p.header)} are in ${p.of}; their day is taken as written.`
          : `Source ${p.source}: the times of ${quote(p.header)} are in ${p.of}; they are read in ${p.zone}.`,
      'zh-CN': (p) =>
        p.zone === ''
          ? `数据源 ${p.source}：${quoteZh(p.header)}的时间为 ${p.of} 时区，日期按原样读取。`
          : `数据源 ${p.source}：${quoteZh(p.header)}的时间为 ${p.of} 时区，已换算为 ${p.zone}。`,
    },
    repair: {
      en: (p) =>
        p.zone === ''
          ? 'Say the zone of your company at the top of the file: `time_zone: Asia/Shanghai`.'
          : '',
      'zh-CN': (p) => (p.zone === '' ? '请在文件顶部写明公司时区：`time_zone: Asia/Shanghai`。' : ''),
    },
  }),
  zonedMoments: message<{ source: string; header: string; values: number; sample: string; zone: string }>({
    code: 'ING168',
    severity: 'info',
    text: {
      en: (p) =>
        p.zone === ''
          ? `Source ${p.source}: ${p.values} times of ${quote(p.header)} name a zone of their own (${p.sample}); their day is taken as written.`
          : `Source ${p.source}: ${p.values} times of ${quote(p.header)} name a zone of their own (${p.sample}); they are read in ${p.zone}.`,
      'zh-CN': (p) =>
        p.zone === ''
          ? `数据源 ${p.source}：${quoteZh(p.header)}有 ${p.values} 个时间自带时区（${p.sample}），日期按原样读取。`
          : `数据源 ${p.source}：${quoteZh(p.header)}有 ${p.values} 个时间自带时区（${p.sample}），已换算为 ${p.zone}。`,
    },
    repair: {
      en: (p) =>
        p.zone === ''
          ? 'Say the zone of your company at the top of the file: `time_zone: Asia/Shanghai`.'
          : '',
      'zh-CN': (p) => (p.zone === '' ? '请在文件顶部写明公司时区：`time_zone: Asia/Shanghai`。' : ''),
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
  netHoldsTax: message<{
    source: string;
    file: string;
    row: number;
    header: string;
    tax: string;
    amount: string;
    taxAmount: string;
    net: string;
    rows: number;
  }>({
    code: 'ING165',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: net_amount is read from ${quote(p.header)}, which holds the tax: only so is ${quote(p.tax)} a whole rate, on ${p.rows} rows of ${p.file}. Row ${p.row}: ${p.amount} with ${p.taxAmount} tax in it is ${p.net} net.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：net_amount 取自${quoteZh(p.header)}，但该列含税：${p.file} 的 ${p.rows} 行中，只有如此${quoteZh(p.tax)}才对应整数税率。第 ${p.row} 行：${p.amount} 含税 ${p.taxAmount}，净额为 ${p.net}。`,
    },
    repair: {
      en: (p) => `Write \`net_amount: { from: ${p.header}, minus: ${p.tax} }\`.`,
      'zh-CN': (p) => `请写 \`net_amount: { from: ${p.header}, minus: ${p.tax} }\`。`,
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
  taxAsked: message<{ source: string; file: string; profile: string; header: string }>({
    code: 'ING196',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: whether ${quote(p.header)} of ${p.file} holds tax, profile ${p.profile} cannot know: 113.00 is 113.00 net of tax, or 100.00 if 13% tax is in it.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：模板 ${p.profile} 无法得知 ${p.file} 的${quoteZh(p.header)}是否含税：113.00 不含税则净额为 113.00，若含 13% 的税则净额为 100.00。`,
    },
    repair: {
      en: () =>
        'Say it in the source: `tax_included: 0%` (amounts are net), or the rate: `tax_included: 13%`.',
      'zh-CN': () => '请在数据源中写明：`tax_included: 0%`（金额不含税），或税率，如 `tax_included: 13%`。',
    },
  }),
  taxUnasked: message<{ source: string; profile: string }>({
    code: 'ING197',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: \`tax_included\` answers nothing: profile ${p.profile} knows whether there is tax in its amounts.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：\`tax_included\` 没有对应的问题：模板 ${p.profile} 已知金额是否含税。`,
    },
    repair: {
      en: () => 'Delete it, or map the column with a rate of its own: `{ from: …, tax_included: 13% }`.',
      'zh-CN': () => '请删除，或在列映射中写明税率：`{ from: …, tax_included: 13% }`。',
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
  accountsAreSums: message<{ source: string; accounts: readonly string[]; count: number }>({
    code: 'ING149',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.count} account${p.count === 1 ? ' is' : 's are'} the sum of those below in every month and left out: ${p.accounts.join(', ')}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.count} 个科目各月均等于下级科目之和，不重复计入：${p.accounts.join('、')}。`,
    },
  }),
  booksHoldNoTax: message<{
    source: string;
    file: string;
    header: string;
    account: string;
    months: number;
    rate: string;
  }>({
    code: 'ING188',
    severity: 'fatal',
    exit: configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: net_amount is read from ${quote(p.header)}, which holds ${p.rate} tax: in each of ${p.months} months its sum is account ${p.account} of the ledger and ${p.rate} more, and no account agrees with it as it stands.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：net_amount 取自${quoteZh(p.header)}，但该列含 ${p.rate} 的税：${p.months} 个月中每月合计均为总账科目 ${p.account} 加 ${p.rate}，且没有科目与原值一致。`,
    },
    repair: {
      en: (p) => `Write \`net_amount: { from: ${p.header}, tax_included: ${p.rate} }\`.`,
      'zh-CN': (p) => `请写 \`net_amount: { from: ${p.header}, tax_included: ${p.rate} }\`。`,
    },
  }),
  priceHoldsTax: message<{ source: string; file: string; header: string; rows: number }>({
    code: 'ING166',
    severity: 'warning',
    text: {
      en: (p) =>
        `Source ${p.source}: ${quote(p.header)} (unit_price) holds the tax: quantity × price is net + tax on ${p.rows} rows of ${p.file}. Prices and discounts are too high by it; amounts are not.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${quoteZh(p.header)}（unit_price）为含税价：${p.file} 的 ${p.rows} 行中 数量 × 单价 = 不含税金额 + 税额。价格与折扣因此偏高，金额不受影响。`,
    },
    repair: {
      en: (p) => `Map the price without tax, or say its rate: \`{ from: ${p.header}, tax_included: 13% }\`.`,
      'zh-CN': (p) => `请映射不含税单价，或写明税率：\`{ from: ${p.header}, tax_included: 13% }\`。`,
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
