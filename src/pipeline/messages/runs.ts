import { inWords } from '../../engine/system-words.ts';
import { exitCodes, message } from '../../language/messages.ts';
import type { NotReused } from '../record.ts';
import { whyNotReused } from '../reuse/why.ts';
import { configuration, didYouMean } from './common.ts';

/** What can be said of runs: which one is meant, where they go, what is true of a finished one. */

export const runNotFound = message<{ path: string; runs: readonly string[] }>({
  code: 'CFG010',
  ...configuration,
  text: {
    en: (p) => `There is no finished run in ${p.path}`,
    'zh-CN': (p) => `${p.path} 中没有已完成的运行`,
  },
  repair: {
    en: (p) =>
      p.runs.length > 0
        ? `finished runs here: ${p.runs.join(', ')}`
        : 'run a pipeline first: `whalecurve run <pipeline.yaml>`',
    'zh-CN': (p) =>
      p.runs.length > 0
        ? `此处已完成的运行：${p.runs.join('、')}`
        : '请先运行流程：`whalecurve run <pipeline.yaml>`',
  },
});

export const runDamaged = message<{ path: string }>({
  code: 'CFG022',
  ...configuration,
  text: {
    en: (p) => `${p.path} is missing or not as a run has left it`,
    'zh-CN': (p) => `${p.path} 缺失，或已不是运行生成时的内容`,
  },
  repair: {
    en: () => 'name another run, or run the pipeline again; the folder of this run can be deleted',
    'zh-CN': () => '请指定其他运行，或重新运行流程；该运行的文件夹可以删除',
  },
});

export const earlierRunMissing = message<Record<string, never>>({
  code: 'RUN131',
  severity: 'info',
  text: {
    en: () => 'There is no earlier run to compare with yet; the next one will have this one.',
    'zh-CN': () => '尚无可供比较的上次运行；下次运行将与本次比较。',
  },
});

export const earlierRunNotAlike = message<{ run: string; currency: string; wanted: string }>({
  code: 'CFG021',
  ...configuration,
  text: {
    en: (p) =>
      `The run ${p.run} is in ${p.currency || 'another currency'} and cannot be compared with one in ${p.wanted}`,
    'zh-CN': (p) => `运行 ${p.run} 的本位币为 ${p.currency || '其他币种'}，不能与 ${p.wanted} 的运行比较`,
  },
  repair: {
    en: () => 'name a run in the same currency under `movements: compare_with:` or `--compare`',
    'zh-CN': () => '请在 `movements: compare_with:` 或 `--compare` 中指定同一币种的运行',
  },
});

export const cannotWrite = message<{ path: string; problem: string; option?: string }>({
  code: 'CFG015',
  ...configuration,
  text: {
    en: (p) => `Cannot write to ${p.path}: ${inWords(p.problem, 'en')}`,
    'zh-CN': (p) => `无法写入 ${p.path}：${inWords(p.problem, 'zh-CN')}`,
  },
  repair: {
    en: (p) => `choose another place with \`${p.option ?? '--out <folder>'}\``,
    'zh-CN': (p) => `请用 \`${p.option ?? '--out <文件夹>'}\` 另选位置`,
  },
});

export const interrupted = message<Record<string, never>>({
  code: 'RUN130',
  severity: 'fatal',
  exit: exitCodes.interrupted,
  text: {
    en: () => 'Interrupted. Nothing was changed; the last finished run is as it was.',
    'zh-CN': () => '已中断。未作任何改动，上一次完成的运行保持原样。',
  },
});

export const invariantBroken = message<{ check: string; expected: string; found: string }>({
  code: 'RUN200',
  severity: 'failure',
  text: {
    en: (p) =>
      `A check of the product on itself failed: ${p.check}: expected ${p.expected}, found ${p.found}`,
    'zh-CN': (p) => `产品自检未通过：${p.check}：应为 ${p.expected}，实际为 ${p.found}`,
  },
  repair: {
    en: () => 'do not use the figures of this run; please report it with run.json',
    'zh-CN': () => '请勿使用本次运行的数字，并附上 run.json 向我们反馈',
  },
});

