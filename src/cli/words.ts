import type { Locale } from '../language/locale.ts';
import type { Severity } from '../language/messages.ts';
import type { FileState } from '../pipeline/changes.ts';

interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
  readonly remapped: boolean;
}

const n = (count: number): string => count.toLocaleString('en-GB');

/** The words of the command line, in each language. */
interface Words {
  readonly stages: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  rows(count: number): string;
  row(number: number): string;
  left(seconds: number): string;
  readonly report: string;
  changes(since: string, parts: readonly string[]): string;
  changesOf(source: string, counts: ChangeCounts): string;
  noChanges(since: string): string;
  readonly fileState: Readonly<Record<FileState, string>>;
  readonly fileGone: string;
  comparedWith(run: string): string;
  readonly surprises: string;
  readonly notReconciled: string;
  readonly reconciled: string;
  readonly noBooks: string;
  readonly read: string;
  readonly kept: string;
  readonly setAside: string;
  readonly encoding: string;
  readonly table: string;
  readonly file: string;
  readonly size: string;
  readonly source: string;
  readonly allFine: string;
  readonly why: string;
  readonly firstSetAside: string;
  readonly ownTotal: string;
  readonly willRead: string;
  readonly willDo: string;
  readonly nothingRun: string;
  readonly rankOf: (rank: string, of: string, by: string) => string;
  readonly sales: string;
  readonly profit: string;
  readonly ofNetSales: string;
  readonly company: string;
  readonly groups: string;
  readonly tier: string;
  readonly segment: string;
  readonly cluster: string;
  readonly memberOf: string;
  readonly causes: string;
  readonly effect: string;
  readonly lever: string;
  readonly costBehind: string;
  readonly avoidable: string;
  readonly allocated: string;
  readonly unranked: string;
  readonly noCause: string;
  readonly opened: string;
  readonly wrote: string;
  readonly next: string;
  readonly rowCount: string;
  readonly grain: string;
  tablesLeft(names: readonly string[], rows: number): string;
  readonly questions: string;
  readonly answer: string;
}

