import { type CanonicalTable, canonicalTableNames, canonicalTables } from '../contracts/canonical.ts';
import type { TableContract } from '../contracts/contract.ts';
import type { Text } from '../language/locale.ts';
import type { ColumnMapping, RowCondition } from './column-settings.ts';
import { countedColumn } from './map/cells.ts';
import { messages } from './messages.ts';
import { isKnownBy, offersOf, type Profile } from './profile.ts';
import { completeLines, documentAmounts, open } from './propose/lines.ts';
import { meaningOf } from './propose/meanings.ts';
import { nameOf, nearness } from './propose/names.ts';
import type { Question } from './propose/question.ts';
import { type Sample, sampleOf } from './propose/sample.ts';
import { isNothing } from './propose/shapes.ts';
import { scoreTable, type TableScore } from './propose/tables.ts';
import { type Settled, settle } from './settle.ts';
import { synonyms } from './synonyms.ts';

export { open } from './propose/lines.ts';
export type { Question } from './propose/question.ts';

/** A guess for a person to correct: which canonical table an export is, and which header feeds which column. */
export interface Proposal {
  readonly table: CanonicalTable;
  /** The profile the export is known by; `columns` are then what is added to it. */
  readonly profile?: string;
  /** Canonical column → where it comes from. `???` stands where a person must answer. */
  readonly columns: Readonly<Record<string, ColumnMapping>>;
  /** What the profile fills by itself. */
  readonly known: Readonly<Record<string, ColumnMapping>>;
  readonly where: readonly RowCondition[];
  /** How sure each column is, 0 to 1. */
  readonly scores: Readonly<Record<string, number>>;
  /** Required columns for which no header was found. */
  readonly missing: readonly string[];
  readonly score: number;
  readonly questions: readonly Question[];
  /** Headers that feed nothing. */
  readonly spare: readonly string[];
}

/** An export that is known and feeds no table. */
export interface KnownForNothing {
  readonly profile: string;
  readonly why: Text;
}

export interface Proposals {
  /** Best first; the further ones are other tables that the same export feeds too. */
  readonly tables: readonly Proposal[];
  readonly nothing?: KnownForNothing;
}

/** Below this a proposal is more likely wrong than right. */
export const leastScore = 0.45;

/** What an export is, from its headers, a sample of its rows and the profiles. */
export function proposeMapping(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  profiles: readonly Profile[],
): Proposals {
  const sample = sampleOf(headers, rows);
  const fitting = profiles.filter((profile) => isKnownBy(profile, headers));
  const silent = fitting.find(({ table }) => table === undefined);
  const known = byProfile(fitting, sample);
  if (silent?.feeds_nothing !== undefined && known.every(({ profile }) => isGeneric(profile!)))
    return { tables: [], nothing: { profile: silent.name, why: silent.feeds_nothing } };
  const scored = canonicalTableNames
    .map((table) => scoreTable(table, sample.candidates, sample.columns))
    .sort((a, b) => b.score - a.score || a.missing.length - b.missing.length || (a.table < b.table ? -1 : 1));
  const [best] = scored;
  const direct = best === undefined || best.score < leastScore ? undefined : fromHeaders(best, sample);
  if (known.length > 0) {
    const tables = known.map((one) => withFurther(one, sample, scored));
    // What is known of every company's open items is less than what the headers of this one say.
    const [first] = tables;
    if (direct === undefined || !isGeneric(first!.profile!) || filled(direct) <= filled(first!))
      return { tables: [...tables, ...parentsOf(first!, sample)] };
  }
  return { tables: direct === undefined ? [] : [direct, ...parentsOf(direct, sample)] };
}

const isGeneric = (profile: string): boolean => profile.startsWith('generic/');
const filled = (proposal: Proposal): number =>
  Object.keys({ ...proposal.known, ...proposal.columns }).length - proposal.missing.length;

/** The best profile for each table; a table that would get no row of the sample is left out. */
function byProfile(fitting: readonly Profile[], sample: Sample): Proposal[] {
  const best = new Map<CanonicalTable, { proposal: Proposal; alike: string[] }>();
  for (const profile of fitting) {
    const { table, name } = profile;
    if (table === undefined) continue;
    const group = profile.file.group === undefined ? {} : { group: profile.file.group };
    const settled = settle({ columns: offersOf(profile), where: profile.where }, table, sample.headers, {
      columns: {},
      ...group,
    });
    if (settled.missing.length > 0 || !selectsAny(settled, sample)) continue;
    const before = best.get(table);
    const count = Object.keys(settled.columns).length;
    const had = before === undefined ? -1 : Object.keys(before.proposal.known).length;
    if (count === had) before!.alike.push(name);
    if (count <= had) continue;
    best.set(table, { proposal: knownBy(profile, table, settled, sample), alike: [name] });
  }
  return [...best.values()]
    .sort((a, b) => order(b.proposal) - order(a.proposal) || (a.proposal.table < b.proposal.table ? -1 : 1))
    .map(({ proposal, alike }) =>
      alike.length < 2
        ? proposal
        : {
            ...proposal,
            profile: open,
            questions: [
              { open: true, finding: messages.profilesAlike.finding({ profiles: alike }) },
              ...proposal.questions,
            ],
          },
    );
}

