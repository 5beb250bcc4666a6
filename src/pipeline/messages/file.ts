import type { Text } from '../../language/locale.ts';
import { message } from '../../language/messages.ts';
import { configuration, didYouMean } from './common.ts';

/** What can be wrong with a pipeline file, and with what it names. */

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

export const wrongType = message<{ expected: Text; found: Text }>({
  code: 'CFG005',
  ...configuration,
  text: {
    en: (p) => `Expected ${p.expected.en}, found ${p.found.en}`,
    'zh-CN': (p) => `此处应为${p.expected['zh-CN']}，实际为${p.found['zh-CN']}`,
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
