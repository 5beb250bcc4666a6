import { message } from '../../language/messages.ts';
import { count, plural } from './phrases.ts';

/** FEA345–349: the list of customers that management believes are key. */

interface Open {
  readonly name: string;
  readonly candidates: number;
  readonly nearest: string | null;
  readonly id: string | null;
}

const inEnglish = ({ name, candidates, nearest, id }: Open): string => {
  if (nearest === null) return `“${name}”`;
  return candidates > 1
    ? `“${name}” (${candidates} customers, one of them ${id} ${nearest})`
    : `“${name}” (nearest: ${id} ${nearest})`;
};
const inChinese = ({ name, candidates, nearest, id }: Open): string => {
  if (nearest === null) return `“${name}”`;
  return candidates > 1
    ? `“${name}”（符合的客户有 ${candidates} 个，如 ${id} ${nearest}）`
    : `“${name}”（最接近：${id} ${nearest}）`;
};

export const believedUnmatched = message<{ lines: number; names: readonly Open[] }>({
  code: 'FEA345',
  severity: 'warning',
  text: {
    en: ({ lines, names }) =>
      `${plural(lines, 'line', 'lines')} of the list of key customers could not be told for sure: ${names.map(inEnglish).join('; ')}${lines > names.length ? ' …' : ''}.`,
    'zh-CN': ({ lines, names }) =>
      `重点客户名单中有 ${count('zh-CN', lines)} 行无法确认：${names.map(inChinese).join('；')}${lines > names.length ? '……' : ''}。`,
  },
  repair: {
    en: () => 'write the customer number or the full name into the list',
    'zh-CN': () => '请在名单中填写客户编码或客户全称',
  },
});

export const believedNotRanked = message<{ lines: number; names: readonly string[] }>({
  code: 'FEA346',
  severity: 'info',
  text: {
    en: ({ lines, names }) =>
      `${plural(lines, 'line', 'lines')} of the list of key customers ${lines === 1 ? 'means a customer' : 'mean customers'} not ranked here (another class, or no business in the period): ${names.map((name) => `“${name}”`).join(', ')}${lines > names.length ? ' …' : ''}.`,
    'zh-CN': ({ lines, names }) =>
      `重点客户名单中有 ${count('zh-CN', lines)} 行对应的客户不参与排名（类别不同或期内无业务）：${names.map((name) => `“${name}”`).join('、')}${lines > names.length ? '……' : ''}。`,
  },
});
