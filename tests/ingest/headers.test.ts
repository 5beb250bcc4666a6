import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { codes, fails, invoiceHeader, invoices, ledger, run } from './kit.ts';

const lines =
  'select invoice_id, line_no, customer_id, invoiced_on, cast(quantity as varchar) as qty, cast(net_amount as varchar) as net from canonical.invoice_lines order by all';

describe('two rows of headers', () => {
  const upper = ['发票号', '行号', '客户编码', '开票日期', '销售', '', '退货', ''];
  const lower = ['', '', '', '', '数量', '金额', '数量', '金额'];
  const row = (n: number) => [`R${n}`, '1', '001', `2026-01-0${n}`, String(n), `${n}0.50`, '0', '0'];
  const columns = { quantity: '销售 / 数量', net_amount: '销售 金额' };

  it('are joined, with a blank or a slash; merged cells reach to the right; they may be repeated', async () => {
    const text = [['销售明细'], upper, lower, row(1), upper, lower, row(2)]
      .map((cells) => cells.join(','))
      .join('\r\n');
    await run({ 'invoices.csv': text }, invoices({}, columns), async ({ result, rows }) => {
      expect(await rows(lines)).toEqual(
        [1, 2].map((n) => ({
          invoice_id: `R${n}`,
          line_no: '1',
          customer_id: '001',
          invoiced_on: `2026-01-0${n}`,
          qty: `${n}.0000`,
          net: `${n}0.5000`,
        })),
      );
      expect(result.files[0]).toMatchObject({ rowsRead: 4, rowsKept: 2, reasons: { repeated_header: 2 } });
    });
  });

  it('are found in a workbook, and by the lower name alone where it is there once', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'L',
          rows: [
            ['Report'],
            ['Month', 'Account', 'Balance', null],
            [null, null, 'Opening', 'Closing'],
            ['2026-01', '6001', 1, 2.5],
          ],
        },
      ],
    });
    for (const amount of ['Closing', 'Balance Closing'])
      await run({ 'l.xlsx': bytes }, ledger({ files: 'l.xlsx' }, { amount }), async ({ rows }) =>
        expect(await rows('select period, account, amount from canonical.ledger')).toEqual([
          { period: '2026-01-01', account: '6001', amount: 2.5 },
        ]),
      );
  });

  it('are not made of a header and a row: the header that is missing is asked for', async () => {
    const text = 'Month,Account\n2026-01,6001\n2026-02,Amount\n';
    expect((await fails({ 'ledger.csv': text }, ledger())).code).toBe('ING106');
  });

  it('of which the lower says the same again in other words are one', async () => {
    const text = `FBillNo,FSeq,FCust,FDate,FQty,FAmount\n${invoiceHeader}\nR1,1,001,2026-01-05,2,10.00\nR2,1,001,2026-01-06,2,5.00\n`;
    const keys = {
      invoice_id: 'FBillNo',
      line_no: 'FSeq',
      customer_id: 'FCust',
      invoiced_on: 'FDate',
      quantity: 'FQty',
      net_amount: 'FAmount',
    };
    for (const columns of [keys, {}])
      await run({ 'invoices.csv': text }, invoices({}, columns), async ({ result, rows }) => {
        expect(await rows(lines)).toHaveLength(2);
        expect(result.files[0]).toMatchObject({ rowsRead: 2, rowsKept: 2 });
        expect(codes(result)).toEqual([]);
      });
  });
});

