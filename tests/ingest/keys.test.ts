import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { canonicalTables } from '../../src/contracts/canonical.ts';
import { sqlTypes, type TableContract } from '../../src/contracts/contract.ts';
import { writeQuarantine } from '../../src/ingest/ingest.ts';
import { codes, invoiceHeader, invoices, run } from './kit.ts';

const line = (invoice: string, no: number, amount: string): string =>
  `${invoice},${no},001,2026-01-01,1,${amount}`;
const kept = 'select invoice_id, line_no, net_amount from canonical.invoice_lines';

describe('rows that share a key', () => {
  it('the later file of the list wins, then the later row; equal ones are duplicates', async () => {
    const files = {
      'b-first.csv': [
        invoiceHeader,
        line('R1', 1, '10.0'),
        line('R2', 1, '20.0'),
        line('R3', 1, '30.0'),
        line('R3', 1, '31.5'),
      ].join('\n'),
      'a-second.csv': [invoiceHeader, line('R1', 1, '11.0'), line('R2', 1, '20.0')].join('\n'),
    };
    await run(files, invoices({ files: ['b-first.csv', 'a-second.csv'] }), async ({ result, rows }) => {
      expect(await rows(kept)).toEqual([
        { invoice_id: 'R1', line_no: '1', net_amount: 11 },
        { invoice_id: 'R2', line_no: '1', net_amount: 20 },
        { invoice_id: 'R3', line_no: '1', net_amount: 31.5 },
      ]);
      expect(result.files.map((file) => [file.file, file.rowsRead, file.rowsKept, file.reasons])).toEqual([
        ['b-first.csv', 4, 1, { duplicate: 1, key_twice: 1, superseded: 1 }],
        ['a-second.csv', 2, 2, {}],
      ]);
      expect(codes(result)).toEqual(['ING122']);
      expect(
        await rows('select file, row_number, reason_code from ingest.quarantine order by row_number'),
      ).toEqual([
        { file: 'b-first.csv', row_number: 1, reason_code: 'superseded' },
        { file: 'b-first.csv', row_number: 2, reason_code: 'duplicate' },
        { file: 'b-first.csv', row_number: 3, reason_code: 'key_twice' },
      ]);
    });
  });

  it('are found among numbers of any number and kind, and no others', async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => String(n + 1));
    const numbers: Record<string, string[]> = {
      // More lines than a mark of 64 bits holds, and two that fall on one bit.
      LONG: hundred,
      FAR: ['1', '65', '129'],
      TWICE: [...hundred, '65'],
      PADDED: ['1', '01', '001'],
      NAMED: ['a', 'b', 'b', 'c'],
      STEPS: ['10', '20', '30', '650'],
    };
    const lines = Object.entries(numbers).flatMap(([invoice, own]) =>
      own.map((no, index) => `${invoice},${no},001,2026-01-01,1,${index}`),
    );
    await run(
      { 'invoices.csv': [invoiceHeader, ...lines].join('\n') },
      invoices(),
      async ({ result, rows }) => {
        expect(result.files[0]!.reasons).toEqual({ key_twice: 2 });
        expect(
          await rows(
            "select record->>'发票号' as invoice, record->>'行号' as no from ingest.quarantine order by all",
          ),
        ).toEqual([
          { invoice: 'NAMED', no: 'b' },
          { invoice: 'TWICE', no: '65' },
        ]);
        expect(await rows('select count(*) as n from canonical.invoice_lines')).toEqual([
          { n: lines.length - 2 },
        ]);
      },
    );
  });

  it('in one file are told with the key that does not tell them apart, except in a register', async () => {
    const plain = Array.from({ length: 200 }, (_, n) => line(`P${n}`, 1, '5.0'));
    const lines = [invoiceHeader, line('R3', 1, '30.0'), line('R3', 1, '31.5'), ...plain].join('\n');
    const sources = {
      ...invoices(),
      customers: {
        files: 'customers.csv',
        table: 'customers',
        columns: { customer_id: 'id', name: 'name' },
      },
    };
    const files = {
      'invoices.csv': lines,
      'customers.csv': 'id,name\n001,Old name\n001,New name\n002,Other',
    };
    await run(files, sources, async ({ result, rows }) => {
      expect(result.findings.map(({ code, severity }) => [code, severity])).toEqual([['ING123', 'warning']]);
      const [told] = result.findings;
      expect(told!.text('en')).toContain(
        'row 1, invoice_id, line_no: another row of the file has the same, and says something else',
      );
      expect(told!.repair?.('en')).toContain('or no `line_no`');
      expect(told!.text('zh-CN')).toContain('与同一文件中另一行相同，但内容不同');
      expect(told!.repair?.('zh-CN')).toContain('不要映射 `line_no`');
      expect(await rows("select name from canonical.customers where customer_id = '001'")).toEqual([
        { name: 'New name' },
      ]);
    });
  });

  it('keeps the rebates of a month that currency or agreement tell apart', async () => {
    const rebates = {
      files: 'rebates.csv',
      table: 'rebates',
      columns: { customer_id: 'c', period: 'm', amount: 'a', currency: 'w', agreement: 'g' },
    };
    const files = {
      'invoices.csv': [invoiceHeader, line('R1', 1, '10.0')].join('\n'),
      'rebates.csv': [
        'c,m,a,w,g',
        '001,2026-01,100,CNY,volume',
        '001,2026-01,50,CNY,marketing',
        '001,2026-01,10,USD,volume',
        '001,2026-01,7,,',
        '001,2026-01,7,,',
      ].join('\n'),
    };
    await run(files, { ...invoices(), rebates }, async ({ result, rows }) => {
      expect(await rows('select sum(amount) as sum, count(*) as n from canonical.rebates')).toEqual([
        { sum: 167, n: 4 },
      ]);
      expect(result.files.find(({ source }) => source === 'rebates')!.reasons).toEqual({ duplicate: 1 });
    });
  });

  it('a glob is read in name order', async () => {
    const files = {
      'x/2026-01.csv': [invoiceHeader, line('R1', 1, '1.5')].join('\n'),
      'x/2026-02.csv': [invoiceHeader, line('R1', 1, '2.5')].join('\n'),
      'x/.2026-03.csv': [invoiceHeader, line('R1', 1, '3.5')].join('\n'),
    };
    await run(files, invoices({ files: 'x/*.csv' }), async ({ result, rows }) => {
      expect(result.files.map((file) => file.file)).toEqual(['x/2026-01.csv', 'x/2026-02.csv']);
      expect(await rows(kept)).toEqual([{ invoice_id: 'R1', line_no: '1', net_amount: 2.5 }]);
    });
  });

  it('counts lines that have no number; a document exported again is replaced as a whole', async () => {
    const { line_no: _, ...columns } = (invoices().invoices as { columns: Record<string, unknown> }).columns;
    const source = { invoices: { files: ['1.csv', '2.csv'], table: 'invoice_lines', columns } };
    const files = {
      '1.csv': [
        invoiceHeader,
        line('R1', 0, '1.5'),
        line('R2', 0, '2.5'),
        line('R1', 0, '1.5'),
        line('R1', 0, '9.5'),
      ].join('\n'),
      '2.csv': [invoiceHeader, line('R1', 0, '1.5'), line('R1', 0, '4.5')].join('\n'),
    };
    await run(files, source, async ({ result, rows }) => {
      expect(await rows(kept)).toEqual([
        { invoice_id: 'R1', line_no: '1', net_amount: 1.5 },
        { invoice_id: 'R1', line_no: '2', net_amount: 4.5 },
        { invoice_id: 'R2', line_no: '1', net_amount: 2.5 },
      ]);
      expect(result.files[0]!.reasons).toEqual({ duplicate: 1, superseded: 2 });
    });
  });

  it('two sources may share a file without replacing one another', async () => {
    const { line_no: _, ...columns } = (invoices().invoices as { columns: Record<string, unknown> }).columns;
    const files = { '1.csv': [invoiceHeader, line('R1', 0, '1.5'), line('R1', 0, '8.5')].join('\n') };
    const part = (where: unknown) => ({ files: '1.csv', table: 'invoice_lines', columns, where });
    const sources = {
      a: part({ column: '无税金额', is: '1.5' }),
      b: part({ column: '无税金额', is_not: '1.5' }),
    };
    await run(files, sources, async ({ rows }) =>
      expect(await rows(kept)).toEqual([
        { invoice_id: 'R1', line_no: '1', net_amount: 1.5 },
        { invoice_id: 'R1', line_no: '2', net_amount: 8.5 },
      ]),
    );
  });
});

