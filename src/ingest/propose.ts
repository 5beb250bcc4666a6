import { type CanonicalTable, canonicalTableNames, canonicalTables } from '../contracts/canonical.ts';
import type { TableContract } from '../contracts/contract.ts';
import { countedColumn } from './map/cells.ts';
import { synonyms } from './synonyms.ts';
import { foldHeader } from './words.ts';

/** A guess for a person to correct: which canonical table an export is, and which header feeds which column. */
export interface Proposal {
  readonly table: CanonicalTable;
  /** Canonical column → header as written. */
  readonly columns: Readonly<Record<string, string>>;
  /** Required columns for which no header was found. */
  readonly missing: readonly string[];
  /** 0 to 1: seven tenths for the required columns found, three for the share of the headers put to use. */
  readonly score: number;
}

/** Proposals for the headers of an export, best first; tables of which nothing was found are left out. */
export function proposeMapping(inspection: { readonly headers: readonly string[] }): Proposal[] {
  return canonicalTableNames
    .map((table) => propose(table, inspection.headers))
    .filter((proposal) => Object.keys(proposal.columns).length > 0)
    .sort((a, b) => b.score - a.score || a.missing.length - b.missing.length || (a.table < b.table ? -1 : 1));
}

function propose(table: CanonicalTable, headers: readonly string[]): Proposal {
  const contract: TableContract = canonicalTables[table];
  const folded = headers
    .map((header) => ({ header, fold: foldHeader(header) }))
    .filter(({ fold }) => fold !== '');
  const candidates = Object.entries(synonyms[table]).flatMap(([column, names]) =>
    folded.flatMap(({ header, fold }) => {
      const rank = names.findIndex((name) => foldHeader(name) === fold);
      return rank < 0 ? [] : [{ column, header, rank }];
    }),
  );
  // The most telling name takes its header first, so that `Account Number` is the customer and not the account.
  const required = (column: string): boolean =>
    contract.columns[column]?.required === true && column !== countedColumn;
  candidates.sort((a, b) => a.rank - b.rank || Number(required(b.column)) - Number(required(a.column)));
  const columns: Record<string, string> = {};
  const used = new Set<string>();
  for (const { column, header } of candidates) {
    if (column in columns || used.has(header)) continue;
    columns[column] = header;
    used.add(header);
  }
  const needed = Object.keys(contract.columns).filter(required);
  const missing = needed.filter((column) => !(column in columns));
  const share = folded.length === 0 ? 0 : used.size / folded.length;
  const score = 0.7 * ((needed.length - missing.length) / needed.length) + 0.3 * share;
  const inOrder = Object.fromEntries(
    Object.keys(contract.columns)
      .filter((column) => column in columns)
      .map((column) => [column, columns[column]!]),
  );
  return { table, columns: inOrder, missing, score: Math.round(score * 1000) / 1000 };
}
