import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { build, withBuilt, written } from './build.ts';

interface Scored {
  readonly customer_id: string;
  readonly recency_days: number | null;
  readonly frequency: number;
  readonly monetary: number;
  readonly r_score: number | null;
  readonly f_score: number | null;
  readonly m_score: number | null;
  readonly segment: string | null;
}

describe('rfm', () => {
  it('scores ten customers by fifths, five the best', async () => {
    const invoice_lines = Array.from({ length: 10 }, (_, index) =>
      Array.from({ length: index + 1 }, () =>
        line({
          customer_id: `C${index}`,
          invoiced_on: `2026-01-${index + 10}`,
          unit_price: 100,
          unit_cost: 1,
        }),
      ),
    ).flat();
    await withBuilt({ invoice_lines }, {}, async ({ database }) => {
      const rows = await database.rows(
        'select recency_days, frequency, monetary, r_score, f_score, m_score from features.rfm order by customer_id',
      );
      expect(rows).toEqual(
        Array.from({ length: 10 }, (_, index) => {
          const score = Math.floor(index / 2) + 1;
          return {
            recency_days: 9 - index,
            frequency: index + 1,
            monetary: 100 * (index + 1),
            r_score: score,
            f_score: score,
            m_score: score,
          };
        }),
      );
      expect(
        await database.rows(
          "select score, lowest, highest, customers from features.rfm_cuts where measure = 'frequency'",
        ),
      ).toEqual(
        [1, 2, 3, 4, 5].map((score) => ({ score, lowest: 2 * score - 1, highest: 2 * score, customers: 2 })),
      );
    });
  });

  it('gives equal values equal scores, keeps the order, and lays the cut points at the quantiles', async () => {
    const invoice = fc.record({
      customer_id: fc.integer({ min: 1, max: 12 }).map((id) => `C${id}`),
      day: fc.integer({ min: 1, max: 4 }),
      price: fc.constantFrom(5, 10, 20, 80),
      quantity: fc.constantFrom(1, 1, 1, -1),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(invoice, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        async (invoices, bins) => {
          const invoice_lines = invoices.map(({ day, price, ...rest }) =>
            line({ ...rest, invoiced_on: `2026-01-0${day}`, unit_price: price, unit_cost: 1 }),
          );
          const { database } = await build({ invoice_lines }, { rfm: { bins } });
          const all = await database.rows<Scored>('select * from features.rfm');
          database.close();
          const buyers = all.filter((row) => row.recency_days !== null);
          for (const row of all.filter((one) => one.recency_days === null))
            expect([row.frequency, row.r_score, row.f_score, row.m_score, row.segment]).toEqual([
              0,
              null,
              null,
              null,
              null,
            ]);
          const check = (values: number[], scores: number[]): void => {
            const sorted = values.toSorted((a, b) => a - b);
            // The k/b quantile: the smallest value that at least k/b of the customers do not exceed.
            const cuts = Array.from(
              { length: bins - 1 },
              (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / bins) - 1]!,
            );
            values.forEach((value, index) => {
              expect(scores[index]).toBe(1 + cuts.filter((cut) => value > cut).length);
            });
          };
          check(
            buyers.map((row) => row.frequency),
            buyers.map((row) => row.f_score!),
          );
          check(
            buyers.map((row) => row.monetary),
            buyers.map((row) => row.m_score!),
          );
          check(
            buyers.map((row) => row.recency_days!),
            buyers.map((row) => bins + 1 - row.r_score!),
          );
          for (const row of buyers) expect(row.segment).not.toBeNull();
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('counts frequency and money inside the window, and recency from the last purchase ever', async () => {
    const of = (customer_id: string, invoiced_on: string) =>
      line({ customer_id, invoiced_on, unit_price: 10 });
    await withBuilt(
      {
        invoice_lines: [
          of('A', '2025-05-31'),
          of('A', '2026-04-01'),
          of('A', '2026-06-30'),
          of('B', '2026-03-31'),
        ],
        rebates: [{ customer_id: 'A', period: '2026-04-01', amount: 4 }],
      },
      { rfm: { window_months: 3 } },
      async ({ database }) => {
        expect(
          await database.rows(
            'select customer_id, recency_days, frequency, monetary, monetary_gross from features.rfm',
          ),
        ).toEqual([
          { customer_id: 'A', recency_days: 0, frequency: 2, monetary: 16, monetary_gross: 16 },
          { customer_id: 'B', recency_days: 91, frequency: 0, monetary: 0, monetary_gross: 0 },
        ]);
      },
      '2026-06-30',
    );
  });

  it('counts an invoice once, however many documents it comes to, and not for free goods alone', async () => {
    const of = (customer_id: string, invoice_id: string, invoiced_on: string, over: object = {}) =>
      line({ customer_id, invoice_id, invoiced_on, unit_price: 10, ...over });
    const service = { class: 'service', line_no: '2' };
    await withBuilt(
      {
        invoice_lines: [
          // Goods and a service; goods of two orders and two days; one line alone; a part of it before the window.
          of('A', 'I1', '2026-05-04'),
          of('A', 'I1', '2026-05-04', service),
          of('A', 'I2', '2026-05-05', { order_id: 'O1' }),
          of('A', 'I2', '2026-05-06', { order_id: 'O2', line_no: '2' }),
          of('A', 'I3', '2026-05-07'),
          of('A', 'I4', '2026-03-31'),
          of('A', 'I4', '2026-04-01', service),
          // Free goods beside a sale, and nothing but free goods. B's I1 is not A's.
          of('B', 'I1', '2026-05-04', { unit_price: 0, net_amount: 0, class: 'free_goods' }),
          of('B', 'I5', '2026-05-08'),
          of('B', 'I5', '2026-05-08', { unit_price: 0, net_amount: 0, class: 'free_goods', line_no: '2' }),
        ],
      },
      { rfm: { window_months: 3 } },
      async ({ database }) => {
        expect(
          await database.rows('select customer_id, frequency from features.rfm order by customer_id'),
        ).toEqual([
          { customer_id: 'A', frequency: 4 },
          { customer_id: 'B', frequency: 1 },
        ]);
      },
      '2026-06-30',
    );
  });

  it('names phantoms: in the top fifth before returns, with less than a quarter left after them', async () => {
    const of = (customer_id: string, net: number) =>
      line({
        customer_id,
        invoiced_on: '2026-01-10',
        quantity: Math.sign(net),
        net_amount: net,
        cost_amount: net / 2,
      });
    const others = Array.from({ length: 8 }, (_, index) => of(`C${index}`, 100 + index));
    const phantoms = 'select customer_id, monetary, monetary_gross from features.rfm where is_phantom';
    await withBuilt(
      { invoice_lines: [...others, of('P', 1000), of('P', -751), of('Q', 1000), of('Q', -750)] },
      {},
      async ({ database }) => {
        expect(await database.rows(phantoms)).toEqual([
          { customer_id: 'P', monetary: 249, monetary_gross: 1000 },
        ]);
      },
    );
    await withBuilt(
      { invoice_lines: [...others, of('P', 1000), of('P', -751)] },
      { rfm: { monetary: 'net_profit' } },
      async ({ database }) => {
        expect(await database.rows(phantoms)).toEqual([
          { customer_id: 'P', monetary: 124.5, monetary_gross: 500 },
        ]);
      },
    );
  });

  it('takes break points of the pipeline file, a value on a break with the better score', async () => {
    const of = (customer_id: string, invoiced_on: string, times: number, net = 100) =>
      Array.from({ length: times }, () =>
        line({ customer_id, invoiced_on, net_amount: net, cost_amount: 1 }),
      );
    const invoice_lines = [
      ...of('A', '2026-06-30', 1, 1000),
      ...of('B', '2026-05-31', 2),
      ...of('C', '2026-05-30', 5),
      ...of('D', '2026-01-01', 1, 199),
    ];
    const scores = async (breaks: object): Promise<unknown[]> => {
      let found: unknown[] = [];
      await withBuilt(
        { invoice_lines },
        { rfm: { bins: 3, breaks } },
        async ({ database }) => {
          found = (await database.rows<Scored>('select * from features.rfm order by customer_id')).map(
            ({ r_score, f_score, m_score }) => [r_score, f_score, m_score],
          );
        },
        '2026-06-30',
      );
      return found;
    };
    expect(await scores({ recency: [30, 90], frequency: [2, 5], monetary: [200, 1000] })).toEqual([
      [3, 1, 3],
      [3, 2, 2],
      [2, 3, 2],
      [1, 1, 1],
    ]);
    // Only recency: the others by quantile, ties alike.
    expect(await scores({ recency: [30, 90] })).toEqual([
      [3, 1, 3],
      [3, 2, 1],
      [2, 3, 2],
      [1, 1, 1],
    ]);
    expect(() => written({ rfm: { bins: 3, breaks: { recency: [30] } } })).toThrow(
      /3 scores need 2 break points/,
    );
    expect(() => written({ rfm: { bins: 3, breaks: { recency: [90, 30] } } })).toThrow(/rise/);
  });

  it('scores gross beside net', async () => {
    const of = (customer_id: string, net: number) =>
      line({
        customer_id,
        invoiced_on: '2026-01-10',
        quantity: Math.sign(net),
        net_amount: net,
        cost_amount: 0,
      });
    await withBuilt(
      { invoice_lines: [of('A', 100), of('B', 200), of('C', 300), of('C', -250)] },
      { rfm: { bins: 3 } },
      async ({ database }) => {
        expect(
          await database.rows(
            'select customer_id, m_score, m_score_gross from features.rfm order by customer_id',
          ),
        ).toEqual([
          { customer_id: 'A', m_score: 2, m_score_gross: 1 },
          { customer_id: 'B', m_score: 3, m_score_gross: 2 },
          { customer_id: 'C', m_score: 1, m_score_gross: 3 },
        ]);
      },
    );
  });
});
