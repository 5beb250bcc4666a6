import { stringify } from 'yaml';
import type { CanonicalTable } from '../../contracts/canonical.ts';
import type { Question } from '../../ingest/ingest.ts';
import { messages } from '../../ingest/messages.ts';
import type { Locale } from '../../language/locale.ts';
import type { LeftOut, ProposedSource } from './source.ts';

/** The pipeline file as a person reads it: a line for each column with its score, each question where it belongs. */

const width = 112;

export function render(
  title: string,
  sources: readonly ProposedSource[],
  leftOut: readonly LeftOut[],
  locale: Locale,
): string {
  const say = words[locale];
  const { currency, proven } = currencyOf(sources);
  const opens = sources.flatMap(({ questions }) => questions.filter(({ open }) => open)).length;
  const head = [
    `# ${say.proposed}`,
    `# ${opens === 0 ? say.nothingOpen : say.open(opens)}`,
    `# ${say.keys}`,
    '',
    'whalecurve: 1',
    stringify({ title }).trim(),
    `currency: ${currency} # ${proven ? say.currencySeen : say.currency}`,
    ...(locale === 'en' ? [] : [`locale: ${locale}`]),
    '',
    '# strategy:',
    `#   good_customer: ${say.strategy}`,
    '',
    'sources:',
  ];
  const body = sources.flatMap((source) =>
    renderSource(source, filesOf(source.files, othersThan(source, sources, leftOut)), locale),
  );
  const missed =
    leftOut.length === 0
      ? []
      : ['', `# ${say.leftOut}`, ...leftOut.flatMap((one) => comment(leftOutLine(one, locale), '#   '))];
  return `${[...head, ...body, ...missed, ...costs(sources, locale)].join('\n')}\n`;
}

function renderSource(source: ProposedSource, list: readonly string[], locale: Locale): string[] {
  const { name, sheet, proposal, file, questions } = source;
  const of = (column: string | undefined): Question[] => questions.filter((one) => one.column === column);
  const asked = (list: readonly Question[], indent: string): string[] =>
    list.flatMap(({ open, finding }) => comment(finding.text(locale), `${indent}# ${open ? '? ' : ''}`));
  const what =
    proposal.profile === undefined || proposal.profile === '???'
      ? proposal.table
      : `${proposal.profile} → ${proposal.table}`;
  // Those of the profile hold without being written.
  const written = (proposal.profile === undefined ? proposal.where : proposal.further) ?? [];
  const lines = [
    '',
    ...comment(`${what}, ${proposal.score.toFixed(2)}`, '  # '),
    ...asked(of(undefined), '  '),
    `  ${name}:`,
    ...(list.length === 1
      ? [`    files: ${flow(list[0])}`]
      : ['    files:', ...list.map((one) => `      - ${flow(one)}`)]),
    ...(sheet === undefined ? [] : [`    sheet: ${flow(sheet)}`]),
    ...(proposal.profile === undefined
      ? [`    table: ${proposal.table}`]
      : [`    profile: ${flow(proposal.profile)}`]),
    ...Object.entries(file).map(([key, value]) => `    ${key}: ${flow(value)}`),
    ...(written.length > 0 ? [`    where: ${flow(written.length === 1 ? written[0] : written)}`] : []),
  ];
  const known = Object.entries(proposal.known).filter(([column]) => !(column in proposal.columns));
  if (known.length > 0) lines.push(`    # ${words[locale].fromProfile}`);
  for (const [column, mapping] of known) {
    const score = proposal.scores[column];
    lines.push(`    #   ${column} ← ${flow(mapping)}${score === undefined ? '' : ` (${score.toFixed(2)})`}`);
  }
  const columns = Object.entries(proposal.columns);
  if (columns.length > 0) lines.push('    columns:');
  for (const [column, mapping] of columns) {
    lines.push(...asked(of(column), '      '));
    const score = proposal.scores[column];
    lines.push(
      `      ${column}: ${flow(mapping)}${score === undefined || mapping === '???' ? '' : ` # ${score.toFixed(2)}`}`,
    );
  }
  const told = new Set(columns.map(([column]) => column));
  lines.push(
    ...asked(
      questions.filter(({ column }) => column !== undefined && !told.has(column)),
      '      ',
    ),
  );
  // What was just asked about is not called unused.
  const named = new Set(questions.map(({ finding }) => (finding.params as { header?: unknown }).header));
  const spare = proposal.spare.filter((header) => !named.has(header));
  if (spare.length > 0)
    lines.push(...comment(messages.headersUnused.finding({ headers: spare }).text(locale), '      # '));
  return lines;
}

/**
 * Many files with one pattern of names are written as that pattern, which next month's file then fits too. A pattern
 * that takes in any other file of the folder is none.
 */
