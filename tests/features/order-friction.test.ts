import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

const sale = (customer_id: string, order_id: string, quantity = 10) =>
  line({ customer_id, order_id, invoiced_on: '2026-01-10', quantity, unit_price: 10 });
const event = (order_id: string, kind: string, hour: number, customer_id = 'A') => ({
  order_id,
  customer_id,
  at: `2026-01-0${hour} 08:00:00`,
  kind,
});
const friction = `select customer_id, revisions_per_order as revised, sent_back_per_order as sent_back,
  cancellations_per_order as cancelled, return_rate as returned from features.behaviour order by 1`;

describe('order friction', () => {
  it('is counted per order taken, where the log tells of it', async () => {
    await withBuilt(
      {
        invoice_lines: [sale('A', 'O1'), sale('A', 'O2'), sale('A', 'O2', -2), sale('B', 'O3')],
        order_events: [
          event('O1', 'created', 1),
          event('O1', 'sent_back', 2),
          event('O1', 'revised', 3),
          event('O1', 'revised', 4),
          event('O2', 'created', 1),
          event('O2', 'sent_back', 2),
          event('O2', 'sent_back', 3),
          event('O3', 'created', 1, 'B'),
        ],
      },
      {},
      async ({ database }) => {
        expect(await database.rows(friction)).toEqual([
          { customer_id: 'A', revised: 1, sent_back: 1.5, cancelled: null, returned: 0.1 },
          { customer_id: 'B', revised: 0, sent_back: 0, cancelled: null, returned: 0 },
        ]);
      },
      '2026-01-31',
    );
  });

  it('is unknown without a log, not nought', async () => {
    await withBuilt({ invoice_lines: [sale('A', 'O1')] }, {}, async ({ database }) => {
      expect(await database.rows(friction)).toEqual([
        { customer_id: 'A', revised: null, sent_back: null, cancelled: null, returned: 0 },
      ]);
    });
  });

  it('can carry cost: minutes for each time an order is sent back', async () => {
    await withBuilt(
      {
        invoice_lines: [sale('A', 'O1'), sale('B', 'O3')],
        order_events: [
          event('O1', 'created', 1),
          event('O1', 'sent_back', 2),
          event('O3', 'created', 1, 'B'),
        ],
        ledger: [{ period: '2026-01-01', account: '6601', amount: 100 }],
      },
      {
        costs: {
          desk: {
            line: 'order_handling',
            accounts: 6601,
            method: 'time_driven',
            capacity: { minutes_per_month: 100 },
            minutes: { orders: 10, orders_sent_back: 15 },
          },
        },
      },
      async ({ database }) => {
        expect(
          await database.rows('select customer_id, amount from features.pool_charges order by 1'),
        ).toEqual([
          { customer_id: 'A', amount: 25 },
          { customer_id: 'B', amount: 10 },
        ]);
      },
      '2026-01-31',
    );
  });
});
