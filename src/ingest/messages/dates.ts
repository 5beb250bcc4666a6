import { exitCodes, message } from '../../language/messages.ts';
import { quote, quoteZh } from './phrases.ts';

const configuration = exitCodes.configuration;

/** Where the pipeline file says no zone, it may. */
const sayZone = {
  en: (p: { zone: string }) =>
    p.zone === '' ? 'Say the zone of your company at the top of the file: `time_zone: Asia/Shanghai`.' : '',
  'zh-CN': (p: { zone: string }) =>
    p.zone === '' ? '请在文件顶部写明公司时区：`time_zone: Asia/Shanghai`。' : '',
};

/** Days and moments, and the order and zone in which they are written. */
export const dates = {
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
    repair: sayZone,
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
    repair: sayZone,
  }),
};
