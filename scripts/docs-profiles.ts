import { canonicalTables } from '../src/contracts/canonical.ts';
import type { OfferedColumn } from '../src/ingest/column-settings.ts';
import { offersOf, type Profile } from '../src/ingest/profile.ts';

/** The page of profiles, from `profiles/`: what is known of each export, in both languages. */

const evidence: Record<Profile['evidence'], string> = {
  export_seen: 'a real export was read · 见过真实导出文件',
  vendor_documentation: 'documented by the maker · 厂商文档',
  reports_of_others: 'reported by others who read such exports · 他人读取此类导出的记录',
};

export function profilesPage(profiles: readonly Profile[], note: string): string {
  const lines = [
    '# Profiles: what is known of the exports of each system',
    '',
    note,
    '<!-- Sources: profiles/**/*.yaml -->',
    '',
    'A profile is a page of data about one report of one system: the names of its headers in each language, how returns',
    'are signed, whether tax is in the amounts, how to export it. `whalecurve init` knows an export by it; a pipeline file',
    'uses it by name, and whatever the source says itself wins:',
    '',
    '```yaml',
    'sources:',
    '  invoices:',
    '    files: odoo/account.move*.csv',
    '    profile: odoo/invoice-lines',
    '    columns: { customer_id: Customer Code } # ours, over the profile’s',
    '```',
    '',
    'A profile of your own is a file beside the pipeline file (`profile: ./our-shop.yaml`), checked with line and column',
    'like the pipeline file itself; editors complete it with [schemas/profile.schema.json](../schemas/profile.schema.json).',
    'An export made with other columns than a profile needs is refused with the headers that are missing; nothing is guessed.',
    '',
    '导出模板说明某系统某报表的列名、退货正负、是否含税及导出方法。流程文件中以名称引用，数据源自身的设置优先。',
    '',
    '| profile | system | report | table | known from |',
    '|---|---|---|---|---|',
  ];
  for (const profile of profiles)
    lines.push(
      `| [\`${profile.name}\`](#${anchor(profile.name)}) | ${profile.system} | ${profile.report.en} · ${profile.report['zh-CN']} | ${profile.table ?? '–'} | ${profile.evidence.replaceAll('_', ' ')} |`,
    );
  for (const profile of profiles) lines.push('', ...section(profile));
  lines.push('');
  return lines.join('\n');
}

const anchor = (name: string): string => name.toLowerCase().replace(/[^a-z0-9-]/g, '');

function section(profile: Profile): string[] {
  const lines = [
    `## ${profile.name}`,
    '',
    `${profile.system}: ${profile.report.en} · ${profile.report['zh-CN']}`,
    '',
    `- Evidence: ${evidence[profile.evidence]}. ${profile.sources.join('; ')}.`,
    `- Known by: ${profile.known_by.map((any) => (Array.isArray(any) ? any : [any]).map(quoted).join(' or ')).join(', ')}.`,
  ];
  const texts = [
    ['Export · 导出', profile.export],
    ['Signs · 正负', profile.sign],
    ['Tax · 税', profile.tax],
    ['Notes · 说明', profile.notes],
    ['Feeds no table · 不提供任何表', profile.feeds_nothing],
  ] as const;
  for (const [title, text] of texts)
    if (text !== undefined) lines.push(`- ${title}: ${text.en}  `, `  ${text['zh-CN']}`);
  const file = Object.entries(profile.file);
  if (file.length > 0)
    lines.push(`- File: ${file.map(([key, value]) => `\`${key}: ${value}\``).join(', ')}.`);
  for (const { column, ...condition } of profile.where)
    lines.push(
      `- Rows: ${names(column)} ${Object.entries(condition)
        .map(([key, value]) => `\`${key}: ${[value].flat().join(', ')}\``)
        .join(' ')}`,
    );
  if (profile.table === undefined) return lines;
  lines.push(
    '',
    `Feeds [\`${profile.table}\`](data-dictionary.md):`,
    '',
    '| column | filled from |',
    '|---|---|',
  );
  const contract = canonicalTables[profile.table].columns;
  for (const [column, offers] of Object.entries(offersOf(profile))) {
    const needed = (contract as Record<string, { required?: boolean }>)[column]?.required === true;
    lines.push(
      `| \`${column}\`${needed ? ' *' : ''} | ${offers.map(offered).join('; else ').replaceAll('|', '\\|')} |`,
    );
  }
  return lines;
}

const quoted = (header: string): string => `\`${header}\``;
const names = (list: string | readonly string[]): string => [list].flat().map(quoted).join(' or ');

function offered(offer: OfferedColumn): string {
  if (typeof offer === 'string') return quoted(offer);
  if ('value' in offer) return `always \`${offer.value}\``;
  const { from, plus, minus, times, negate, negate_when, pad, values, empty, otherwise } = offer;
  const parts = [names(from)];
  if (plus !== undefined) parts.push(`plus ${names(plus)}`);
  if (minus !== undefined) parts.push(`minus ${names(minus)}`);
  if (times !== undefined) parts.push(`times ${names(times)}`);
  if (negate === true) parts.push('sign turned');
  if (negate_when !== undefined)
    parts.push(
      `sign turned where ${names(negate_when.column)} is ${[negate_when.is]
        .flat()
        .map((word) => `\`${word}\``)
        .join(', ')}`,
    );
  if (pad !== undefined) parts.push(`filled with zeros to ${pad}`);
  if (values !== undefined)
    parts.push(
      `with ${Object.entries(values)
        .map(([word, value]) => `\`${word}\` = ${value}`)
        .join(', ')}`,
    );
  if (empty !== undefined) parts.push(`empty = \`${empty}\``);
  if (otherwise !== undefined) parts.push(`else \`${otherwise}\``);
  return parts.join(', ');
}