export const words: Record<Locale, Words> = {
  en: {
    stages: {
      look: 'Looking at the files',
      trial: 'Reading on trial',
      ingest: 'Reading the exports',
      features: 'Profit of every customer',
      models: 'Groups and rankings',
      reports: 'Report',
      'what-if': 'What if',
    },
    severity: { info: 'note', warning: 'warning', failure: 'failed', fatal: 'error' },
    rows: (count) => `${count.toLocaleString('en-GB')} rows`,
    left: (seconds) =>
      seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
    row: (number) => `row ${number}`,
    report: 'Report',
    changes: (since, parts) => `Rows of the extracts since run ${since}: ${parts.join('; ')}.`,
    changesOf: (source, { added, changed, gone, remapped }) =>
      `${source} ${n(added)} new, ${n(changed)} changed${remapped ? ' (mapped otherwise)' : ''}, ${n(gone)} gone`,
    noChanges: (since) => `Rows of the extracts: the same as in run ${since}.`,
    fileState: { new: 'new', changed: 'changed', same: 'unchanged' },
    fileGone: 'not there any more',
    comparedWith: (run) => `Compared with run ${run}.`,
    surprises: 'The three biggest surprises',
    notReconciled: 'NOT RECONCILED: the figures do not tie to the ledger; see the Trust page of the report.',
    reconciled: 'Every account ties to the ledger.',
    noBooks: 'No ledger was given, so nothing could be tied to the books.',
    read: 'read',
    kept: 'kept',
    setAside: 'set aside',
    encoding: 'encoding',
    table: 'table',
    file: 'file',
    size: 'size',
    source: 'source',
    allFine: 'All extracts can be read.',
    why: 'why',
    firstSetAside: 'First rows set aside for a fault',
    ownTotal: 'the file’s own total agrees',
    willRead: 'Would read',
    willDo: 'Would build',
    nothingRun: 'Nothing was run.',
    rankOf: (rank, of, by) => `no. ${rank} of ${of} by ${by}`,
    sales: 'sales',
    profit: 'profit',
    ofNetSales: 'of net sales',
    company: 'all customers',
    groups: 'Groups',
    tier: 'Tier',
    segment: 'RFM segment',
    cluster: 'Cluster',
    memberOf: 'Group of companies',
    causes: 'Where the profit goes, against comparable customers',
    effect: 'worth',
    lever: 'lever',
    costBehind: 'What is behind the cost',
    avoidable: 'leaves with the customer',
    allocated: 'stays',
    unranked: 'not ranked: no ordinary customer',
    noCause: 'No cost line is worse than that of comparable customers.',
    opened: 'Opened',
    wrote: 'Wrote',
    next: 'Next',
    rowCount: 'rows',
    grain: 'one row for each',
    tablesLeft: (names, rows) =>
      `Of more than ${n(rows)} rows, and so in the warehouse only: \`whalecurve tables ${names.join(' ')}\` writes them.`,
    questions: 'Questions that the files do not answer:',
    answer: 'answer the questions (???)',
  },
  'zh-CN': {
    stages: {
      look: '查看文件',
      trial: '试读',
      ingest: '读取导出文件',
      features: '计算每个客户的利润',
      models: '分组与排名',
      reports: '生成报告',
      'what-if': '假设分析',
    },
    severity: { info: '提示', warning: '注意', failure: '未通过', fatal: '错误' },
    rows: (count) => `${count.toLocaleString('en-GB')} 行`,
    left: (seconds) => (seconds < 90 ? `约剩 ${seconds} 秒` : `约剩 ${Math.round(seconds / 60)} 分钟`),
    row: (number) => `第 ${number} 行`,
    report: '报告',
    changes: (since, parts) => `与运行 ${since} 相比，导出数据：${parts.join('；')}。`,
    changesOf: (source, { added, changed, gone, remapped }) =>
      `${source} 新增 ${n(added)} 行、变更 ${n(changed)} 行${remapped ? '（映射已改）' : ''}、消失 ${n(gone)} 行`,
    noChanges: (since) => `导出数据与运行 ${since} 相同，没有变化。`,
    fileState: { new: '新文件', changed: '已变更', same: '未变' },
    fileGone: '已不存在',
    comparedWith: (run) => `与运行 ${run} 对比。`,
    surprises: '三个最大的意外',
    notReconciled: '未勾稽：数字与总账不一致，详见报告的“可信度”页。',
    reconciled: '所有科目均与总账勾稽一致。',
    noBooks: '未提供总账，无法与账簿勾稽。',
    read: '读取',
    kept: '保留',
    setAside: '搁置',
    encoding: '编码',
    table: '表',
    file: '文件',
    size: '大小',
    source: '数据源',
    allFine: '所有导出文件均可读取。',
    why: '原因',
    firstSetAside: '最先几条因问题搁置的行',
    ownTotal: '与文件自带合计一致',
    willRead: '将读取',
    willDo: '将计算',
    nothingRun: '未实际运行。',
    rankOf: (rank, of, by) => `${by}第 ${rank} 名（共 ${of} 名）`,
    sales: '销售额',
    profit: '利润',
    ofNetSales: '占净销售额',
    company: '全部客户',
    groups: '分组',
    tier: '等级',
    segment: 'RFM 细分',
    cluster: '聚类',
    memberOf: '所属集团',
    causes: '与同类客户相比，利润流失在哪里',
    effect: '可增利润',
    lever: '改进手段',
    costBehind: '成本从何而来',
    avoidable: '随客户离开而消失',
    allocated: '仍然存在',
    unranked: '不参与排名：非普通客户',
    noCause: '各项成本均不劣于同类客户。',
    opened: '已打开',
    wrote: '已写入',
    next: '下一步',
    rowCount: '行数',
    grain: '每行对应',
    tablesLeft: (names, rows) =>
      `以下数据表超过 ${n(rows)} 行，只存于数据仓库，可用 \`whalecurve tables ${names.join(' ')}\` 导出。`,
    questions: '文件本身无法回答的问题：',
    answer: '回答问题（???）',
  },
};
