import { describe, expect, it } from 'vitest';
import { type CustomerFacts, earning } from '../support/features.ts';
import { withModels } from './support.ts';

const surprisesOf = (customers: readonly CustomerFacts[]) =>
  withModels(customers, ({ database }) => database.rows('select * from models.surprises order by position'));

/** Sixty ordinary customers: 1,000 … 1,059 of sales, a margin of 10 %. */
const ordinary = Array.from({ length: 60 }, (_, index) =>
  earning(`C${index}`, 1000 + index, 100 + index / 10),
);

describe('surprises', () => {
  it('puts the largest of each kind first, then the rest by gap', async () => {
    const found = await surprisesOf([
      ...ordinary,
      earning('WHALE', 9000, -3000),
      earning('SHARK', 8000, -2500),
      earning('GEM', 500, 400),
      { id: 'SLOW', lines: { gross_sales: 1200, cost_of_goods: 1000, cost_of_credit: 210 } },
    ]);
    expect(found.map(({ position, customer_id, kind }) => `${position} ${customer_id} ${kind}`)).toEqual([
      '1 WHALE whale_that_loses',
      '2 GEM hidden_gem',
      '3 SLOW costly_to_carry',
      '4 SHARK whale_that_loses',
    ]);
  });

  it('expects the average margin of all ranked customers', async () => {
    const customers = [...ordinary, earning('WHALE', 20_000, -3000)];
    const sales = 60_000 + (59 * 60) / 2 + 20_000;
    const profit = 6000 + 177 - 3000;
    const [whale] = await surprisesOf(customers);
    const expected = Math.round((20_000 * profit * 100) / sales) / 100;
    expect(whale).toEqual({
      position: 1,
      customer_id: 'WHALE',
      kind: 'whale_that_loses',
      sales_rank: 1,
      profit_rank: 61,
      net_sales: 20_000,
      net_profit: -3000,
      expected_profit: expected,
      gap: -3000 - expected,
      eaten_by: null,
      cause: 'cost_of_goods',
    });
  });

  it('expects the median margin where all together make a loss', async () => {
    const [whale] = await surprisesOf([...ordinary, earning('WHALE', 20_000, -30_000)]);
    expect(whale).toMatchObject({ customer_id: 'WHALE', expected_profit: 2000, gap: -32_000 });
  });

  it('calls a large customer whose profit credit eats costly to carry, and names the credit', async () => {
    const lines = { gross_sales: 9000, cost_of_goods: 8500, cost_of_credit: 600 };
    const [first] = await surprisesOf([...ordinary, { id: 'SLOW', lines }]);
    expect(first).toMatchObject({ customer_id: 'SLOW', kind: 'costly_to_carry', eaten_by: 'cost_of_credit' });
  });

  it('has one cause for a customer wherever it is named, and says apart what eats it up', async () => {
    // Goods dearer than its peers' by 880, credit by 200 only; but credit turns 120 of contribution into a loss.
    const lines = { gross_sales: 10_000, cost_of_goods: 9_880, cost_of_credit: 200 };
    await withModels([...ordinary, { id: 'SLOW', lines }], async ({ database }) => {
      const [first] = await database.rows('select * from models.surprises order by position');
      expect(first).toMatchObject({
        kind: 'costly_to_carry',
        eaten_by: 'cost_of_credit',
        cause: 'cost_of_goods',
      });
      const off = await database.rows(
        `select customer_id from models.surprises as surprises join models.customers as customers using (customer_id)
         where surprises.cause is distinct from customers.cause`,
      );
      expect(off).toEqual([]);
    });
  });

  it('calls a customer costly to carry when one cost below gross margin eats more than half of it', async () => {
    const eaten = (service: number) => [
      ...ordinary,
      { id: 'X', lines: { gross_sales: 1000, cost_of_goods: 900, service } },
    ];
    expect(await surprisesOf(eaten(51))).toMatchObject([
      { customer_id: 'X', eaten_by: 'service', cause: 'service' },
    ]);
    expect(await surprisesOf(eaten(49))).toEqual([]);
  });

  it('keeps the twenty largest, and none where nothing surprises', async () => {
    const losing = Array.from({ length: 25 }, (_, index) => ({
      id: `L${index}`,
      lines: { gross_sales: 500, cost_of_goods: 490, cost_of_credit: 20 + index },
    }));
    const found = await surprisesOf([...ordinary, ...losing]);
    expect(found.map(({ customer_id }) => customer_id)).toEqual(
      Array.from({ length: 20 }, (_, index) => `L${24 - index}`),
    );
    expect(await surprisesOf(ordinary)).toEqual([]);
  });
});