describe('the warehouse afterwards', () => {
  it('has every canonical table, typed by its contract, also where no source feeds it', async () => {
    await run(
      { 'invoices.csv': [invoiceHeader, line('R1', 1, '1.5')].join('\n') },
      invoices(),
      async ({ result, rows }) => {
        const found = await rows(
          "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'canonical' order by table_name, column_index",
        );
        const expected = Object.values(canonicalTables as Record<string, TableContract>)
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .flatMap((table) =>
            Object.entries(table.columns).map(([name, column]) => [table.name, name, sqlTypes[column.type]]),
          );
        expect(found.map((row) => [row.table_name, row.column_name, row.data_type])).toEqual(expected);
        expect(result.tables.find((table) => table.table === 'invoice_lines')).toMatchObject({
          present: true,
          rows: 1,
        });
        expect(result.tables.find((table) => table.table === 'invoice_lines')!.missingColumns).toContain(
          'list_price',
        );
        expect(result.tables.find((table) => table.table === 'ledger')).toMatchObject({
          present: false,
          rows: 0,
        });
        expect(await rows('select source, file, rows_read, rows_kept from ingest.files')).toEqual([
          { source: 'invoices', file: 'invoices.csv', rows_read: 1, rows_kept: 1 },
        ]);
        expect(await rows("select row_count from ingest.tables where table_name = 'invoice_lines'")).toEqual([
          { row_count: 1 },
        ]);
        expect(await rows('select table_name from duckdb_tables() where temporary')).toEqual([]);
      },
    );
  });
});

