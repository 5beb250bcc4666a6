import type { CanonicalTable } from '../../contracts/canonical.ts';
import { messages } from '../messages.ts';
import { offersOf, type Profile } from '../profile.ts';
import { type Settled, settle } from '../settle.ts';
import { hasDecimalComma, numberIn } from './amounts.ts';
import { deadDocuments } from './dead.ts';
import { fromHeaders } from './from-headers.ts';
import { open, taxQuestion } from './lines.ts';
import { headersIn, type Proposal, spareOf } from './proposal.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';
import { isNothing } from './shapes.ts';
import type { TableScore } from './tables.ts';

/** The best profile for each table; a table that would get no row of the sample is left out. */
export function byProfile(fitting: readonly Profile[], sample: Sample): Proposal[] {
  const best = new Map<string, { proposal: Proposal; alike: string[] }>();
  for (const profile of fitting) {
    const { table, name, part = '' } = profile;
    if (table === undefined) continue;
    const group = profile.file.group === undefined ? {} : { group: profile.file.group };
    const settled = settle({ columns: offersOf(profile), where: profile.where }, table, sample.headers, {
      columns: {},
      ...group,
    });
    if (settled.missing.length > 0 || !selectsAny(settled, sample)) continue;
    const key = `${table} ${part}`;
    const before = best.get(key);
    const count = Object.keys(settled.columns).length;
    const had = before === undefined ? -1 : Object.keys(before.proposal.known).length;
    if (count === had) before!.alike.push(name);
    if (count <= had) continue;
    best.set(key, { proposal: knownBy(profile, table, settled, sample), alike: [name] });
  }
  return [...best.values()]
    .sort(
      (a, b) => order(b.proposal) - order(a.proposal) || (nameOf(a.proposal) < nameOf(b.proposal) ? -1 : 1),
    )
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

const nameOf = ({ table, profile = '' }: Proposal): string => `${table} ${profile}`;

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
  const questions: Question[] = [];
  const [asked] = settled.asksTax;
  if (asked !== undefined) {
    const cells = sample.columns.get(asked) ?? [];
    const comma = hasDecimalComma(cells);
    const value =
      cells.map((cell) => numberIn(cell, comma)).find((one) => one !== undefined && one > 1) ?? 113;
    questions.push({ open: true, finding: taxQuestion(asked, value) });
  }
  return {
    table,
    profile: profile.name,
    ...(profile.part === undefined ? {} : { part: profile.part }),
    ...(asked === undefined ? {} : { asksTax: true }),
    columns: {},
    known: settled.columns,
    where: settled.where,
    scores,
    missing: [],
    score: Math.round((0.8 + 0.2 * share) * 1000) / 1000,
    questions,
    // What one pass leaves, another takes; once is enough to be told.
    spare:
      profile.part === undefined || profile.part === 'lines'
        ? spareOf(sample, settled.columns, settled.where)
        : [],
  };
}

/** What the headers say beyond the profile: columns of a company's own. */
export function withFurther(known: Proposal, sample: Sample, scored: readonly TableScore[]): Proposal {
  // Of one pass over an export, what its headers say further belongs to another one.
  if (known.part !== undefined) return known;
  const other = scored.find(({ table }) => table === known.table);
  const taken = headersIn(known.known, known.where);
  const further = Object.fromEntries(
    Object.entries(other?.columns ?? {}).filter(
      ([column, { header, score }]) => !(column in known.known) && !taken.has(header) && score >= 0.7,
    ),
  );
  const told = new Set(known.where.map(({ column }) => column));
  const dead =
    known.table === 'invoice_lines' || known.table === 'receivables'
      ? deadDocuments(sample, new Set([...headersIn(known.known, known.where), ...told]))
      : { where: [], questions: [] };
  const state =
    dead.where.length === 0
      ? known
      : { ...known, further: dead.where, questions: [...known.questions, ...dead.questions] };
  if (Object.keys(further).length === 0 || other === undefined) return state;
  const document = known.known.invoice_id;
  const proposal = fromHeaders({ ...other, columns: further, missing: [] }, sample, {
    base: known.known,
    ...(typeof document === 'string' ? { document } : {}),
  });
  return {
    ...state,
    columns: proposal.columns,
    scores: { ...proposal.scores, ...known.scores },
    questions: [...state.questions, ...proposal.questions],
    spare: spareOf(sample, { ...known.known, ...proposal.columns }, known.where),
  };
}
