import { describe, expect, it } from 'vitest';
import { codes, fails, invoiceHeader, invoices, run } from './kit.ts';

const file = (rows: readonly (readonly [quantity: string, amount: string])[]) => ({
  'invoices.csv': [
    invoiceHeader,
    ...rows.map(([quantity, amount], n) => `R${n},1,C1,2026-01-0${n + 1},"${quantity}","${amount}"`),
  ].join('\n'),
});
const read = (rows: readonly (readonly [string, string])[], columns: Record<string, unknown> = {}, set = 0) =>
  run(
    file(rows),
    invoices({}, columns),
    async ({ result, rows: query }) => ({
      codes: codes(result),
      kept: result.files[0]!.rowsKept,
      values: (
        await query('select quantity, net_amount from canonical.invoice_lines order by invoice_id')
      ).map(({ quantity, net_amount }) => [quantity, net_amount]),
    }),
    set,
  );

describe('quantities that carry a unit', () => {
  it.each([
    ['件 on every row', ['2件', '1,250件', '-3 件'], [2, 1250, -3]],
    ['pcs in either case, with a point', ['2 pcs', '3 PCS.', '1.5 pcs'], [2, 3, 1.5]],
    ['Stück with a decimal comma', ['2,5 Stk', '1.250,25 Stk', '3 Stk'], [2.5, 1250.25, 3]],
  ])('are read without it: %s', async (_, quantities, expected) => {
    const { values, codes } = await read(quantities.map((quantity) => [quantity, '10.50']));
    expect(values.map(([quantity]) => quantity)).toEqual(expected);
    expect(codes).toContain('ING159');
  });

  it('are asked for where units differ, or some rows have none', async () => {
    const mixed = await fails(
      file([
        ['2 pcs', '1'],
        ['3 box', '2'],
      ]),
      invoices(),
    );
    expect(mixed).toMatchObject({ code: 'ING158', params: { units: [{ unit: 'box' }, { unit: 'pcs' }] } });
    expect(
      (
        await fails(
          file([
            ['2件', '1'],
            ['3', '2'],
          ]),
          invoices(),
        )
      ).code,
    ).toBe('ING158');
  });

  it('are multiplied by what the mapping says one of each counts', async () => {
    const { values } = await read(
      [
        ['2 pcs', '1'],
        ['3 Box', '2'],
        ['4', '3'],
      ],
      { quantity: { from: '数量', units: { pcs: 1, box: 12 } } },
    );
    expect(values.map(([quantity]) => quantity)).toEqual([2, 36, 4]);
  });

  it('are no quantities where the word is no unit, and a total without unit is no contradiction', async () => {
    const odd = await read(
      [
        ['2件', '1'],
        ['3 for Mr. X', '2'],
        ['4 blobs', '3'],
      ],
      {},
      1,
    );
    expect(odd.kept).toBe(0);
    const fault = await read(
      [
        ['2件', '1'],
        ['3 for Mr. X', '2'],
      ],
      {},
      1,
    );
    expect(fault.values).toEqual([[2, 1]]);
    const text = `${
      file([
        ['2件', '1'],
        ['3件', '2'],
      ])['invoices.csv']
    }\n合计,,,,5,3`;
    await run({ 'invoices.csv': text }, invoices(), async ({ result }) =>
      expect(result.files[0]).toMatchObject({ rowsKept: 2, reasons: { total_row: 1 } }),
    );
  });

  it('know kilograms from grams in a weight', async () => {
    const shipments = {
      s: {
        files: 's.csv',
        table: 'shipments',
        columns: { shipment_id: 'id', customer_id: 'c', shipped_on: 'd', weight: 'w' },
      },
    };
    const text = 'id,c,d,w\nS1,C,2026-01-01,1.5 kg\nS2,C,2026-01-02,250 g\n';
    await run({ 's.csv': text }, shipments, async ({ rows }) =>
      expect(await rows('select weight from canonical.shipments order by shipment_id')).toEqual([
        { weight: 1.5 },
        { weight: 0.25 },
      ]),
    );
  });
});

describe('amounts that tell a refund in words', () => {
  const rows = [
    ['1', '131.77(已退款89.84)'],
    ['1', '12.25'],
    ['1', '¥1,200.00（已全额退款￥1,200.00）'],
  ] as const;

  it('are never read half: both readings are asked for', async () => {
    const asked = await fails(file(rows.slice(0, 2)), invoices());
    expect(asked).toMatchObject({ code: 'ING157', params: { paid: '131.77', left: '41.93' } });
  });

  it('are read as the mapping says', async () => {
    const of = (refunded: string) => read(rows, { net_amount: { from: '无税金额', refunded } });
    expect((await of('subtract')).values.map(([, net]) => net)).toEqual([41.93, 12.25, 0]);
    expect((await of('ignore')).values.map(([, net]) => net)).toEqual([131.77, 12.25, 1200]);
  });
});

it('reads a dash, a slash and 无退款申请 as nothing where an amount is empty', async () => {
  const text =
    'no,c,d,q,paid,back\nA,C,2026-01-01,1,598.00,无退款申请\nB,C,2026-01-02,1,598.00,98.00\nC,C,2026-01-03,1,10,-\n';
  const source = {
    l: {
      files: 'l.csv',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'no',
        customer_id: 'c',
        invoiced_on: 'd',
        quantity: 'q',
        net_amount: { from: 'paid', minus: 'back' },
      },
    },
  };
  await run({ 'l.csv': text }, source, async ({ rows }) =>
    expect(await rows('select net_amount from canonical.invoice_lines order by invoice_id')).toEqual([
      { net_amount: 598 },
      { net_amount: 500 },
      { net_amount: 10 },
    ]),
  );
});
