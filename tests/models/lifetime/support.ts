import type { Database } from '../../../src/engine/database.ts';
import { quietEffects } from '../../../src/engine/effects.ts';
import type { Finding } from '../../../src/language/messages.ts';
import { buildLifetime } from '../../../src/models/lifetime/lifetime.ts';
import { lifetimeSettings } from '../../../src/models/lifetime/settings.ts';
import { type CustomerFacts, featureWarehouse } from '../../support/features.ts';
import { countPurchaseDays } from '../../support/purchase-days.ts';

/** What happened between us and one customer: the day, what was sold, what came back. */
export interface Line {
  readonly id: string;
  readonly day: string;
  readonly sold?: number;
  readonly returned?: number;
}

export interface Built {
  readonly database: Database;
  readonly findings: readonly Finding[];
}

/** A warehouse with these lines, up to the as-of date. Every customer is ordinary unless listed otherwise. */
export async function lineWarehouse(
  lines: readonly Line[],
  asOf: string,
  customers: readonly CustomerFacts[] = [],
): Promise<Database> {
  const listed = new Set(customers.map(({ id }) => id));
  const rest = [...new Set(lines.map(({ id }) => id))].filter((id) => !listed.has(id));
  const database = await featureWarehouse([...customers, ...rest.map((id) => ({ id }))]);
  const appender = await database.connection.createAppender('line_profit_text', await textTable(database));
  for (const { id, day, sold = 0, returned = 0 } of lines) {
    appender.appendVarchar(id);
    appender.appendVarchar(day);
    appender.appendDouble(sold);
    appender.appendDouble(returned);
    appender.endRow();
  }
  appender.closeSync();
  await database.run(
    `insert into features.documents by name
     select id as customer_id, cast(day as date) as invoiced_on, sold > 0 as is_purchase, sold as gross_sales,
            0 as discounts, returned as returns from main.line_profit_text where day <= $asOf`,
    { asOf },
  );
  await database.run('create or replace table settings.run (as_of date)');
  await database.run('insert into settings.run values (cast($asOf as date))', { asOf });
  await countPurchaseDays(database);
  return database;
}

async function textTable(database: Database): Promise<string> {
  await database.run(
    'create or replace table main.line_profit_text (id varchar, day varchar, sold double, returned double)',
  );
  return 'main';
}

/** Builds the lifetime models over these lines, hands them to the test and closes the warehouse. */
export async function withLifetime<T>(
  lines: readonly Line[],
  asOf: string,
  test: (built: Built) => Promise<T>,
  options: { settings?: unknown; customers?: readonly CustomerFacts[] } = {},
): Promise<T> {
  const database = await lineWarehouse(lines, asOf, options.customers);
  try {
    const settings = lifetimeSettings.parse(options.settings ?? {});
    const { findings } = await buildLifetime(database, settings, quietEffects());
    return await test({ database, findings });
  } finally {
    database.close();
  }
}

/** Days after 2024-01-01 as an ISO date. */
export function dayOf(days: number): string {
  return new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10);
}

/** A small random generator of its own (mulberry32), so that the same seed makes the same customers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Customers as MBG/NBD sees them: who buy at exponential intervals (mean `every` days, drawn per customer between a
 * half and twice that) and stop after each purchase with the chance `stops`; values scatter around a mean of their own.
 */
export function simulated(count: number, days: number, every: number, stops: number, seed = 7): Line[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    const pace = every * 4 ** (random() - 0.5);
    const mean = 50 * 4 ** random();
    const lines: Line[] = [];
    let day = random() * days * 0.5;
    while (day <= days) {
      const sold = Math.round(mean * (0.4 + 1.2 * random()) * 100) / 100;
      lines.push({ id: `C${String(i).padStart(5, '0')}`, day: dayOf(Math.floor(day)), sold });
      if (random() < stops) break;
      day -= Math.log(1 - random()) * pace;
    }
    return lines;
  }).flat();
}
