import { canonicalTableNames } from '../contracts/canonical.ts';
import { countedColumn } from './map/cells.ts';
import { isKnownBy, type Profile } from './profile.ts';
import { byProfile, withFurther } from './propose/by-profile.ts';
import { fromHeaders } from './propose/from-headers.ts';
import { parentsOf } from './propose/parents.ts';
import type { Proposal, Proposals } from './propose/proposal.ts';
import { sampleOf } from './propose/sample.ts';
import { scoreTable } from './propose/tables.ts';

export { open } from './propose/lines.ts';
export type { KnownForNothing, Nearest, Proposal, Proposals } from './propose/proposal.ts';
export type { Question } from './propose/question.ts';

/** Below this a proposal is more likely wrong than right. */
export const leastScore = 0.45;

/** A table of which fewer headers are there is not near to anything. */
const fewest = 3;

/** What an export is, from its headers, a sample of its rows and the profiles. */
export function proposeMapping(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  profiles: readonly Profile[],
): Proposals {
  const sample = sampleOf(headers, rows);
  const fitting = profiles.filter((profile) => isKnownBy(profile, headers));
  // Of two that fit, the one that asks for more of the headers knows the export better.
  const [silent] = fitting
    .filter(({ table }) => table === undefined)
    .sort((a, b) => b.known_by.length - a.known_by.length);
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
  if (direct !== undefined) return { tables: [direct, ...parentsOf(direct, sample)] };
  // To map by hand is to begin with the table that takes most of what is there.
  const [near] = [...scored].sort((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length);
  const found = [...new Set(Object.values(near?.columns ?? {}).map(({ header }) => header))];
  if (near === undefined || found.length < fewest) return { tables: [] };
  return { tables: [], nearest: { table: near.table, found, missing: near.missing } };
}

const isGeneric = (profile: string): boolean => profile.startsWith('generic/');
const filled = (proposal: Proposal): number =>
  Object.keys({ ...proposal.known, ...proposal.columns }).length - proposal.missing.length;

/** Whether a column needs no header of its own. */
export const isCounted = (column: string): boolean => column === countedColumn;
