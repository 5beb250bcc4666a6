import { drivers } from '../../contracts/drivers.ts';
import { lineIds } from '../data/lines.ts';
import type { View } from '../view.ts';
import { type PageAccount, type PageTraces, rounded } from './payload.ts';

/** Which lines of the statement a component of the books proves. */
const linesOf: Readonly<Record<string, readonly string[]>> = { sales: ['gross_sales', 'discounts'] };

/** What is behind the statements of the embedded customers, as small as that goes. */
export function tracesOf({ data, context, locale, pool: label }: View): PageTraces {
  const poolAt = new Map(data.tracedPools.map(({ pool }, index) => [pool, index]));
  const terms: (readonly [number, string, number])[] = [];
  const termAt = new Map<string, number>();
  const account = (row: { account: string; description: string | null; ledger: number }): PageAccount => [
    row.account,
    row.description ?? '',
    rounded(row.ledger),
  ];
  const units = data.customers.map(({ customer_id }) =>
    (data.driverUnits.get(customer_id) ?? []).flatMap((row) => {
      const pool = poolAt.get(row.pool);
      if (pool === undefined) return [];
      const key = `${row.pool} ${row.driver} ${row.factor}`;
      let at = termAt.get(key);
      if (at === undefined) {
        at = terms.length;
        termAt.set(key, at);
        terms.push([
          pool,
          (drivers as Readonly<Record<string, { en: string; 'zh-CN': string }>>)[row.driver]?.[locale] ??
            row.driver,
          row.factor,
        ]);
      }
      return [[at, rounded(row.units)] as const];
    }),
  );
  const accounts: Record<string, PageAccount[]> = {};
  for (const row of data.componentAccounts)
    for (const role of row.role.split(' + '))
      for (const line of linesOf[role] ?? [role]) accounts[line] = [...(accounts[line] ?? []), account(row)];
  return {
    pools: data.tracedPools.map((pool) => ({
      label: label(pool.pool),
      line: lineIds.indexOf(pool.line),
      method: pool.method,
      avoidable: pool.avoidable,
      accounts: pool.accounts.map(account),
    })),
    terms,
    charges: data.customers.map(({ customer_id }) =>
      (data.poolCharges.get(customer_id) ?? [])
        .filter((charge) => charge.amount !== 0 && poolAt.has(charge.pool))
        .map(
          (charge) => [poolAt.get(charge.pool)!, rounded(charge.quantity), rounded(charge.amount)] as const,
        ),
    ),
    units,
    accounts,
    annualRate: data.credit?.annual_rate ?? null,
    days: 1 + Math.round((Date.parse(context.asOf) - Date.parse(context.periodStart)) / 86_400_000),
  };
}