/** The main table of an export first, relationships read from it last. */
const order = ({ table, known }: Proposal): number =>
  (table === 'relationships' ? -100 : 0) + Object.keys(known).length;

function selectsAny({ where }: Settled, sample: Sample): boolean {
  return where.every(({ column, filled: wanted }) => {
    if (wanted !== true) return true;
    const cells = sample.columns.get(column) ?? [];
    return cells.length === 0 || cells.some((cell) => !isNothing(cell));
  });
}

function knownBy(profile: Profile, table: CanonicalTable, settled: Settled, sample: Sample): Proposal {
  const share = Object.keys(settled.columns).length / Math.max(1, Object.keys(profile.columns).length);
  const scores = Object.fromEntries(Object.keys(settled.columns).map((column) => [column, 1]));
  return {
    table,
    profile: profile.name,
    columns: {},
    known: settled.columns,
    where: settled.where,
    scores,
    missing: [],
    score: Math.round((0.8 + 0.2 * share) * 1000) / 1000,
    questions: [],
    spare: spareOf(sample, settled.columns, settled.where),
  };
}

/** What the headers say beyond the profile: columns of a company's own. */
function withFurther(known: Proposal, sample: Sample, scored: readonly TableScore[]): Proposal {
  const other = scored.find(({ table }) => table === known.table);
  const taken = headersIn(known.known, known.where);
  const further = Object.fromEntries(
    Object.entries(other?.columns ?? {}).filter(
      ([column, { header, score }]) => !(column in known.known) && !taken.has(header) && score >= 0.7,
    ),
  );
  if (Object.keys(further).length === 0 || other === undefined) return known;
  const document = known.known.invoice_id;
  const proposal = fromHeaders({ ...other, columns: further, missing: [] }, sample, {
    base: known.known,
    ...(typeof document === 'string' ? { document } : {}),
  });
  return {
    ...known,
    columns: proposal.columns,
    scores: { ...proposal.scores, ...known.scores },
    questions: [...known.questions, ...proposal.questions],
    spare: spareOf(sample, { ...known.known, ...proposal.columns }, known.where),
  };
}

interface Base {
  /** Columns that are settled already. */
  readonly base: Readonly<Record<string, ColumnMapping>>;
  readonly document?: string;
}

function fromHeaders(scored: TableScore, sample: Sample, base: Base = { base: {} }): Proposal {
  const { table } = scored;
  const contract: TableContract = canonicalTables[table];
  const questions: Question[] = [];
  let columns: Record<string, ColumnMapping> = {};
  let chosen = scored;
  if (table === 'invoice_lines') {
    const totals = documentAmounts(sample, base.document ?? scored.columns.invoice_id?.header);
    if (totals.size > 0) chosen = withoutTotals(scored, sample, totals, base);
  }
  for (const [column, { header }] of Object.entries(chosen.columns)) {
    const { values } = contract.columns[column]!;
    if (values === undefined) columns[column] = header;
    else meant(table, column, header, values, sample, columns, questions);
  }
  const missing = [...chosen.missing];
  if (table === 'invoice_lines') {
    const lines = completeLines({ ...base.base, ...columns }, sample);
    columns = Object.fromEntries(
      Object.entries(lines.columns).filter(([column, mapping]) => base.base[column] !== mapping),
    );
    questions.push(...lines.questions);
  }
  const customer = chosen.columns.customer_id;
  if (customer !== undefined && customer.score === 0.6)
    questions.push({
      column: 'customer_id',
      open: false,
      finding: messages.customerByName.finding({ header: customer.header }),
    });
  for (const column of missing) {
    columns[column] = open;
    const { meaning } = contract.columns[column]!;
    questions.push({
      column,
      open: true,
      finding: messages.columnOpen.finding({
        column,
        meaning: { en: meaning.en, 'zh-CN': meaning['zh-CN'] },
      }),
    });
  }
  const inOrder = Object.fromEntries(
    Object.keys(contract.columns)
      .filter((column) => column in columns)
      .map((column) => [column, columns[column]!]),
  );
  return {
    table,
    columns: inOrder,
    known: {},
    where: [],
    scores: Object.fromEntries(
      Object.keys(inOrder).map((column) => [
        column,
        Math.round((chosen.columns[column]?.score ?? (missing.includes(column) ? 0 : 0.8)) * 100) / 100,
      ]),
    ),
    missing,
    score: scored.score,
    questions,
    spare: spareOf(sample, inOrder, []),
  };
}

