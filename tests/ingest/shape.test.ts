import { describe, expect, it } from 'vitest';
import {
  codes,
  type Files,
  fails,
  invoiceHeader,
  invoices,
  ledger,
  ledgerFile,
  run,
  type Sources,
} from './kit.ts';

const account = async (files: Files, sources: Sources) =>
  run(files, sources, async ({ result, rows }) => ({
    file: result.files[0]!,
    codes: codes(result),
    rows: await rows('select invoice_id, line_no, quantity, net_amount from canonical.invoice_lines'),
    aside: await rows(
      'select row_number, field, value, reason_code, record::varchar as record from ingest.quarantine',
    ),
  }));
const line = (n: number, amount = '10.00'): string => `R${n},1,001,2026-01-0${n},2,${amount}`;

describe('header and delimiter', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j from the header row', async (delimiter) => {
    await run({ 'ledger.csv': ledgerFile(['10.5'], delimiter) }, ledger(), async ({ rows }) =>
      expect(await rows('select account, amount from canonical.ledger')).toEqual([
        { account: '6001', amount: 10.5 },
      ]),
    );
  });

  it('finds the header below titles, whatever its width, blanks and marks', async () => {
    const header = ' *发票号 ,行号\u3000,客户编码（必填）,开票日期,数量,\u00a0无税金额';
    const text = ['公司,,,,,', '"销售,明细"', 'sep=,', header, line(1), ''].join('\r\n');
    const read = await account({ 'invoices.csv': text }, invoices());
    expect(read.rows).toHaveLength(1);
    expect(read.file).toMatchObject({ rowsRead: 1, rowsKept: 1 });
  });

  it('says which headers are missing, the nearest there is, and what the best row has', async () => {
    const text = `Titel\n${invoiceHeader.replace('无税金额', '无税金額')}\n${line(1)}`;
    const { code, params } = await fails({ 'invoices.csv': text }, invoices());
    expect(code).toBe('ING106');
    expect(params.missing).toEqual([{ header: '无税金额', nearest: '无税金額' }]);
    expect(params.candidates).toContain('客户编码');
  });

  it('gives repeated headers a number, by which each can be named', async () => {
    const text = 'Month,Account,Amount,Amount\n2026-01,1,10,20\n';
    for (const [header, amount] of [
      ['Amount_1', 10],
      ['Amount_2', 20],
    ] as const)
      await run({ 'ledger.csv': text }, ledger({}, { amount: header }), async ({ rows }) =>
        expect(await rows('select amount from canonical.ledger')).toEqual([{ amount }]),
      );
  });
});

describe('rows that are not data', () => {
  it('sets aside totals, repeated headers and empty rows, and counts none of them as bad', async () => {
    const text = [
      invoiceHeader,
      line(1),
      '',
      '人民币小计,,,,2,10.00',
      invoiceHeader,
      line(2, '5.50'),
      '合  计：,,,,4,15.50',
      ',,,,,',
    ].join('\n');
    const read = await account({ 'invoices.csv': text }, invoices());
    expect(read.codes).toEqual([]);
    expect(read.file).toMatchObject({
      rowsRead: 7,
      rowsKept: 2,
      rowsSetAside: 5,
      reasons: { total_row: 2, repeated_header: 1, empty_row: 2 },
    });
    expect(read.file.ownTotals).toEqual([
      { column: '无税金额', stated: '15.50', kept: '15.50', agrees: true },
      { column: '数量', stated: '4.00', kept: '4.00', agrees: true },
    ]);
  });

  it('finds the word for total in any cell, and short total rows', async () => {
    for (const total of [
      ',,合计:,,4,20.00',
      'Total for R1,,,,4,20.00',
      ',,,Grand Total,4,20.00',
      '总计,,,,4',
    ]) {
      const read = await account(
        { 'invoices.csv': [invoiceHeader, line(1), line(2), total].join('\n') },
        invoices(),
      );
      expect(read.file.reasons, total).toEqual({ total_row: 1 });
      expect(
        read.file.ownTotals.every(({ agrees }) => agrees),
        total,
      ).toBe(true);
    }
  });

  it('does not take a customer called Total for a total', async () => {
    const text = 'Nr,Name\nTotalEnergies,TotalEnergies SE\n17,Total Wine\nTotal Wine,Total Wine\n合计,\n';
    const source = {
      c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } },
    };
    await run({ 'c.csv': text }, source, async ({ result, rows }) => {
      expect(await rows('select customer_id from canonical.customers')).toHaveLength(3);
      expect(result.files[0]!.reasons).toEqual({ total_row: 1 });
    });
  });

  it('an empty cell of a total row states nothing, whatever `empty` means elsewhere', async () => {
    const text = `${invoiceHeader}\n${line(1)}\nR2,1,001,2026-01-02,,5.00\n合计,,,,,15.00\n`;
    const read = await account(
      { 'invoices.csv': text },
      invoices({}, { quantity: { from: '数量', empty: 1 } }),
    );
    expect(read.codes).toEqual([]);
    expect(read.rows.map(({ quantity }) => quantity)).toEqual([2, 1]);
  });

  it('fails when the file does not add up to its own total', async () => {
    await run(
      { 'invoices.csv': [invoiceHeader, line(1), line(2), '合计,,,,4,30.00'].join('\n') },
      invoices(),
      async ({ result }) => {
        const [finding] = result.findings;
        expect(finding).toMatchObject({
          code: 'ING121',
          severity: 'failure',
          params: { header: '无税金额', stated: '30.00', kept: '20.00', row: 3 },
        });
        expect(result.files[0]!.ownTotals[0]).toMatchObject({
          stated: '30.00',
          kept: '20.00',
          agrees: false,
        });
      },
    );
  });

  it('counts what `where` leaves out as not selected, in the total but in no quarantine', async () => {
    const text = [
      `${invoiceHeader},类型`,
      `${line(1)},销售`,
      `${line(2)},其他`,
      `${line(3)},`,
      '合计,,,,6,30.00,',
    ].join('\n');
    const source = invoices({ where: { column: '类型', is: ['销售'] } });
    const read = await account({ 'invoices.csv': text }, source);
    expect(read.file.reasons).toEqual({ not_selected: 2, total_row: 1 });
    expect(read.file.ownTotals.every(({ agrees }) => agrees)).toBe(true);
    expect(read.aside.map((row) => row.reason_code)).toEqual(['total_row']);
    const kept = async (where: unknown) =>
      (await account({ 'invoices.csv': text }, invoices({ where }))).rows.map((row) => row.invoice_id);
    expect(await kept({ column: '类型', is_not: '销售' })).toEqual(['R2', 'R3']);
    expect(await kept({ column: '类型', filled: false })).toEqual(['R3']);
    expect(
      await kept([
        { column: '类型', filled: true },
        { column: '类型', is_not: '其他' },
      ]),
    ).toEqual(['R1']);
    expect(await kept({ column: '数量', is: 2 })).toEqual(['R1', 'R2', 'R3']);
  });
});

