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
};
