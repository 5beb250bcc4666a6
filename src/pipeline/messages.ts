import { exitCodes, message } from '../language/messages.ts';

/** What can be wrong with a pipeline file or a command (CFG), and what a run says about itself (RUN). */

const configuration = { severity: 'fatal', exit: exitCodes.configuration } as const;
const didYouMean = {
  en: (p: { suggestion?: string | undefined; known?: string | undefined }): string =>
    p.suggestion !== undefined
      ? `did you mean \`${p.suggestion}\`?`
      : p.known !== undefined
        ? `known here: ${p.known}`
        : 'see docs/pipeline-file.md',
  'zh-CN': (p: { suggestion?: string | undefined; known?: string | undefined }): string =>
    p.suggestion !== undefined
      ? `是不是 \`${p.suggestion}\`？`
      : p.known !== undefined
        ? `此处可用：${p.known}`
        : '参见 docs/pipeline-file.md',
};

export const pipelineNotFound = message<{ path: string; suggestion?: string | undefined }>({
  code: 'CFG001',
  ...configuration,
  text: {
    en: (p) => `There is no pipeline file ${p.path}.`,
    'zh-CN': (p) => `找不到流程文件 ${p.path}。`,
  },
  repair: {
    en: (p) =>
      p.suggestion !== undefined
        ? `did you mean \`${p.suggestion}\`?`
        : '`whalecurve init` writes one from the exports in a folder',
    'zh-CN': (p) =>
      p.suggestion !== undefined
        ? `是不是 \`${p.suggestion}\`？`
        : '`whalecurve init` 可根据文件夹中的导出文件生成一个',
  },
});

export const yamlSyntax = message<{ problem: string }>({
  code: 'CFG002',
  ...configuration,
  text: {
    en: (p) => `The pipeline file is not valid YAML: ${p.problem}`,
    'zh-CN': (p) => `流程文件不是有效的 YAML：${p.problem}`,
  },
  repair: {
    en: () => 'check the indentation and the quotes on this line',
    'zh-CN': () => '请检查这一行的缩进与引号',
  },
});

export const unknownKey = message<{
  key: string;
  suggestion?: string | undefined;
  known?: string | undefined;
}>({
  code: 'CFG003',
  ...configuration,
  text: { en: (p) => `Unknown key: "${p.key}"`, 'zh-CN': (p) => `未知的键："${p.key}"` },
  repair: didYouMean,
});

export const missingKey = message<{ key: string }>({
  code: 'CFG004',
  ...configuration,
  text: { en: (p) => `Missing key: "${p.key}"`, 'zh-CN': (p) => `缺少键："${p.key}"` },
  repair: {
    en: (p) => `add \`${p.key}:\` here; docs/pipeline-file.md says what it means`,
    'zh-CN': (p) => `请在此处补充 \`${p.key}:\`，含义见 docs/pipeline-file.md`,
  },
});

export const wrongType = message<{ expected: string; found: string }>({
  code: 'CFG005',
  ...configuration,
  text: {
    en: (p) => `Expected ${p.expected}, found ${p.found}`,
    'zh-CN': (p) => `此处应为 ${p.expected}，实际为 ${p.found}`,
  },
});

export const unknownValue = message<{
  value: string;
  suggestion?: string | undefined;
  known?: string | undefined;
}>({
  code: 'CFG006',
  ...configuration,
  text: {
    en: (p) => `"${p.value}" is not one of the known values`,
    'zh-CN': (p) => `"${p.value}" 不在可用值之内`,
  },
  repair: didYouMean,
});

export const invalidValue = message<{ problem: string }>({
  code: 'CFG007',
  ...configuration,
  text: { en: (p) => `Not usable: ${p.problem}`, 'zh-CN': (p) => `无法使用：${p.problem}` },
});

export const noSuchFolder = message<{ path: string; key: string }>({
  code: 'CFG008',
  ...configuration,
  text: {
    en: (p) => `The folder of the extracts does not exist: ${p.path}`,
    'zh-CN': (p) => `导出文件所在的文件夹不存在：${p.path}`,
  },
  repair: {
    en: (p) => `\`${p.key}\` is read from the folder of the pipeline file; or say \`--data <folder>\``,
    'zh-CN': (p) => `\`${p.key}\` 以流程文件所在文件夹为起点；也可用 \`--data <文件夹>\` 指定`,
  },
});

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