export const relationshipBroken = message<{
  table: string;
  column: string;
  references: string;
  orphans: number;
  example: string | null;
}>({
  code: 'RUN201',
  severity: 'failure',
  text: {
    en: (p) =>
      `${p.orphans === 1 ? 'One row' : `${p.orphans} rows`} of ${p.table} ${p.orphans === 1 ? 'refers' : 'refer'} to something that is not there: ${p.column} ${p.example ?? ''} is not in ${p.references}`,
    'zh-CN': (p) =>
      `${p.table} 中有 ${p.orphans} 行引用了不存在的对象：${p.column} ${p.example ?? ''} 不在 ${p.references} 中`,
  },
  repair: {
    en: () => 'do not use the figures of this run; please report it with run.json',
    'zh-CN': () => '请勿使用本次运行的数字，并附上 run.json 向我们反馈',
  },
});

export const unknownTable = message<{
  table: string;
  suggestion?: string | undefined;
  known?: string | undefined;
}>({
  code: 'CFG034',
  ...configuration,
  text: {
    en: (p) => `The run has no table ${p.table}`,
    'zh-CN': (p) => `本次运行没有数据表 ${p.table}`,
  },
  repair: didYouMean,
});

export const tableTooLongForArrow = message<{ table: string; rows: number; most: number }>({
  code: 'CFG035',
  ...configuration,
  text: {
    en: (p) =>
      `${p.table} has ${p.rows} rows; an Arrow file is made in memory, and of no more than ${p.most} rows`,
    'zh-CN': (p) => `${p.table} 有 ${p.rows} 行；Arrow 文件在内存中生成，最多 ${p.most} 行`,
  },
  repair: {
    en: () => 'take it as Parquet (`--format parquet`), or read it from warehouse.duckdb',
    'zh-CN': () => '请改用 Parquet（`--format parquet`），或直接读取 warehouse.duckdb',
  },
});

export const nothingToCompare = message<{ why: NotReused; file: string }>({
  code: 'CFG036',
  ...configuration,
  text: {
    en: (p) => `There is no run that this could be compared with: ${whyNotReused[p.why].en}`,
    'zh-CN': (p) => `没有可比较的运行：${whyNotReused[p.why]['zh-CN']}`,
  },
  repair: {
    en: (p) => `make one with \`whalecurve run ${p.file}\`, as the figures are now; then ask again`,
    'zh-CN': (p) => `请先按现有数据运行一次：\`whalecurve run ${p.file}\`，再提问`,
  },
});

export const wrongSet = message<{
  given: string;
  /** The level of the key that is not there; none where the whole is no pair of key and value. */
  level?: string;
  suggestion?: string | undefined;
  known?: string | undefined;
}>({
  code: 'CFG037',
  ...configuration,
  text: {
    en: (p) =>
      p.level === undefined
        ? `\`--set ${p.given}\` does not say which key gets which value`
        : `\`--set ${p.given}\`: the pipeline file has nothing below \`${p.level}\``,
    'zh-CN': (p) =>
      p.level === undefined
        ? `\`--set ${p.given}\` 未写明键和值`
        : `\`--set ${p.given}\`：流程文件中 \`${p.level}\` 之下没有内容`,
  },
  repair: {
    en: (p) =>
      p.level === undefined || (p.suggestion === undefined && p.known === undefined)
        ? 'write the key as in the file, level by level: `--set credit.annual_rate=8%`'
        : didYouMean.en(p),
    'zh-CN': (p) =>
      p.level === undefined || (p.suggestion === undefined && p.known === undefined)
        ? '按流程文件的层级写键名：`--set credit.annual_rate=8%`'
        : didYouMean['zh-CN'](p),
  },
});
