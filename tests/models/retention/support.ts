import type { Database } from '../../../src/engine/database.ts';
import { quietEffects } from '../../../src/engine/effects.ts';
import type { Finding } from '../../../src/language/messages.ts';
import { buildLifetime } from '../../../src/models/lifetime/lifetime.ts';
import { buildRetention } from '../../../src/models/retention/retention.ts';
import { modelSettings } from '../../../src/models/settings.ts';
import { build, type Rows } from '../../features/build.ts';
import { line } from '../../support/warehouse.ts';

export interface Sale {
  readonly id: string;
  readonly day: string;
  readonly amount?: number;
  readonly cost?: number;
  readonly kind?: 'sale' | 'return';
}

export interface Given {
  readonly customers?: Rows;
  readonly asOf?: string;
  /** First day of the statement. */
  readonly from?: string;
  readonly settings?: object;
}

/** Real features over these sales, then the models of retention over them. */
export async function withRetention<T>(
  sales: readonly Sale[],
  given: Given,
  test: (built: { database: Database; findings: readonly Finding[] }) => Promise<T>,
): Promise<T> {
  const { customers = [], asOf = '2026-06-30', from, settings = {} } = given;
  const { database } = await build(
    {
      customers: customers.map((row) => ({ name: row.customer_id ?? '', ...row })),
      invoice_lines: sales.map(({ id, day, amount = 100, cost = 60, kind = 'sale' }) =>
        line({
          customer_id: id,
          invoiced_on: day,
          quantity: kind === 'sale' ? 1 : -1,
          unit_price: Math.abs(amount),
          net_amount: kind === 'sale' ? amount : -amount,
          cost_amount: kind === 'sale' ? cost : -cost,
          kind,
        }),
      ),
    },
    from === undefined ? {} : { period: { from } },
    asOf,
  );
  try {
    const { lifetime, retention } = modelSettings.parse({ retention: settings });
    await database.run('create schema if not exists models');
    await buildLifetime(database, lifetime, quietEffects());
    const { findings } = await buildRetention(database, retention, quietEffects());
    return await test({ database, findings });
  } finally {
    database.close();
  }
}

/** A sale every so many days, the last on that day. */
export function every(
  id: string,
  days: number,
  times: number,
  last: string,
  over: Partial<Sale> = {},
): Sale[] {
  return Array.from({ length: times }, (_, index) => ({
    id,
    day: before(last, index * days),
    ...over,
  }));
}

export function before(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