/** Amounts of the whole document are none of its lines. */
function withoutTotals(
  scored: TableScore,
  sample: Sample,
  totals: ReadonlySet<string>,
  base: Base,
): TableScore {
  const left = sample.candidates.filter(({ header }) => !totals.has(header));
  const again = scoreTable('invoice_lines', left, sample.columns);
  const taken = headersIn(base.base, []);
  const columns = Object.fromEntries(
    Object.entries(again.columns).filter(
      ([column, { header }]) => column in scored.columns || (!(column in base.base) && !taken.has(header)),
    ),
  );
  const kept = Object.fromEntries(
    Object.entries(columns).filter(
      ([column]) => Object.keys(base.base).length === 0 || !(column in base.base),
    ),
  );
  return { ...again, columns: kept, missing: Object.keys(base.base).length === 0 ? again.missing : [] };
}

/** A column that takes only words of ours: translated where every word is known. */
function meant(
  table: CanonicalTable,
  column: string,
  header: string,
  canonical: readonly string[],
  sample: Sample,
  columns: Record<string, ColumnMapping>,
  questions: Question[],
): void {
  const words = [...new Set((sample.columns.get(header) ?? []).filter((cell) => !isNothing(cell)))];
  const { values, unknown } = meaningOf(`${table}.${column}`, words, canonical);
  const required = (canonicalTables[table] as TableContract).columns[column]?.required === true;
  if (unknown.length === 0) {
    columns[column] = Object.keys(values).length === 0 ? header : { from: header, values };
    return;
  }
  if (unknown.length < words.length && column === 'class' && table === 'customers') {
    columns[column] = { from: header, values, otherwise: 'ordinary' };
    return;
  }
  if (required) {
    const asked = Object.fromEntries(unknown.map((word) => [word, open]));
    columns[column] = { from: header, values: { ...values, ...asked } };
    questions.push({
      column,
      open: true,
      finding: messages.wordsOpen.finding({ column, header, words: unknown, known: canonical }),
    });
    return;
  }
  const few = unknown.length <= 12 ? unknown : [...unknown.slice(0, 12), '…'];
  questions.push({
    column,
    open: false,
    finding: messages.wordsLeftOut.finding({ column, header, words: few }),
  });
}

/** A list of customers that names a parent in itself is a list of relationships too. */
function parentsOf(proposal: Proposal, sample: Sample): Proposal[] {
  if (proposal.table !== 'customers' || proposal.profile !== undefined) return [];
  const id = proposal.columns.customer_id;
  if (typeof id !== 'string') return [];
  const names = synonyms.relationships.from_id!.map(nameOf);
  const ids = new Set(sample.columns.get(id));
  for (const { header, name, shape } of sample.candidates) {
    if (header === id || !names.some((one) => nearness(name, one, 'nothing') > 0.9)) continue;
    const parents = [...shape.values];
    const inside = parents.filter((parent) => ids.has(parent)).length;
    if (parents.length === 0 || inside < 0.6 * parents.length) continue;
    return [
      {
        table: 'relationships',
        columns: { from_id: header, to_id: id, kind: { value: 'parent_of' } },
        known: {},
        where: [{ column: header, filled: true }],
        scores: { from_id: Math.round((100 * inside) / parents.length) / 100, to_id: 1, kind: 1 },
        missing: [],
        score: proposal.score,
        questions: [],
        spare: [],
      },
    ];
  }
  return [];
}

function headersIn(
  columns: Readonly<Record<string, ColumnMapping>>,
  where: readonly RowCondition[],
): Set<string> {
  const used = new Set(where.map(({ column }) => column));
  for (const mapping of Object.values(columns)) {
    if (typeof mapping === 'string') used.add(mapping);
    else if ('from' in mapping)
      for (const header of [
        mapping.from,
        mapping.plus,
        mapping.minus,
        mapping.times,
        mapping.negate_when?.column,
      ])
        if (header !== undefined) used.add(header);
  }
  return used;
}

function spareOf(
  sample: Sample,
  columns: Readonly<Record<string, ColumnMapping>>,
  where: readonly RowCondition[],
): string[] {
  const used = headersIn(columns, where);
  return sample.candidates.map(({ header }) => header).filter((header) => !used.has(header));
}

/** Whether a column needs no header of its own. */
export const isCounted = (column: string): boolean => column === countedColumn;