describe('rows of a wrong shape', () => {
  it('gives cells that are too many back to the column whose texts are not quoted', async () => {
    const text = [
      `${invoiceHeader.replace('客户编码', '地址,客户编码')},`,
      'R1,1,Rua do Paço, 67,001,2026-01-01,2,10.00',
      'R2,1,"Straße 4, hinten",001,2026-01-02,2,10.00,',
      'R3,1,a,b, c,001,2026-01-03,2,10.00,',
      'R4,1,a,001,2026-01-04',
    ].join('\n');
    const read = await account({ 'invoices.csv': text }, invoices({ unquoted: '地址' }));
    expect(read.rows.map(({ invoice_id, net_amount }) => [invoice_id, net_amount])).toEqual([
      ['R1', 10],
      ['R2', 10],
      ['R3', 10],
    ]);
    expect(read.file.reasons).toEqual({ too_few_cells: 1 });
    const without = await account({ 'invoices.csv': text }, invoices());
    expect(without.file.reasons).toEqual({ too_few_cells: 1, too_many_cells: 2 });
    const { code } = await fails({ 'invoices.csv': text }, invoices({ unquoted: 'Adresse' }));
    expect(code).toBe('ING106');
  });

  it('are set aside one by one with their text; the others are read', async () => {
    const text = [
      invoiceHeader,
      line(1),
      'R2,1,001,2026-01-02,2',
      'R3,1,001,2026-01-03,2,1,234.50',
      `${line(4)},,`,
      'R5,1,"001,2026-01-05,2,10.00',
      'R6,1,"a" b,2026-01-06,2,10.00',
      'R7,"1",5" 管,2026-01-07,2,10.00',
      '',
    ].join('\n');
    const read = await account({ 'invoices.csv': text }, invoices());
    expect(read.rows.map((row) => row.invoice_id)).toEqual(['R1', 'R4', 'R7']);
    expect(read.file.reasons).toEqual({ too_few_cells: 1, too_many_cells: 1, broken_quote: 2 });
    expect(read.aside.map((row) => [row.row_number, row.reason_code])).toEqual([
      [2, 'too_few_cells'],
      [3, 'too_many_cells'],
      [5, 'broken_quote'],
      [6, 'broken_quote'],
    ]);
    expect(JSON.parse(String(read.aside[1]!.record))).toEqual({ _line: 'R3,1,001,2026-01-03,2,1,234.50' });
    expect(read.codes).toEqual(['ING122']);
  });

  it.each(['\n', '\r\n', '\r'])('reads line ends %j, and breaks inside quoted cells', async (end) => {
    const text = ['Nr,Name', `1,"two${end}lines, ""quoted"""`, '2,b', '3,c'].join(end) + end;
    const source = {
      c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } },
    };
    await run({ 'c.csv': text }, source, async ({ result, rows }) => {
      expect(result.files[0]).toMatchObject({ rowsRead: 3, rowsKept: 3 });
      expect((await rows('select name from canonical.customers order by 1'))[2]).toEqual({
        name: `two${end}lines, "quoted"`,
      });
    });
  });

  it('reads mixed line ends, NUL bytes, a last row without an end, one column', async () => {
    const text = `${invoiceHeader}\r\n${line(1)}\n${line(2)}\r\nR3,1,0\u000001,2026-01-03,2,10.00`;
    const read = await account({ 'invoices.csv': text }, invoices());
    expect(read.file).toMatchObject({ rowsRead: 3, rowsKept: 3 });
    const only = { p: { files: 'p.csv', table: 'products', columns: { product_id: 'Code' } } };
    await run({ 'p.csv': 'Code\nA\n\nB' }, only, async ({ result, rows }) => {
      expect(await rows('select product_id from canonical.products')).toEqual([
        { product_id: 'A' },
        { product_id: 'B' },
      ]);
      expect(result.files[0]!.reasons).toEqual({ empty_row: 1 });
    });
  });

  it('warns of exactly as many rows as a spreadsheet can hold, and of a file without rows', async () => {
    const rows = Array.from({ length: 65_536 }, () => '2026-01;6001;1').join('\n');
    await run({ 'ledger.csv': `Month;Account;Amount\n${rows}` }, ledger(), async ({ result }) =>
      expect(codes(result)).toEqual(['ING125']),
    );
    await run({ 'ledger.csv': 'Month;Account;Amount\n' }, ledger(), async ({ result }) =>
      expect(codes(result)).toEqual(['ING126']),
    );
  });
});
