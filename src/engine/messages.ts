import { exitCodes, message } from '../language/messages.ts';

/** ENG: what the engine finds wrong with a model of ours. */

export const modelBreaksContract = message<{
  model: string;
  key: readonly string[];
  doubles: number;
  empty: readonly string[];
  rows: number;
}>({
  code: 'ENG201',
  severity: 'fatal',
  exit: exitCodes.fault,
  text: {
    en: (p) =>
      `The table ${p.model} is not what it must be:${p.doubles > 0 ? ` ${p.doubles} keys (${p.key.join(', ')}) stand in it more than once.` : ''}${p.rows > 0 ? ` ${p.rows} values are missing in ${p.empty.join(', ')}.` : ''}`,
    'zh-CN': (p) =>
      `数据表 ${p.model} 不符合约定：${p.doubles > 0 ? `有 ${p.doubles} 个主键（${p.key.join('、')}）重复。` : ''}${p.rows > 0 ? `${p.empty.join('、')} 缺少 ${p.rows} 个值。` : ''}`,
  },
  repair: {
    en: () =>
      'a fault of ours: nothing was written, the last finished run is as it was; please report it with this line',
    'zh-CN': () => '这是我们的错误：未写入任何结果，上一次完成的运行保持原样；请附上本行信息反馈',
  },
});
