import { exitCodes, message } from '../../language/messages.ts';
import { type Example, exampleEn, exampleZh, hintEn, hintZh, quote, quoteZh } from './phrases.ts';

/** The books of the reading: what was read, kept and set aside. */
export const books = {
  countMismatch: message<{ source: string; file: string; read: number; kept: number; setAside: number }>({
    code: 'ING120',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.read} rows read, but ${p.kept} kept and ${p.setAside} set aside.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：读取 ${p.read} 行，但保留 ${p.kept} 行、搁置 ${p.setAside} 行。`,
    },
    repair: {
      en: () => 'Rows were lost on the way: report this with the run’s record.',
      'zh-CN': () => '读取过程中有行丢失：请附上运行记录反馈此问题。',
    },
  }),
  totalDisagrees: message<{
    source: string;
    file: string;
    row: number;
    header: string;
    stated: string;
    kept: string;
  }>({
    code: 'ING121',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}) states a total of ${p.stated} for ${quote(p.header)} in row ${p.row}, but its rows add up to ${p.kept}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）第 ${p.row} 行${quoteZh(p.header)}的合计为 ${p.stated}，但各行之和为 ${p.kept}。`,
    },
    repair: {
      en: () =>
        'The export is incomplete or was edited, or rows were set aside: see the quarantine, or export it again.',
      'zh-CN': () => '导出不完整、被改动过，或有行被搁置：请查看隔离清单，或重新导出。',
    },
  }),
  tooManySetAside: message<{
    source: string;
    file: string;
    bad: number;
    rows: number;
    share: number;
    limit: number;
    examples: readonly Example[];
  }>({
    code: 'ING122',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.bad} of ${p.rows} rows (${(p.share * 100).toFixed(1)}%) cannot be used, more than the ${(p.limit * 100).toFixed(1)}% allowed. ${exampleEn(p.examples)}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：${p.rows} 行中有 ${p.bad} 行（${(p.share * 100).toFixed(1)}%）无法使用，超过允许的 ${(p.limit * 100).toFixed(1)}%。${exampleZh(p.examples)}。`,
    },
    repair: {
      en: (p) =>
        `See quarantine/${p.source}.csv; correct the export, or raise \`quality: max_set_aside\`.${hintEn(p.examples)}`,
      'zh-CN': (p) =>
        `见 quarantine/${p.source}.csv；请更正导出文件，或调高 \`quality: max_set_aside\`。${hintZh(p.examples)}`,
    },
  }),
  someSetAside: message<{
    source: string;
    file: string;
    bad: number;
    rows: number;
    examples: readonly Example[];
  }>({
    code: 'ING123',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.file} (source ${p.source}): ${p.bad} of ${p.rows} rows set aside: ${exampleEn(p.examples)}.`,
      'zh-CN': (p) =>
        `${p.file}（数据源 ${p.source}）：${p.rows} 行中搁置 ${p.bad} 行：${exampleZh(p.examples)}。`,
    },
    repair: {
      en: (p) => `See quarantine/${p.source}.csv.${hintEn(p.examples)}`,
      'zh-CN': (p) => `见 quarantine/${p.source}.csv。${hintZh(p.examples)}`,
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
  sameFile: message<{ source: string; file: string; again: string }>({
    code: 'ING140',
    severity: 'info',
    text: {
      en: (p) =>
        `${p.file} and ${p.again} (source ${p.source}) are the same file, byte by byte: it counts once.`,
      'zh-CN': (p) => `${p.file} 与 ${p.again}（数据源 ${p.source}）逐字节相同：只计一次。`,
    },
  }),
  overlapUnknown: message<{
    source: string;
    earlier: string;
    later: string;
    month: string;
    account: string;
    place: 'account' | 'source';
    replaced: string;
    added: string;
  }>({
    code: 'ING141',
    severity: 'fatal',
    exit: exitCodes.configuration,
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.earlier} and ${p.later} both have ${p.place === 'account' ? 'postings of account' : 'costs of source'} ${p.account} in ${p.month}. If the later file replaces the month, the ${p.place} comes to ${p.replaced}; if both count, to ${p.added}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：${p.earlier} 与 ${p.later} 都有${p.place === 'account' ? '科目' : '获客来源'} ${p.account} 在 ${p.month} 的${p.place === 'account' ? '分录' : '费用'}。若后一文件替代该月，合计为 ${p.replaced}；若两者都计，则为 ${p.added}。`,
    },
    repair: {
      en: () => 'Say which in the source: `overlap: replace` or `overlap: add`.',
      'zh-CN': () => '请在数据源中写明：`overlap: replace`（替代）或 `overlap: add`（相加）。',
    },
  }),
  monthsReplaced: message<{ source: string; rows: number; proven: boolean }>({
    code: 'ING142',
    severity: 'info',
    text: {
      en: (p) =>
        `Source ${p.source}: ${p.rows} postings of earlier files are replaced by later files that have the same months${p.proven ? ' and hold every one of them' : ''}.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：早先文件的 ${p.rows} 条分录由含相同月份的后续文件替代${p.proven ? '（后者逐条包含前者）' : ''}。`,
    },
  }),
  unknownCustomers: message<{
    table: string;
    column: string;
    sources: readonly string[];
    rows: number;
    customers: number;
    ids: readonly string[];
    pad: { length: number; column: string; sources: readonly string[] } | null;
  }>({
    code: 'ING124',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.table} (${p.sources.join(', ')}): ${p.rows} rows name ${p.customers} customers in ${p.column} that are not in customers: ${p.ids.join(', ')}${p.customers > p.ids.length ? ' …' : ''}`,
      'zh-CN': (p) =>
        `${p.table}（${p.sources.join('、')}）：${p.rows} 行的 ${p.column} 中有 ${p.customers} 个客户不在客户档案中：${p.ids.join('、')}${p.customers > p.ids.length ? ' …' : ''}`,
    },
    repair: {
      en: (p) =>
        p.pad === null
          ? 'Export all customers, or check that both systems use the same numbers.'
          : `Leading zeros were lost: add \`pad: ${p.pad.length}\` to ${p.pad.column} of source ${p.pad.sources.join(', ')}.`,
      'zh-CN': (p) =>
        p.pad === null
          ? '请导出全部客户，或核对两个系统的客户编码是否一致。'
          : `前导零已丢失：请在数据源 ${p.pad.sources.join('、')} 的 ${p.pad.column} 中添加 \`pad: ${p.pad.length}\`。`,
    },
  }),
  sourceReplaced: message<{ source: string; rows: number; others: readonly string[] }>({
    code: 'ING198',
    severity: 'warning',
    text: {
      en: (p) =>
        `Source ${p.source}: all of its rows (${p.rows}) are replaced by rows of ${p.others.join(', ')} with the same numbers. If it holds something else under these numbers, it is lost.`,
      'zh-CN': (p) =>
        `数据源 ${p.source}：全部 ${p.rows} 行被 ${p.others.join('、')} 中相同单据号的行取代。若其内容不同，则会丢失。`,
    },
    repair: {
      en: () =>
        'If they are exports of the same lines, delete the older source. Else give its lines numbers of their own: `line_no: { value: freight }`.',
      'zh-CN': () =>
        '若为同一明细的两次导出，请删除较旧的数据源；否则请为其行另设行号：`line_no: { value: freight }`。',
    },
  }),
};
