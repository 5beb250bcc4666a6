import { describe, expect, it } from 'vitest';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildFeatures } from '../../src/features/features.ts';
import { openWarehouse } from '../support/warehouse.ts';
import { exact, written } from './build.ts';
import { bookInvariants, holdAll, holdCurve, invariants } from './invariants.ts';

/**
 * A hundred thousand customers, made by the database itself: sales and returns of any sign, deliveries, tickets,
 * open items, and a ledger whose accounts are in credit at times. `h` is a number from 0 to 999 for each seed.
 */
const customers = 100_000;
const h = (seed: string): string => `cast(hash(i, '${seed}') % 1000 as integer)`;
const day = (seed: string): string => `date '2026-01-01' + cast(hash(i, '${seed}') % 90 as integer)`;
const company: readonly string[] = [
  // Some buy twice or three times; one in nine only returns; one in fifty is a gift.
  `insert into canonical.invoice_lines by name
   select 'I' || i as invoice_id, '1' as line_no, 'C' || (i % ${customers}) as customer_id, ${day('day')} as invoiced_on,
          case when ${h('sign')} < 111 then -1 else 1 + ${h('quantity')} % 9 end as quantity,
          case when ${h('list')} < 500 then cast(${h('price')} as decimal(18, 6)) / 7 end as list_price,
          case when ${h('gift')} < 20 then 0 else cast((${h('net')} - 150) * 137 as decimal(18, 4)) / 100 end as net_amount,
          cast((${h('cost')} - 100) * 101 as decimal(18, 4)) / 100 as cost_amount,
          case when ${h('class')} < 30 then 'freight_billed' when ${h('class')} < 40 then 'write_off'
               when ${h('class')} < 50 then 'deposit' end as class
   from range(0, ${customers * 2}) as numbers(i)`,
  `insert into canonical.shipments by name
   select 'S' || i as shipment_id, 'C' || i as customer_id, ${day('ship')} as shipped_on,
          cast(${h('freight')} as decimal(18, 4)) / 100 as freight_cost, cast(${h('weight')} as decimal(18, 4)) as weight
   from range(0, ${customers}, 3) as numbers(i)`,
  `insert into canonical.interactions by name
   select 'T' || i as interaction_id, 'C' || i as customer_id, cast(${day('at')} as timestamp) as at,
          case when ${h('kind')} < 500 then 'ticket' else 'visit' end as kind,
          cast(${h('minutes')} as decimal(18, 4)) / 8 as minutes
   from range(0, ${customers}, 5) as numbers(i)`,
  `insert into canonical.receivables by name
   select 'R' || i as invoice_id, 'C' || i as customer_id, ${day('issued')} as issued_on,
          ${day('issued')} + 30 as due_on, cast((${h('due')} - 50) * 173 as decimal(18, 4)) / 100 as amount,
          case when ${h('paid')} < 600 then ${day('issued')} + ${h('late')} % 60 end as paid_on,
          case when ${h('lost')} < 5 then 1.23 end as written_off
   from range(0, ${customers}, 4) as numbers(i)`,
  `insert into canonical.ledger by name
   select cast(month as date) as period, account, cast((hash(month, account) % 900000000) as decimal(18, 4)) / 100
          * case when hash(account, month) % 5 = 0 then -1 else 1 end as amount
   from (values ('2026-01-01'), ('2026-02-01'), ('2026-03-01')) as months(month)
   cross join (values ('4000'), ('4300'), ('5000'), ('6601'), ('6602'), ('6611'), ('6621'), ('6631'), ('6701')) as accounts(account)`,
];
const settings = {
  books: {
    accounts: [
      { accounts: 4000, carries: ['sales', 'returns', 'bad_debt'] },
      { accounts: 4300, carries: 'freight_and_fees_billed' },
      { accounts: 5000, carries: 'cost_of_goods' },
    ],
    company_level: [{ accounts: 6701 }],
  },
  costs: {
    desk: {
      line: 'order_handling',
      accounts: [6601, 6602],
      method: 'time_driven',
      capacity: { minutes_per_month: 700_000 },
      minutes: { orders: 4, invoice_lines: 1.5, return_lines: 6 },
    },
    service: {
      line: 'service',
      accounts: 6611,
      method: 'time_driven',
      capacity: { minutes_per_month: 90_000 },
      minutes: { ticket_minutes: 1 },
    },
    sales: {
      line: 'sales_and_marketing',
      accounts: 6621,
      method: 'driver_share',
      drivers: { visit_minutes: 1, invoices: 0.3 },
    },
    freight: { line: 'delivery', accounts: 6631, method: 'direct', from: 'freight_cost' },
  },
  sensitivity: { share: 0 },
};

describe('a hundred thousand customers', () => {
  it('lose nothing between documents, pools and books, to the cent', { timeout: 120_000 }, async () => {
    const database = await openWarehouse();
    try {
      for (const sql of company) await database.run(sql);
      await buildFeatures(database, written(settings), {
        currency: 'EUR',
        asOf: '2026-03-31',
        effects: quietEffects(),
      });
      expect(await exact(database, 'select count(*) from features.customers where is_ranked')).toBe(
        String(customers),
      );
      // Each class of customer and pool is really there: a rule that nothing meets would hold.
      expect(await exact(database, 'select count(*) from features.pool_charges')).toMatch(/^\d{6,}$/);
      await holdAll(database, invariants);
      await holdAll(database, bookInvariants);
      await holdCurve(database);
    } finally {
      database.close();
    }
  });
});
