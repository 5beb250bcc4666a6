import type { TableContract } from '../../contracts/contract.ts';
import { sqlTypes } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier, qualified } from '../../engine/sql-text.ts';
import type { View } from '../view.ts';
import { type SayOf, sayOf } from '../workbook/catalogue.ts';
import type { Value } from '../workbook/grid.ts';
import type { Table } from '../workbook/table.ts';
import { listWords } from './words.ts';

export interface ListInputs {
  readonly database: Database;
  readonly view: View;
  readonly own: SayOf<typeof listWords>;
  /** A table of the warehouse to read from, or one of the same columns without rows where the run made none. */
  readonly from: (table: string, columns: Readonly<Record<string, string>>) => string;
}

/** One list: what a person works through, by salesperson. */
export interface WorkList extends Table {
  /** Name of the file and key of the sheet. */
  readonly name: string;
  readonly word: keyof typeof listWords;
  /** Who works through each row, and the money at stake in it. */
  readonly stakes: readonly { readonly owner: string; readonly money: number }[];
}

/** The longest list: nobody works through more, and a spreadsheet should open at once. */
export const longest = 5000;

export async function listInputs(database: Database, view: View): Promise<ListInputs> {
  const present = await database.tables();
  return {
    database,
    view,
    own: sayOf(listWords, view.locale),
    from: (table, columns) => {
      if (present.has(table)) return qualified(table);
      const nothing = Object.entries(columns).map(
        ([name, type]) => `cast(null as ${type}) as ${identifier(name)}`,
      );
      return `(select ${nothing.join(', ')} where false)`;
    },
  };
}

/** The columns of a contract with their types, for `from`. */
export function columnsOf(contract: TableContract): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contract.columns).map(([name, { type }]) => [name, sqlTypes[type]]),
  );
}

export interface Entry {
  readonly owner: string | null;
  readonly money: number;
  readonly id: string;
  readonly values: readonly Value[];
}

/**
 * Rows as they are worked through: by salesperson, who has most at stake first, and for each by money. What nobody is
 * in charge of comes last. The first column is the salesperson.
 */
export function byOwner(entries: readonly Entry[], nobody: string): Pick<WorkList, 'rows' | 'stakes'> {
  const stake = new Map<string | null, number>();
  for (const { owner, money } of entries) stake.set(owner, (stake.get(owner) ?? 0) + Math.round(money * 100));
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = entries.toSorted((a, b) => {
    if (a.owner !== b.owner) {
      if (a.owner === null || b.owner === null) return a.owner === null ? 1 : -1;
      return stake.get(b.owner)! - stake.get(a.owner)! || text(a.owner, b.owner);
    }
    return b.money - a.money || text(a.id, b.id);
  });
  return {
    rows: sorted.map(({ owner, values }) => [owner ?? nobody, ...values]),
    stakes: sorted.map(({ owner, money }) => ({ owner: owner ?? nobody, money })),
  };
}

/** Adds money in whole hundredths of a cent, so that a total is what the warehouse says. */
export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 10_000), 0) / 10_000;
}

export const blankAsNull = (text: string | null): string | null =>
  text === null || text.trim() === '' ? null : text;
