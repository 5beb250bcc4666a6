import { exitCodes, message } from '../language/messages.ts';
import { inWords, mayBeHeld } from './system-words.ts';

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

export const outOfMemory = message<{ limit: string | undefined }>({
  code: 'ENG110',
  severity: 'fatal',
  exit: exitCodes.configuration,
  text: {
    en: (p) =>
      `The database ran out of memory${p.limit === undefined ? '' : `: ${p.limit} are not enough for these exports`}.`,
    'zh-CN': (p) => `数据库内存不足${p.limit === undefined ? '' : `：${p.limit} 不足以处理这些导出文件`}。`,
  },
  repair: {
    en: (p) =>
      p.limit === undefined
        ? 'close other programs; or say `engine: { memory_limit: 4GB, threads: 1 }` in the pipeline file, so that the database spills to disk in time. Nothing was changed; the last finished run is as it was'
        : 'raise `engine: memory_limit` in the pipeline file, or set `threads: 1` there, which halves what is needed at once; make sure that `temporary_folder` has room. Nothing was changed; the last finished run is as it was',
    'zh-CN': (p) =>
      p.limit === undefined
        ? '请关闭其他程序；或在流程文件中写明 `engine: { memory_limit: 4GB, threads: 1 }`，让数据库及时把数据暂存到磁盘。未作任何改动，上一次完成的运行保持原样'
        : '请在流程文件中调高 `engine: memory_limit`，或设置 `threads: 1`（同时所需内存约减半），并确认 `temporary_folder` 有足够空间。未作任何改动，上一次完成的运行保持原样',
  },
});

export const outOfDisk = message<Record<string, never>>({
  code: 'ENG111',
  severity: 'fatal',
  exit: exitCodes.configuration,
  text: {
    en: () => 'The disk is full: the database could not write its file or what it sets aside on the way.',
    'zh-CN': () => '磁盘已满：数据库无法写入文件或中间数据。',
  },
  repair: {
    en: () =>
      'make room, or choose other places with `--out <folder>` and `engine: temporary_folder`; old runs may be deleted. Nothing was changed; the last finished run is as it was',
    'zh-CN': () =>
      '请腾出空间，或用 `--out <文件夹>` 与 `engine: temporary_folder` 另选位置；旧的运行结果可以删除。未作任何改动，上一次完成的运行保持原样',
  },
});

export const fileRefused = message<{ path: string; problem: string }>({
  code: 'ENG112',
  severity: 'fatal',
  exit: exitCodes.configuration,
  text: {
    en: (p) => `The system refuses ${p.path}: ${inWords(p.problem, 'en')}.`,
    'zh-CN': (p) => `系统拒绝访问 ${p.path}：${inWords(p.problem, 'zh-CN')}。`,
  },
  repair: {
    en: (p) =>
      `${mayBeHeld(p.problem) ? 'close the programs that may have it open, see who may read and write there, or choose another place' : 'choose another place or name'}; then try again. The last finished run is as it was`,
    'zh-CN': (p) =>
      `${mayBeHeld(p.problem) ? '请关闭可能打开它的程序，检查该位置的读写权限，或另选位置' : '请另选位置或名称'}，然后重试。上一次完成的运行保持原样`,
  },
});

export const warehouseDamaged = message<{ problem: string }>({
  code: 'ENG114',
  severity: 'fatal',
  exit: exitCodes.configuration,
  text: {
    en: (p) => `The warehouse of the run is missing or damaged: ${p.problem}`,
    'zh-CN': (p) => `该运行的数据仓库缺失或已损坏：${p.problem}`,
  },
  repair: {
    en: () =>
      'name another run, or run the pipeline again (`--fresh` reads everything anew); report, workbook and tables of this run stand by themselves',
    'zh-CN': () =>
      '请指定其他运行，或重新运行流程（`--fresh` 全部重新读取）；该运行的报告、工作簿与数据表不受影响',
  },
});

export const numberTooLarge = message<{ model: string | undefined; problem: string }>({
  code: 'ENG115',
  severity: 'fatal',
  exit: exitCodes.data,
  text: {
    en: (p) =>
      `A number is too large to be reckoned with${p.model === undefined ? '' : ` in ${p.model}`}: ${p.problem}`,
    'zh-CN': (p) => `${p.model === undefined ? '' : `${p.model} 中`}有数字过大，无法计算：${p.problem}`,
  },
  repair: {
    en: () =>
      'look for a column of amounts, quantities or rates that holds something else, such as bar codes or telephone numbers, and for settings of more than twelve digits. Nothing was changed; the last finished run is as it was',
    'zh-CN': () =>
      '请检查金额、数量或汇率列是否误含其他内容（如条形码、电话号码），以及设置中是否有超过十二位的数字。未作任何改动，上一次完成的运行保持原样',
  },
});

export const fileHeld = message<{ path: string; by: string | undefined }>({
  code: 'ENG113',
  severity: 'fatal',
  exit: exitCodes.configuration,
  text: {
    en: (p) => `${p.path} is open in ${p.by ?? 'another program'}, which lets nobody else read it.`,
    'zh-CN': (p) => `${p.path} 正被${p.by === undefined ? '另一程序' : ` ${p.by} `}打开，其他程序无法读取。`,
  },
  repair: {
    en: () =>
      'close it there, or open it there for reading only, which leaves it free for others; then try again',
    'zh-CN': () => '请在该程序中关闭它，或以只读方式打开（只读不会阻止其他程序），然后重试',
  },
});