export function filesOf(files: readonly string[], others: readonly string[]): readonly string[] {
  if (files.length < 6) return files;
  const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  const folder = folderOf(files[0]!);
  const end = /(\.[a-z]+)+$/i.exec(files[0]!)?.[0] ?? '';
  if (!files.every((file) => folderOf(file) === folder && file.endsWith(end))) return files;
  const names = files.map((file) => file.slice(folder.length));
  let common = names[0]!.length;
  for (const name of names) while (!name.startsWith(names[0]!.slice(0, common))) common--;
  for (const start of ['', names[0]!.slice(0, common)]) {
    const fits = (file: string): boolean =>
      folderOf(file) === folder && file.startsWith(folder + start) && file.endsWith(end);
    if (!others.some(fits)) return [`${folder}${start}*${end}`];
  }
  return files;
}

/** Every file that was looked at, but those of one source. */
export function othersThan(
  { files }: ProposedSource,
  sources: readonly ProposedSource[],
  leftOut: readonly LeftOut[],
): string[] {
  const own = new Set(files);
  return [...sources.flatMap((source) => source.files), ...leftOut.map(({ file }) => file)].filter(
    (file) => !own.has(file),
  );
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true })
    .trim()
    .replace(/"\?\?\?"/g, '???');

/** A comment, broken at blanks so that a line fits a screen. */
function comment(text: string, prefix: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').split(' ')) {
    if (line !== '' && prefix.length + line.length + word.length >= width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  lines.push(line);
  return lines.map((one, index) => (index === 0 ? prefix + one : prefix.replace('? ', '  ') + one));
}

export function leftOutLine({ file, profile, why }: LeftOut, locale: Locale): string {
  if (why === undefined) return file;
  return `${file}: ${profile === undefined ? '' : `${profile}, `}${why[locale]}`;
}

/** The one currency that all rows name; else the likeliest by the language of the headers, to be confirmed. */
function currencyOf(sources: readonly ProposedSource[]): { currency: string; proven: boolean } {
  const seen = new Set<string>();
  let chinese = 0;
  let german = 0;
  for (const { proposal, inspection } of sources) {
    const header = proposal.columns.currency ?? proposal.known.currency;
    const index = inspection.headers.indexOf(typeof header === 'string' ? header : '');
    if (index >= 0)
      for (const row of inspection.sampleRows)
        if (/^[A-Z]{3}$/.test(row[index]?.trim() ?? '')) seen.add(row[index]!.trim());
    if (inspection.headers.some((one) => /\p{Script=Han}/u.test(one))) chinese++;
    if (inspection.headers.some((one) => /betrag|konto|rechnung|kunde|beleg/i.test(one))) german++;
  }
  const [only] = [...seen];
  if (seen.size === 1) return { currency: only!, proven: true };
  return { currency: chinese > 0 ? 'CNY' : german > 0 ? 'EUR' : 'USD', proven: false };
}

/** Where there is a ledger, the next thing to say is which accounts carry what. */
function costs(sources: readonly ProposedSource[], locale: Locale): string[] {
  const fed = new Set<CanonicalTable>(sources.map(({ proposal }) => proposal.table));
  if (!fed.has('ledger')) return [];
  return [
    '',
    ...words[locale].accounts.map((line) => `# ${line}`),
    '# books:',
    '#   accounts:',
    '#     - { accounts: "6001", carries: sales }',
    '# costs:',
    '#   order_desk: { line: order_handling, accounts: ["6601"], method: driver_share, drivers: { orders: 1 } }',
  ];
}

const words = {
  en: {
    proposed: 'Proposed by `whalecurve init`. Read it, correct it, then: whalecurve check, whalecurve run',
    nothingOpen:
      'Nothing is open: `whalecurve check` reads it as it stands. Behind each column: how sure it is, 0 to 1.',
    open: (n: number) =>
      `${n} question${n === 1 ? '' : 's'} to answer: look for ??? and the line marked with "?" above it. Behind each column: how sure it is.`,
    keys: 'Every key is explained in docs/pipeline-file.md, every profile in docs/profiles.md.',
    currency: 'the reporting currency: please confirm',
    currencySeen: 'the only currency in the exports',
    strategy: 'say in your own words what a good customer is',
    fromProfile: 'from the profile; what stands under `columns` wins over it:',
    leftOut: 'Feed no table, and left out:',
    accounts: [
      'Your accounts: what ties to the documents, what stays with the company, and the cost pools.',
      'pipelines/profitability.yaml shows each of them at work.',
    ],
  },
  'zh-CN': {
    proposed: '由 `whalecurve init` 生成的建议。请阅读并修改，然后运行：whalecurve check、whalecurve run',
    nothingOpen: '没有待确认的问题：`whalecurve check` 可直接读取。每列后的数字为可信度（0–1）。',
    open: (n: number) => `有 ${n} 个问题待确认：请查找 ??? 及其上方以“?”开头的说明。每列后的数字为可信度。`,
    keys: '各键的说明见 docs/pipeline-file.md，导出模板见 docs/profiles.md。',
    currency: '报告币种：请确认',
    currencySeen: '导出文件中唯一的币种',
    strategy: '用您自己的话说明什么是好客户',
    fromProfile: '来自导出模板；`columns` 中的内容优先：',
    leftOut: '不提供任何表，已略去：',
    accounts: [
      '科目：哪些与单据勾稽、哪些留在公司层面、哪些是成本池。',
      '示例见 pipelines/profitability.yaml。',
    ],
  },
} as const;