describe('customers that the list does not have', () => {
  const both = (listed: readonly string[], named: readonly string[], columns: Record<string, unknown> = {}) =>
    run(
      {
        'c.csv': ['Nr;Name', ...listed.map((id) => `${id};x`)].join('\n'),
        'invoices.csv': [invoiceHeader, ...named.map((id, n) => `R${n},1,${id},2026-01-01,1,5.5`)].join('\n'),
      },
      {
        c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } },
        ...invoices({}, columns),
      },
      async ({ result, rows }) => ({
        findings: result.findings.map(({ code, severity, params }) => ({ code, severity, params })),
        rows: (await rows(kept)).length,
      }),
    );

  it('are counted and named, and no row is dropped', async () => {
    const { findings, rows } = await both(['001', '002'], ['001', '777', '888', '888']);
    expect(rows).toBe(4);
    expect(findings).toMatchObject([
      {
        code: 'ING124',
        severity: 'warning',
        params: { rows: 3, customers: 2, ids: ['777', '888'], pad: null },
      },
    ]);
  });

  it('says which source to pad when zeros were lost', async () => {
    const pad = async (listed: string[], named: string[]) =>
      (await both(listed, named)).findings[0]!.params.pad;
    expect(await pad(['1', '2'], ['000001', '000002'])).toEqual({
      length: 6,
      column: 'customer_id',
      sources: ['c'],
    });
    expect(await pad(['000001', '000002'], ['1', '2'])).toEqual({
      length: 6,
      column: 'customer_id',
      sources: ['invoices'],
    });
    const mended = await both(['000001', '000002'], ['1', '2'], {
      customer_id: { from: '客户编码', pad: 6 },
    });
    expect(mended.findings).toEqual([]);
  });
});

describe('quarantine', () => {
  it('writes a file a spreadsheet opens and does not run', async () => {
    const text = ['Nr,Name,a.b/[c]', ',"=HYPERLINK(""x"")",@x', ',-5,+49 1', ',"a, b",-1.5', '1,ok,z'].join(
      '\n',
    );
    const source = {
      'my customers': { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } },
    };
    await run({ 'c.csv': text }, source, async ({ database, folder }) => {
      const written = await writeQuarantine(database, folder);
      expect(written.map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'))).toEqual([
        'quarantine/my_customers.csv',
      ]);
      expect(await readFile(written[0]!, 'utf8')).toBe(
        [
          '\ufefffile,row,field,value,reason,Nr,Name,a.b/[c],text',
          `c.csv,1,customer_id,,missing_value,,"'=HYPERLINK(""x"")",'@x,`,
          `c.csv,2,customer_id,,missing_value,,-5,'+49 1,`,
          'c.csv,3,customer_id,,missing_value,,"a, b",-1.5,',
          '',
        ].join('\n'),
      );
    });
  });

  it('fails the run only when more is set aside than allowed', async () => {
    const text = ['Nr,Name', ',x', ...Array.from({ length: 99 }, (_, n) => `${n},x`)].join('\n');
    const source = {
      c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } },
    };
    const severity = (limit: number) =>
      run(
        { 'c.csv': text },
        source,
        async ({ result }) => result.findings.map((f) => [f.code, f.severity]),
        limit,
      );
    expect(await severity(0.01)).toEqual([['ING123', 'warning']]);
    expect(await severity(0.009)).toEqual([['ING122', 'failure']]);
  });
});