export const earlierRunMissing = message<Record<string, never>>({
  code: 'RUN131',
  severity: 'info',
  text: {
    en: () => 'There is no earlier run to compare with yet; the next one will have this one.',
    'zh-CN': () => '尚无可供比较的上次运行；下次运行将与本次比较。',
  },
});

export const earlierRunNotAlike = message<{ run: string; currency: string; wanted: string }>({
  code: 'CFG020',
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

export const customerNotFound = message<{ customer: string; suggestions: readonly string[] }>({
  code: 'CFG011',
  ...configuration,
  text: {
    en: (p) => `No customer of this run has the number or name "${p.customer}"`,
    'zh-CN': (p) => `本次运行中没有编码或名称为"${p.customer}"的客户`,
  },
  repair: {
    en: (p) =>
      p.suggestions.length > 0
        ? `did you mean ${p.suggestions.join(' or ')}?`
        : 'give the customer number of the ERP',
    'zh-CN': (p) =>
      p.suggestions.length > 0 ? `是不是 ${p.suggestions.join(' 或 ')}？` : '请使用 ERP 中的客户编码',
  },
});

export const customerAmbiguous = message<{ customer: string; matches: readonly string[] }>({
  code: 'CFG012',
  ...configuration,
  text: {
    en: (p) => `"${p.customer}" fits several customers`,
    'zh-CN': (p) => `"${p.customer}" 对应多个客户`,
  },
  repair: {
    en: (p) => `give the number: ${p.matches.join(', ')}`,
    'zh-CN': (p) => `请使用编码：${p.matches.join('、')}`,
  },
});

export const lineNotFound = message<{ line: string; suggestion: string | undefined; known: string }>({
  code: 'CFG016',
  ...configuration,
  text: {
    en: (p) => `The statement has no line "${p.line}"`,
    'zh-CN': (p) => `利润表中没有项目"${p.line}"`,
  },
  repair: {
    en: (p) => (p.suggestion !== undefined ? `did you mean \`${p.suggestion}\`?` : `lines: ${p.known}`),
    'zh-CN': (p) => (p.suggestion !== undefined ? `是不是 \`${p.suggestion}\`？` : `可用项目：${p.known}`),
  },
});

export const accountNotFound = message<{
  account: string;
  suggestion: string | undefined;
  known: string | undefined;
}>({
  code: 'CFG017',
  ...configuration,
  text: {
    en: (p) => `Neither the ledger nor the pipeline file of this run has an account "${p.account}"`,
    'zh-CN': (p) => `本次运行的总账与流程文件中都没有科目"${p.account}"`,
  },
  repair: didYouMean,
});

export const documentNotFound = message<{
  document: string;
  suggestion: string | undefined;
  lines: readonly string[];
}>({
  code: 'CFG020',
  ...configuration,
  text: {
    en: (p) =>
      p.lines.length > 0
        ? `The document of "${p.document}" has no such line`
        : `No invoice line of this run belongs to a document "${p.document}"`,
    'zh-CN': (p) =>
      p.lines.length > 0 ? `"${p.document}" 所指单据没有该行` : `本次运行中没有单据"${p.document}"的发票行`,
  },
  repair: {
    en: (p) =>
      p.lines.length > 0
        ? `its lines are ${p.lines.join(', ')}`
        : p.suggestion !== undefined
          ? `did you mean \`${p.suggestion}\`?`
          : 'give the number as the export writes it; add `/2` for its line 2',
    'zh-CN': (p) =>
      p.lines.length > 0
        ? `该单据的行：${p.lines.join('、')}`
        : p.suggestion !== undefined
          ? `是不是 \`${p.suggestion}\`？`
          : '请按导出文件中的写法给出单据号；加 `/2` 表示第 2 行',
  },
});

export const monthNotInRun = message<{ month: string; first: string; last: string }>({
  code: 'CFG018',
  ...configuration,
  text: {
    en: (p) => `The run has no month "${p.month}"`,
    'zh-CN': (p) => `本次运行不含月份"${p.month}"`,
  },
  repair: {
    en: (p) => `write it as 2026-03, or 2026 for the year; the run covers ${p.first} to ${p.last}`,
    'zh-CN': (p) => `请写作 2026-03，或以 2026 表示全年；本次运行覆盖 ${p.first} 至 ${p.last}`,
  },
});

export const nothingToExplain = message<{ given: 'nothing' | 'both' | 'month' }>({
  code: 'CFG019',
  ...configuration,
  text: {
    en: (p) =>
      p.given === 'both'
        ? 'A customer, an account and a document cannot be explained at once'
        : p.given === 'month'
          ? '`--month` opens a line of the statement or an account; neither is given'
          : 'Explain what? Neither a customer nor an account is given',
    'zh-CN': (p) =>
      p.given === 'both'
        ? '不能同时解释客户、科目与单据'
        : p.given === 'month'
          ? '`--month` 用于展开某个项目或科目，但两者均未指定'
          : '需要解释什么？未指定客户，也未指定科目',
  },
  repair: {
    en: () =>
      'write `explain 001042`, `explain 001042 --line service --month 2026-03`, `explain --account 6601`, or `explain --document SI25030188/2`',
    'zh-CN': () =>
      '请写作 `explain 001042`、`explain 001042 --line service --month 2026-03`、`explain --account 6601` 或 `explain --document SI25030188/2`',
  },
});

export const fileExists = message<{ path: string }>({
  code: 'CFG013',
  ...configuration,
  text: {
    en: (p) => `${p.path} is there already and was left as it is`,
    'zh-CN': (p) => `${p.path} 已存在，未作改动`,
  },
  repair: {
    en: () => 'move it away, or name another file with `--pipeline <file>`',
    'zh-CN': () => '请先移走该文件，或用 `--pipeline <文件>` 指定其他文件名',
  },
});

export const nothingToRead = message<{ folder: string }>({
  code: 'CFG014',
  ...configuration,
  text: {
    en: (p) => `No export was recognised in ${p.folder}`,
    'zh-CN': (p) => `${p.folder} 中没有识别出任何导出文件`,
  },
  repair: {
    en: () => 'put the CSV, Excel or Parquet exports of your CRM, ERP and finance systems into it',
    'zh-CN': () => '请把 CRM、ERP、财务系统导出的 CSV、Excel 或 Parquet 文件放入其中',
  },
});

export const profileNotFound = message<{
  profile: string;
  suggestion?: string | undefined;
  known?: string | undefined;
}>({
  code: 'CFG030',
  ...configuration,
  text: {
    en: (p) => `There is no profile "${p.profile}"`,
    'zh-CN': (p) => `没有名为"${p.profile}"的导出模板`,
  },
  repair: didYouMean,
});

export const profileFeedsNothing = message<{ profile: string; why: { en: string; 'zh-CN': string } }>({
  code: 'CFG031',
  ...configuration,
  text: {
    en: (p) => `An export of the profile "${p.profile}" feeds no table: ${p.why.en}`,
    'zh-CN': (p) => `导出模板"${p.profile}"的文件不提供任何表：${p.why['zh-CN']}`,
  },
  repair: {
    en: () => 'remove the source',
    'zh-CN': () => '请删除该数据源',
  },
});

export const profileOfOtherTable = message<{ profile: string; table: string; own: string }>({
  code: 'CFG032',
  ...configuration,
  text: {
    en: (p) => `The profile "${p.profile}" is of the table ${p.table}, not ${p.own}`,
    'zh-CN': (p) => `导出模板"${p.profile}"对应表 ${p.table}，而不是 ${p.own}`,
  },
  repair: {
    en: () => 'remove `table`: the profile says it',
    'zh-CN': () => '请删除 `table`：由导出模板决定',
  },
});

export const openQuestion = message<{ key: string }>({
  code: 'CFG033',
  ...configuration,
  text: {
    en: (p) => `A question is open: "${p.key}" is still ???`,
    'zh-CN': (p) => `有待确认的问题："${p.key}" 仍为 ???`,
  },
  repair: {
    en: () => 'the comment above it says what is asked; write the answer in place of ???',
    'zh-CN': () => '上方注释说明了问题，请将 ??? 替换为答案',
  },
});

export const cannotWrite = message<{ path: string; problem: string }>({
  code: 'CFG015',
  ...configuration,
  text: {
    en: (p) => `Cannot write to ${p.path}: ${p.problem}`,
    'zh-CN': (p) => `无法写入 ${p.path}：${p.problem}`,
  },
  repair: {
    en: () => 'choose another folder with `--out <folder>`',
    'zh-CN': () => '请用 `--out <文件夹>` 另选位置',
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
