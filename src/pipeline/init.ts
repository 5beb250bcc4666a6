import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { type CanonicalTable, canonicalTables } from '../contracts/canonical.ts';
import type { TableContract } from '../contracts/contract.ts';
import { type Inspection, inspectHeaders, type Proposal, proposeMapping } from '../ingest/ingest.ts';
import { ProductError } from '../language/messages.ts';
import { fileExists, nothingToRead } from './messages.ts';

/** Like exports (the same headers, taken for the same table) or one sheet of a workbook, and what they are taken for. */
export interface ProposedSource {
  readonly name: string;
  readonly files: readonly string[];
  readonly sheet?: string;
  readonly inspection: Inspection;
  readonly proposal: Proposal;
}

export interface InitOutcome {
  /** The file that was written. */
  readonly pipeline: string;
  readonly sources: readonly ProposedSource[];
  /** Files that were looked at and not recognised. */
  readonly unknown: readonly string[];
}

const readable = new Set(['.csv', '.tsv', '.txt', '.gz', '.xlsx', '.xls', '.parquet']);
/** Below this a proposal is more likely wrong than right; the file is listed as a comment instead. */
const leastScore = 0.45;

/**
 * Looks at every export in a folder and writes a pipeline file that proposes what each is. It is a proposal: what the
 * bytes do not prove, and which required columns were not found, stands in the file as a comment to be answered.
 * @throws ProductError CFG013 where the file exists, CFG014 where nothing was recognised.
 */
export async function proposePipeline(folder: string, file: string): Promise<InitOutcome> {
  const pipeline = join(folder, file);
  if (
    await stat(pipeline).then(
      () => true,
      () => false,
    )
  )
    throw fileExists.error({ path: pipeline });
  const found: Proposed[] = [];
  const unknown: string[] = [];
  for (const path of await exportsIn(folder)) {
    const shown = relative(folder, path).split(sep).join('/');
    const proposals = await proposalsFor(path, shown);
    if (proposals.length === 0) unknown.push(shown);
    found.push(...proposals);
  }
  const sources = joined(found);
  if (sources.length === 0) throw nothingToRead.error({ folder });
  await writeFile(pipeline, render(basename(resolve(folder)), sources, unknown), { flag: 'wx' });
  return { pipeline, sources, unknown };
}

async function exportsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names
    .filter((entry) => entry.isFile() && readable.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|[\\/])(\.|node_modules|out[\\/])/.test(relative(folder, path)))
    .sort();
}

interface Proposed {
  readonly file: string;
  readonly sheet?: string;
  readonly inspection: Inspection;
  readonly proposal: Proposal;
}

async function proposalsFor(path: string, file: string): Promise<Proposed[]> {
  try {
    const first = await inspectHeaders(path);
    const sheets: readonly (string | undefined)[] = first.sheets ?? [undefined];
    const found: Proposed[] = [];
    for (const [index, sheet] of sheets.entries()) {
      const inspection = index === 0 ? first : await inspectHeaders(path, sheet);
      const [proposal] = proposeMapping(inspection);
      if (proposal === undefined || proposal.score < leastScore) continue;
      found.push({ file, inspection, proposal, ...(sheet === undefined ? {} : { sheet }) });
    }
    return found;
  } catch (error) {
    // A file that is no export (empty, protected, another format) is named as not recognised, not a reason to stop.
    if (error instanceof ProductError) return [];
    throw error;
  }
}

/** One source for all files of one kind, in name order: where rows share a key, the later file wins. */
function joined(found: readonly Proposed[]): ProposedSource[] {
  const kinds = new Map<string, Proposed[]>();
  for (const one of found) {
    const { headers, encoding, delimiter } = one.inspection;
    const kind = JSON.stringify([one.proposal.table, one.sheet, encoding, delimiter, headers]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const tables = new Map<string, number>();
  return [...kinds.values()].map((alike) => {
    const { file: _, ...first } = alike[0]!;
    const { table } = first.proposal;
    const number = (tables.get(table) ?? 0) + 1;
    tables.set(table, number);
    return {
      ...first,
      name: number === 1 ? table : `${table}_${number}`,
      files: alike.map(({ file }) => file),
    };
  });
}

function render(title: string, sources: readonly ProposedSource[], unknown: readonly string[]): string {
  const head = [
    '# Proposed by `whalecurve init`. Read it, correct it, then:  whalecurve check, whalecurve run',
    '# Every key is explained in docs/pipeline-file.md.',
    '',
    'whalecurve: 1',
    stringify({ title }).trim(),
    'currency: CNY # the reporting currency: please confirm',
    '',
    '# strategy:',
    '#   good_customer: say in your own words what a good customer is',
    '',
    'sources:',
  ];
  const missed =
    unknown.length === 0
      ? []
      : ['', '# Not recognised, and left out:', ...unknown.map((file) => `#   ${file}`)];
  return `${[...head, ...sources.flatMap(renderSource), ...missed, ...costs(sources)].join('\n')}\n`;
}

function renderSource({ name, files, sheet, inspection, proposal }: ProposedSource): string[] {
  const contract: TableContract = canonicalTables[proposal.table];
  const used = new Set(Object.values(proposal.columns));
  const spare = inspection.headers.filter((header) => header.trim() !== '' && !used.has(header));
  const body = stringify(
    {
      [name]: {
        files: files.length === 1 ? files[0] : files,
        ...(sheet === undefined ? {} : { sheet }),
        table: proposal.table,
        ...(inspection.encodingProven ? {} : { encoding: inspection.encoding }),
        columns: proposal.columns,
      },
    },
    { lineWidth: 0 },
  ).trimEnd();
  const lines = body.split('\n').map((line) => `  ${line}`);
  const remarks = [
    ...(inspection.encodingProven ? [] : ['encoding: the bytes do not prove it; please confirm']),
    ...proposal.missing.map(
      (column) =>
        `${column}: ??? – ${contract.columns[column]!.meaning.en}; needed, no header was recognised`,
    ),
    ...(spare.length === 0 ? [] : [`not used: ${spare.join(', ')}`]),
  ];
  const score = `  # ${files.join(', ')}${sheet === undefined ? '' : ` [${sheet}]`}: ${proposal.table}, score ${proposal.score.toFixed(2)}`;
  return ['', score, ...lines, ...remarks.map((remark) => `      # ${remark}`)];
}

/** Where there is a ledger, the next thing to say is which accounts carry what. */
function costs(sources: readonly ProposedSource[]): string[] {
  const fed = new Set<CanonicalTable>(sources.map(({ proposal }) => proposal.table));
  if (!fed.has('ledger')) return [];
  return [
    '',
    '# Your accounts: what ties to the documents, what stays with the company, and the cost pools.',
    '# pipelines/profitability.yaml shows each of them at work.',
    '# books:',
    '#   accounts:',
    '#     - { accounts: "6001", carries: sales }',
    '# costs:',
    '#   order_desk: { line: order_handling, accounts: ["6601"], method: driver_share, drivers: { orders: 1 } }',
  ];
}
