import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { codes, type Files, fails, run, type Sources } from './kit.ts';

/** The rows kept, what became of the others, and what was said. */
const read = (files: Files, sources: Sources, columns: string, maxSetAside = 0.01) =>
  run(
    files,
    sources,
    async ({ result, rows }) => ({
      file: result.files[0]!,
      result,
      codes: codes(result),
      kept: (await rows(`select ${columns} from canonical.invoice_lines order by all`)).map((row) =>
        Object.values(row).join(' '),
      ),
      aside: await rows('select row_number, reason_code, value from ingest.quarantine order by row_number'),
    }),
    maxSetAside,
  );

describe('document: the header cells stand on the first line only', () => {
  // The shape of the sales list of a Chinese stock program; the amount of the document stands next to that of the line.
  const header = '单据编号,单据日期,客户编码,业务员,单据金额,商品编码,数量,金额';
  const list = (over: Record<string, unknown> = {}, columns: Record<string, unknown> = {}): Sources => ({
    sales: {
      files: 'sales.csv',
      table: 'invoice_lines',
      ...over,
      columns: {
        invoice_id: '单据编号',
        invoiced_on: '单据日期',
        customer_id: '客户编码',
        salesperson: '业务员',
        product_id: '商品编码',
        quantity: '数量',
        net_amount: '金额',
        ...columns,
      },
    },
  });
  const file = (...rows: string[]): Files => ({ 'sales.csv': [header, ...rows].join('\n') });
  const columns = 'invoice_id, line_no, customer_id, product_id, net_amount';

  it('is found where the rows prove it, totals of documents and all, and is said', async () => {
    const text = file(
      'B1,2026-08-01,001,甲,0.30,P1,1,0.10',
      ',,,,,P2,1,0.20',
      ',,,,,合计:,,0.30',
      'B2,2026-08-02,002,,5.00,P1,1,5.00',
      ',,,,,Total care,1,1.00',
      ',,,,,,,',
      ',,,,,合计:,,6.00',
      ',,,,,总计,,6.30',
    );
    const found = await read(text, list({ layout: 'document' }), columns);
    expect(found.kept).toEqual([
      'B1 1 001 P1 0.1',
      'B1 2 001 P2 0.2',
      'B2 1 002 P1 5',
      'B2 2 002 Total care 1',
    ]);
    expect(found.file).toMatchObject({ rowsRead: 8, rowsKept: 4, reasons: { total_row: 3, empty_row: 1 } });
    expect(found.file.ownTotals).toEqual([{ column: '金额', stated: '6.30', kept: '6.30', agrees: true }]);
    expect(found.codes).toEqual([]);
    // Without a word it is the same, but for a line that could be either.
    expect((await fails(text, list())).code).toBe('ING113');
    const plain = file(
      'B1,2026-08-01,001,甲,0.30,P1,1,0.10',
      ',,,,,P2,1,0.20',
      ',,,,,合计:,,0.30',
      'B2,2026-08-02,002,,5.00,P1,1,5.00',
    );
    const proven = await read(plain, list(), columns);
    expect(proven.kept).toEqual(['B1 1 001 P1 0.1', 'B1 2 001 P2 0.2', 'B2 1 002 P1 5']);
    expect(proven.codes).toEqual(['ING114']);
    expect(proven.file.ownTotals).toMatchObject([{ agrees: true }]);
  });

  it('asks where rows without a number could be sums without a word', async () => {
    const text = file('B1,2026-08-01,001,甲,0.30,P1,1,0.10', ',,,,,,,0.10');
    const { code, params } = await fails(text, list());
    expect(code).toBe('ING113');
    expect(params).toMatchObject({ header: '单据编号', rows: 1, row: 2 });
    const flat = await read(text, list({ layout: 'flat' }), columns, 1);
    expect(flat.kept).toEqual(['B1 1 001 P1 0.1']);
    expect(flat.file.reasons).toEqual({ missing_value: 1 });
  });

  it('carries nothing from one document into the next, nor from a first line that is broken', async () => {
    const text = file(
      ',,,,,P0,1,9.00',
      'B1,2026-08-01,001,甲,1.00,P1,1,1.00',
      ',,,,,P2,1,2.00',
      'B2,2026-08-02,,,1.00,P1,1,3.00',
      ',,,,,P2,1,4.00',
      'B3,2026-08-03,003,broken,1.00,P1,1',
      ',,,,,P2,1,5.00',
      'B4,2026-08-04,004,乙,1.00,P1,1,6.00',
      ',,005,,,P2,1,7.00',
      ',,004,丙,,P2,1,8.00',
    );
    const found = await read(text, list({ layout: 'document' }), `${columns}, salesperson`, 1);
    expect(found.kept).toEqual([
      'B1 1 001 P1 1 甲',
      'B1 2 001 P2 2 甲',
      'B4 1 004 P1 6 乙',
      'B4 2 004 P2 8 丙',
    ]);
    expect(found.aside.map(({ reason_code, row_number }) => [row_number, reason_code])).toEqual([
      [1, 'missing_value'],
      [4, 'missing_value'],
      [5, 'missing_value'],
      [6, 'too_few_cells'],
      [7, 'missing_value'],
      [9, 'missing_value'],
    ]);
  });

  it('selects by cells that were carried down, and never carries an amount or a product', async () => {
    const text = {
      'sales.csv': [
        `${header},状态`,
        'B1,2026-08-01,001,甲,1.00,P1,1,1.00,已审核',
        ',,,,,P2,1,2.00,',
        ',,,,,P3,1,,',
        'B2,2026-08-01,001,甲,1.00,P1,1,1.00,草稿',
        ',,,,,P2,1,2.00,',
      ].join('\n'),
    };
    const sources = list({ layout: 'document', where: { column: '状态', is: '已审核' } });
    const found = await read(text, sources, columns);
    expect(found.kept).toEqual(['B1 1 001 P1 1', 'B1 2 001 P2 2', 'B1 3 001 P3 ']);
    expect(found.file.reasons).toEqual({ not_selected: 2 });
  });

  it('gives what the same rows written out in full give', async () => {
    const documents = fc.array(
      fc.array(fc.record({ product: fc.nat({ max: 99 }), cents: fc.integer({ min: -5000, max: 5000 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(documents, async (all) => {
        const rows = (first: boolean): string[] =>
          all.flatMap((lines, n) =>
            lines.map(({ product, cents }, line) => {
              const head = line === 0 || !first ? `B${n},2026-08-0${n + 1},00${n},,` : ',,,,';
              return `${head},P${product},1,${(cents / 100).toFixed(2)}`;
            }),
          );
        const full = await read(file(...rows(false)), list({ layout: 'flat' }), columns);
        const short = await read(file(...rows(true)), list({ layout: 'document' }), columns);
        expect(short.kept).toEqual(full.kept);
        expect(short.file.rowsKept).toBe(all.flat().length);
      }),
      { numRuns: 5, seed: 20260705 },
    );
  });
});

describe('grouped: a heading for each customer', () => {
  const sources = (over: Record<string, unknown> = {}): Sources => ({
    sales: {
      files: 'sales.csv',
      table: 'invoice_lines',
      layout: 'grouped',
      group: 'Customer',
      dates: 'MM/DD/YYYY',
      columns: {
        invoice_id: 'Num',
        customer_id: 'Customer',
        invoiced_on: 'Date',
        product_id: 'Product/Service',
        quantity: 'Qty',
        net_amount: 'Amount',
      },
      ...over,
    },
  });
  const report = (...rows: string[]): Files => ({
    'sales.csv': [
      'Whale Ltd,,,,,,',
      'Sales by Customer Detail,,,,,,',
      'All Dates,,,,,,',
      '',
      ',Date,Transaction Type,Num,Product/Service,Qty,Amount',
      ...rows,
    ].join('\n'),
  });
  const columns = 'customer_id, invoice_id, line_no, net_amount';

  it('takes the customer from the heading, the innermost one, and holds every total', async () => {
    const found = await read(
      report(
        'Total Wine,,,,,,',
        ',01/05/2026,Invoice,1001,Chart,1,"$1,000.00"',
        ',01/05/2026,Invoice,1001,Chart,1,100.00',
        'Branch,,,,,,',
        ',01/06/2026,Invoice,1002,Chart,1,50.00',
        'Total for Branch,,,,,1,50.00',
        ',01/07/2026,Credit Memo,1003,Chart,-1,(20.00)',
        'Total for Total Wine,,,,,2,"1,130.00"',
        'Acme,,,,,,',
        ',01/08/2026,Invoice,1004,Chart,1,7.00',
        'Total for Acme,,,,,1,7.00',
        'TOTAL,,,,,3,"1,137.00"',
        '',
        '"Thursday, Jan 15, 2026 01:00 PM - Accrual Basis"',
      ),
      sources(),
      columns,
    );
    expect(found.kept).toEqual([
      'Acme 1004 1 7',
      'Branch 1002 1 50',
      'Total Wine 1001 1 1000',
      'Total Wine 1001 2 100',
      'Total Wine 1003 1 -20',
    ]);
    expect(found.file).toMatchObject({
      rowsRead: 14,
      rowsKept: 5,
      reasons: { group_heading: 4, total_row: 4, empty_row: 1 },
    });
    expect(found.codes).toEqual([]);
  });

  it('says which group does not add up', async () => {
    const found = await read(
      report(
        'A,,,,,,',
        ',01/05/2026,Invoice,1,Chart,1,10.00',
        'Total for A,,,,,1,10.00',
        'B,,,,,,',
        ',01/05/2026,Invoice,2,Chart,1,10.00',
        'Total for B,,,,,1,20.00',
      ),
      sources(),
      columns,
    );
    // 20.00 is what both groups come to together: it must not pass for the total of the second.
    expect(found.result.findings.map(({ code, params }) => [code, params.row, params.kept])).toEqual([
      ['ING121', 6, '10.00'],
    ]);
  });

  it('reads a workbook with every second column empty', async () => {
    const row = (...cells: unknown[]) => cells.flatMap((cell) => [null, cell]);
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Sheet1',
          rows: [
            row(null, 'Type', 'Date', 'Num', 'Item', 'Qty', 'Amount'),
            [null, 'ACME:Job 1'],
            row(null, 'Invoice', new Date('2026-01-05T00:00:00Z'), 7, 'Chart', 2, 30.5),
            row('Total ACME:Job 1', null, null, null, null, 2, 30.5),
            ['TOTAL', ...row(null, null, null, null, null, 2, 30.5)],
          ] as (string | number | Date | null)[][],
        },
      ],
    });
    const found = await read(
      { 'sales.xlsx': bytes },
      sources({
        files: 'sales.xlsx',
        dates: undefined,
        columns: {
          invoice_id: 'Num',
          customer_id: 'Customer',
          invoiced_on: 'Date',
          quantity: 'Qty',
          net_amount: 'Amount',
        },
      }),
      columns,
    );
    expect(found.kept).toEqual(['ACME:Job 1 7 1 30.5']);
    expect(found.file).toMatchObject({ rowsKept: 1, reasons: { group_heading: 1, total_row: 2 } });
    expect(found.file.ownTotals.every(({ agrees }) => agrees)).toBe(true);
  });

  it('knows headings by their totals where the customer stands in the rows too', async () => {
    const text = report(
      'A,,,,,,',
      'A,01/05/2026,Invoice,1,Chart,1,10.00',
      'A 小计,,,,,1,10.00',
      'B,,,,,,',
      'B,01/05/2026,Invoice,2,Chart,1,20.00',
      'Total for B,,,,,1,20.00',
    )['sales.csv'] as string;
    const flat = sources({ layout: undefined, group: undefined });
    const found = await read({ 'sales.csv': text.replace('\n,Date', '\nCustomer,Date') }, flat, columns);
    expect(found.kept).toEqual(['A 1 1 10', 'B 2 1 20']);
    expect(found.file.reasons).toEqual({ group_heading: 2, total_row: 2 });
  });
});

describe('sap_list: boxes of bars and dashes', () => {
  const dashes = '-'.repeat(57);
  const head = '|DocumentNo|Item|Customer|Doc. Date |Qty|Text  |    Amount|';
  const title = '01.02.2026     Dynamic List Display      1';
  const list = (...rows: string[]): string => [title, '', dashes, head, dashes, ...rows, dashes].join('\r\n');
  const sources = (over: Record<string, unknown> = {}): Sources => ({
    sap: {
      files: 'sap.txt',
      table: 'invoice_lines',
      dates: 'DD.MM.YYYY',
      columns: {
        invoice_id: 'DocumentNo',
        line_no: 'Item',
        customer_id: 'Customer',
        invoiced_on: 'Doc. Date',
        quantity: 'Qty',
        net_amount: 'Amount',
        salesperson: 'Text',
      },
      ...over,
    },
  });
  const columns = 'invoice_id, line_no, customer_id, net_amount, salesperson';
  const row = (id: number, text: string, amount: string): string =>
    `|${String(id).padEnd(10)}|10  |K1      |05.01.2026|  1|${text}|${amount.padStart(10)}|`;

  it('splits by place, joins what a line break has cut, and counts page heads and subtotals', async () => {
    const text = list(
      row(1, 'a|b   ', '1.234,50'),
      row(2, 'plain ', '100,00-'),
      '|3         |10  |K1      |05.01.2026|  1|ab',
      'cd |     10,00|',
      dashes,
      title.replace(/1$/, '2'),
      dashes,
      head,
      dashes,
      row(4, '汉字  ', '1,00'),
      row(5, '||||||', '2,00'),
      '|*         |    |        |          |  4|      |  1.147,50|',
    );
    const found = await read({ 'sap.txt': text }, sources(), columns);
    expect(found.kept).toEqual([
      '1 10 K1 1234.5 a|b',
      '2 10 K1 -100 plain',
      '3 10 K1 10 ab cd',
      '4 10 K1 1 汉字',
      '5 10 K1 2 ||||||',
    ]);
    expect(found.file).toMatchObject({
      rowsRead: 8,
      rowsKept: 5,
      reasons: { repeated_header: 2, total_row: 1 },
    });
    expect(found.file.ownTotals).toContainEqual({
      column: 'Amount',
      stated: '1147.50',
      kept: '1147.50',
      agrees: true,
    });
  });

  it('counts a Chinese character as the two places it takes on a screen', async () => {
    const text = list(row(1, '汉|字 ', '1,50'), row(2, 'plain ', '2,50'));
    for (const encoding of ['gb18030', 'utf-16le']) {
      const bytes = iconv.encode(text, encoding);
      const found = await read({ 'sap.txt': bytes }, sources(), columns);
      expect(found.kept).toEqual(['1 10 K1 1.5 汉|字', '2 10 K1 2.5 plain']);
    }
  });

  it('sets aside what fits no box, with its text', async () => {
    const text = list(
      row(1, 'plain ', '1,50'),
      'a remark that nobody expects',
      row(2, 'a|b|longer than its column', '1,50'),
      '|3         |10  |K1',
      row(4, 'plain ', '2,50'),
      'the end',
    );
    const found = await read({ 'sap.txt': text }, sources(), columns, 1);
    expect(found.kept).toEqual(['1 10 K1 1.5 plain', '4 10 K1 2.5 plain']);
    expect(found.aside.map(({ reason_code, row_number }) => [row_number, reason_code])).toEqual([
      [2, 'too_few_cells'],
      [3, 'too_many_cells'],
      [4, 'too_few_cells'],
      [6, 'too_few_cells'],
    ]);
    expect(found.file.rowsRead).toBe(6);
  });

  it('closes its books whatever is cut out of the list', async () => {
    const whole = list(
      ...Array.from({ length: 12 }, (_, n) => row(n, n % 3 === 0 ? 'a|b   ' : 'plain ', `${n},50`)),
      dashes,
      title,
      dashes,
      head,
      dashes,
      row(20, 'plain ', '1,00'),
    );
    const from = whole.indexOf(row(0, 'a|b   ', '0,50'));
    const accident = fc.tuple(
      fc.nat({ max: whole.length - from }),
      fc.nat({ max: 40 }),
      fc.constantFrom('', '|', '\n', '\r\n', '"', '\0', '汉'),
    );
    await fc.assert(
      fc.asyncProperty(accident, async ([at, length, put]) => {
        const text = whole.slice(0, from + at) + put + whole.slice(from + at + length);
        const { file, codes: said } = await read(
          { 'sap.txt': text },
          sources({ decimal: 'comma' }),
          columns,
          1,
        );
        const aside = Object.values(file.reasons).reduce((sum, n) => sum + n, 0);
        expect(file.rowsRead).toBe(file.rowsKept + aside);
        expect(said).not.toContain('ING120');
      }),
      { numRuns: 15, seed: 20260706 },
    );
  });
});