describe('files without header', () => {
  const text = '001;R1;2026-01-05;2;10,50\r\n002;R2;2026-01-06;1;7,00\r\n003;R3;2026-01-07;1;1,25\r\n';
  const byLetter = (over: Record<string, unknown> = {}) => ({
    l: {
      files: 'l.csv',
      table: 'invoice_lines',
      header: 'none',
      columns: { invoice_id: 'B', customer_id: 'a', invoiced_on: '3', quantity: 'D', net_amount: 'E' },
      ...over,
    },
  });

  it('are read by letter and by position, no row lost', async () => {
    await run({ 'l.csv': text }, byLetter(), async ({ result, rows }) => {
      expect(await rows(lines)).toEqual([
        {
          invoice_id: 'R1',
          line_no: '1',
          customer_id: '001',
          invoiced_on: '2026-01-05',
          qty: '2.0000',
          net: '10.5000',
        },
        {
          invoice_id: 'R2',
          line_no: '1',
          customer_id: '002',
          invoiced_on: '2026-01-06',
          qty: '1.0000',
          net: '7.0000',
        },
        {
          invoice_id: 'R3',
          line_no: '1',
          customer_id: '003',
          invoiced_on: '2026-01-07',
          qty: '1.0000',
          net: '1.2500',
        },
      ]);
      expect(result.files[0]).toMatchObject({ rowsRead: 3, rowsKept: 3 });
    });
    const bytes = await writeXlsx({ sheets: [{ name: 'x', rows: [['001', 'R1', '2026-01-05', 2, 10.5]] }] });
    await run({ 'l.xlsx': bytes }, byLetter({ files: 'l.xlsx' }), async ({ rows }) =>
      expect(await rows(lines)).toHaveLength(1),
    );
  });

  it('are known, and the question shows what the columns hold, but no value', async () => {
    const { code, params } = await fails(
      { 'l.csv': text },
      byLetter({
        header: undefined,
        columns: { invoice_id: 'No', customer_id: 'Customer', invoiced_on: 'Date', quantity: 'Qty' },
      }),
    );
    expect(code).toBe('ING127');
    expect(params.columns).toEqual([
      { column: 'A', kind: 'number' },
      { column: 'B', kind: 'text' },
      { column: 'C', kind: 'date' },
      { column: 'D', kind: 'number' },
      { column: 'E', kind: 'number' },
    ]);
  });

  it('say so when a letter is beyond their width', async () => {
    const { code, params } = await fails(
      { 'l.csv': text },
      byLetter({ columns: { invoice_id: 'B', customer_id: 'A', invoiced_on: 'C', quantity: 'H' } }),
    );
    expect(code).toBe('ING106');
    expect(params).toMatchObject({ missing: [{ header: 'H' }], candidates: ['A', 'B', 'C', 'D', 'E'] });
  });
});

it('reads a report of which every second column is empty', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'QB',
        rows: [
          [null, null, 'Type', null, 'Date', null, 'Num', null, 'Qty', null, 'Amount'],
          [null, 'ACME', null, null, null, null, null, null, null, null, null],
          [null, null, 'Invoice', null, '2026-01-05', null, '1', null, 2, null, 10.5],
          [null, null, 'Invoice', null, '2026-01-06', null, '2', null, 1, null, 4],
          [null, 'Total ACME', null, null, null, null, null, null, 3, null, 14.5],
          ['TOTAL', null, null, null, null, null, null, null, 3, null, 14.5],
        ],
      },
    ],
  });
  const source = {
    l: {
      files: 'q.xlsx',
      table: 'invoice_lines',
      layout: 'grouped',
      group: 'Customer',
      columns: {
        invoice_id: 'Num',
        customer_id: 'Customer',
        invoiced_on: 'Date',
        quantity: 'Qty',
        net_amount: 'Amount',
      },
    },
  };
  await run({ 'q.xlsx': bytes }, source, async ({ result, rows }) => {
    expect(await rows('select invoice_id, customer_id from canonical.invoice_lines order by 1')).toEqual([
      { invoice_id: '1', customer_id: 'ACME' },
      { invoice_id: '2', customer_id: 'ACME' },
    ]);
    expect(result.files[0]).toMatchObject({
      rowsRead: 5,
      rowsKept: 2,
      reasons: { group_heading: 1, total_row: 2 },
    });
  });
});
