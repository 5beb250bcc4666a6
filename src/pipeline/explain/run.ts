import { join } from 'node:path';
import { Database } from '../../engine/database.ts';
import { suggest } from '../../language/suggest.ts';
import { customerAmbiguous, customerNotFound, monthNotInRun } from '../messages.ts';
import { readRecord } from '../read-record.ts';
import type { RunRecord } from '../record.ts';
import { findRun } from '../run-folder.ts';

/** A finished run, open for reading. */
export interface OpenRun {
  readonly database: Database;
  readonly record: RunRecord;
  readonly currency: string;
}

/** Opens the warehouse of a run, hands it over and closes it again. Nothing in the run is changed. */
export async function withRun<T>(given: string | undefined, work: (run: OpenRun) => Promise<T>): Promise<T> {
  const folder = await findRun(given);
  const record = await readRecord(folder);
  const database = await Database.open({ path: join(folder, 'warehouse.duckdb'), readOnly: true });
  try {
    return await work({ database, record, currency: (record.settings as { currency: string }).currency });
  } finally {
    database.close();
  }
}

/** The months that a figure is opened for: first days of the first and of the last; both null for the whole period. */
export interface Span {
  readonly month: string | null;
  readonly until: string | null;
}

/** `2026-03` (or any day of it), or the months of `2026` that the run covers; nothing → the whole period. */
export async function spanOf(database: Database, given: string | undefined): Promise<Span> {
  if (given === undefined) return { month: null, until: null };
  const months = (
    await database.rows<{ month: string }>(
      'select cast(month as varchar) as month from features.months order by month',
    )
  ).map(({ month }) => month);
  const text = given.trim();
  const wanted = /^\d{4}$/.test(text) ? `${text}-` : /^\d{4}-\d{2}/.test(text) ? text.slice(0, 7) : undefined;
  const found = months.filter((month) => wanted !== undefined && month.startsWith(wanted));
  if (found.length === 0)
    throw monthNotInRun.error({
      month: given,
      first: months[0]?.slice(0, 7) ?? '',
      last: months.at(-1)?.slice(0, 7) ?? '',
    });
  return { month: found[0]!, until: found.at(-1)! };
}

/** Sums amounts of money that JavaScript holds as numbers with up to four decimals, without the errors of fractions. */
export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 10_000), 0) / 10_000;
}

/** By number, also with its leading zeros lost; by whole name; by a part of the name that fits one customer only. */
export async function findCustomer(database: Database, given: string): Promise<string> {
  const known = await database.rows<{ customer_id: string; name: string }>(
    'select customer_id, name from models.customers order by customer_id',
  );
  const bare = (id: string): string => id.replace(/^0+(?=.)/, '').toLowerCase();
  const word = given.trim().toLowerCase();
  const readings = [
    known.filter(({ customer_id }) => customer_id.toLowerCase() === word),
    known.filter(({ customer_id }) => bare(customer_id) === bare(word)),
    known.filter(({ name }) => name.toLowerCase() === word),
    known.filter(({ name }) => word !== '' && name.toLowerCase().includes(word)),
  ];
  for (const matches of readings) {
    if (matches.length === 1) return matches[0]!.customer_id;
    if (matches.length > 1) {
      const ids = matches.slice(0, 8).map(({ customer_id }) => customer_id);
      throw customerAmbiguous.error({ customer: given, matches: ids });
    }
  }
  const near = [
    suggest(
      word,
      known.map(({ customer_id }) => customer_id),
    ),
    suggest(
      word,
      known.map(({ name }) => name),
    ),
  ];
  throw customerNotFound.error({ customer: given, suggestions: near.filter((one) => one !== undefined) });
}
