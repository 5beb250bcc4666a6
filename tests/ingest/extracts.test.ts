import { describe, expect, it } from 'vitest';
import { codes, fails, invoiceHeader, invoices, ledger, ledgerFile, run } from './kit.ts';

const line = (invoice: string, no: number, amount: string, day = '2026-01-01', customer = '001'): string =>
  `${invoice},${no},${customer},${day},1,${amount}`;
const text = (...lines: string[]): string => [invoiceHeader, ...lines].join('\n');

describe('the same file twice changes nothing', () => {
  it('nor in a table with a key, nor in a ledger, which has none; and it is said', async () => {
    const files = { 'a.csv': ledgerFile(['1.5', '1.5', '4']), 'b.csv': ledgerFile(['1.5', '1.5', '4']) };
    await run(files, ledger({ files: '*.csv' }), async ({ result, rows }) => {
      expect(await rows('select sum(amount) as n from canonical.ledger')).toEqual([{ n: 7 }]);
      expect(result.files.map(({ rowsKept, reasons }) => [rowsKept, reasons])).toEqual([
        [0, { duplicate: 3 }],
        [3, {}],
      ]);
      expect(codes(result)).toEqual(['ING140']);
    });
    const twice = { 'a.csv': text(line('R1', 1, '5')), 'b.csv': text(line('R1', 1, '5')) };
    await run(twice, invoices({ files: '*.csv' }), async ({ result, rows }) => {
      expect(await rows('select net_amount from canonical.invoice_lines')).toEqual([{ net_amount: 5 }]);
      expect(codes(result)).toEqual(['ING140']);
    });
  });

  it('nor when a later ledger holds the months of an earlier one, row for row', async () => {
    const files = {
      '1.csv': ledgerFile(['1.5', '1.5']),
      '2.csv': `${ledgerFile(['4', '1.5', '1.5'])}\n2026-02;6001;8`,
    };
    await run(files, ledger({ files: '*.csv' }), async ({ result, rows }) => {
      expect(await rows('select sum(amount) as n from canonical.ledger')).toEqual([{ n: 15 }]);
      expect(codes(result)).toEqual(['ING142']);
    });
  });

  it('but where postings of a month differ, the reading is asked for with both results', async () => {
    const files = {
      '1.csv': `${ledgerFile(['1.5', '2'])}\n2025-12;6001;32`,
      '2.csv': ledgerFile(['1.5', '4']),
    };
    const { code, params } = await fails(files, ledger({ files: '*.csv' }));
    expect([code, params]).toEqual([
      'ING141',
      {
        source: 'ledger',
        earlier: '1.csv',
        later: '2.csv',
        month: '2026-01',
        account: '6001',
        place: 'account',
        replaced: '5.50',
        added: '9.00',
      },
    ]);
    const sum = async (overlap: string) =>
      run(files, ledger({ files: '*.csv', overlap }), ({ rows }) =>
        rows('select sum(amount) as n from canonical.ledger'),
      );
    expect(await sum('replace')).toEqual([{ n: 37.5 }]);
    expect(await sum('add')).toEqual([{ n: 41 }]);
  });
});

it('what corrected rows were before can be asked of ingest.history', async () => {
  const files = {
    '1.csv': text(line('R1', 1, '10'), line('R2', 1, '20'), line('R3', 1, '30')),
    '2.csv': text(line('R1', 1, '11'), line('R2', 1, '20')),
    '3.csv': text(line('R1', 1, '12')),
  };
  await run(files, invoices({ files: '*.csv' }), async ({ rows }) =>
    expect(
      await rows(
        "select table_name, key, version, is_current, file, row_number, cast(record->>'net_amount' as double) as net from ingest.history order by version",
      ),
    ).toEqual(
      [
        ['1.csv', 10],
        ['2.csv', 11],
        ['3.csv', 12],
      ].map(([file, net], index) => ({
        table_name: 'invoice_lines',
        key: 'R1 / 1',
        version: index + 1,
        is_current: index === 2,
        file,
        row_number: 1,
        net,
      })),
    ),
  );
});

describe('cancelled invoices', () => {
  const header = `${invoiceHeader},冲销,状态`;
  const columns = { cancels: { from: '冲销', only_when: { column: '状态', is: 'C' } } };
  const read = (lines: string[], check: Parameters<typeof run>[2]) =>
    run({ 'invoices.csv': [header, ...lines].join('\n') }, invoices({}, columns), check, 1);
  const kept =
    'select invoice_id, cast(quantity as double) as quantity, net_amount from canonical.invoice_lines order by 1, 2';

  it('go with their copy, be it positive or negative, where both are of one month', async () => {
    await read(
      [
        `${line('R1', 1, '10')},,Y`,
        `${line('R1', 2, '5')},,Y`,
        `${line('S1', 1, '15', '2026-01-20')},R1,C`,
        `${line('R2', 1, '7')},,Y`,
        `${line('S2', 1, '-7')},R2,C`,
        `${line('R3', 1, '9')},R1,N`,
      ],
      async ({ result, rows }) => {
        expect(await rows(kept)).toEqual([{ invoice_id: 'R3', quantity: 1, net_amount: 9 }]);
        expect(result.files[0]).toMatchObject({ rowsRead: 6, rowsKept: 1, reasons: { cancelled: 5 } });
        expect(result.findings.map(({ code, params }) => [code, params])).toEqual([
          ['ING143', { sources: ['invoices'], same: 2, other: 0 }],
        ]);
      },
    );
  });

  it('stay with a negative copy where the months differ, so that both months tie', async () => {
    await read([`${line('R1', 1, '10')},,Y`, `${line('S1', 1, '10', '2026-02-01')},R1,C`], async ({ rows }) =>
      expect(await rows(kept)).toEqual([
        { invoice_id: 'R1', quantity: 1, net_amount: 10 },
        { invoice_id: 'S1', quantity: -1, net_amount: -10 },
      ]),
    );
  });

  it('whose copy has no original do not become sales, and a copy of another amount fails the run', async () => {
    await read(
      [
        `${line('S1', 1, '10')},R0,C`,
        `${line('S2', 1, '-3')},R0,C`,
        `${line('R4', 1, '10')},,N`,
        `${line('S4', 1, '8')},R4,C`,
        `${line('S5', 1, '-4')},R4,C`,
      ],
      async ({ result, rows }) => {
        expect(await rows(kept)).toEqual([
          { invoice_id: 'R4', quantity: 1, net_amount: 10 },
          { invoice_id: 'S2', quantity: 1, net_amount: -3 },
          { invoice_id: 'S4', quantity: 1, net_amount: 8 },
          { invoice_id: 'S5', quantity: 1, net_amount: -4 },
        ]);
        expect(result.findings.map(({ code, severity }) => [code, severity])).toEqual([
          ['ING144', 'warning'],
          ['ING145', 'failure'],
        ]);
        for (const finding of result.findings)
          for (const locale of ['en', 'zh-CN'] as const)
            expect(finding.text(locale)).not.toContain('undefined');
      },
    );
  });
});

describe('merged customers', () => {
  const customers = 'Id,Name,Into\n1,A,2\n2,B,3\n3,C,\n7,X,8\n8,Y,7\n9,Z,7\n';
  const lines = ['1', '2', '3', '7', '9'].map((id) => line(`R${id}`, 1, `${id}.5`, '2026-01-01', id));
  const rebates = 'Id,Month,Amount\n1,2026-01,1\n3,2026-01,2\n';
  const own = (columns: Record<string, string>) => ({
    customers: {
      files: 'c.csv',
      table: 'customers',
      columns: { customer_id: 'Id', name: 'Name', ...columns },
    },
  });
  const files = { 'c.csv': customers, 'invoices.csv': text(...lines), 'r.csv': rebates };
  const rebate = {
    rebates: {
      files: 'r.csv',
      table: 'rebates',
      columns: { customer_id: 'Id', period: 'Month', amount: 'Amount' },
    },
  };

  it('count for the last survivor; circles stay as they are and are told', async () => {
    await run(
      files,
      { ...own({ merged_into: 'Into' }), ...invoices(), ...rebate },
      async ({ result, rows }) => {
        expect(
          await rows(
            'select customer_id, sum(net_amount) as net from canonical.invoice_lines group by 1 order by 1',
          ),
        ).toEqual([
          { customer_id: '3', net: 7.5 },
          { customer_id: '7', net: 7.5 },
          { customer_id: '9', net: 9.5 },
        ]);
        expect(await rows('select customer_id, amount from canonical.rebates')).toEqual([
          { customer_id: '3', amount: 3 },
        ]);
        expect(
          await rows("select customer_id from canonical.customers where class = 'merged' order by 1"),
        ).toEqual([{ customer_id: '1' }, { customer_id: '2' }]);
        expect(await rows('select * from ingest.merges order by 1')).toEqual([
          { from_id: '1', to_id: '3', row_count: 2 },
          { from_id: '2', to_id: '3', row_count: 1 },
        ]);
        expect(result.findings.map(({ code, params }) => [code, params])).toEqual([
          [
            'ING146',
            {
              customers: 2,
              rows: [
                { table: 'invoice_lines', rows: 2 },
                { table: 'rebates', rows: 1 },
              ],
            },
          ],
          ['ING147', { customers: 3, ids: ['7', '8', '9'] }],
        ]);
      },
    );
  });

  it('may be told by a mapping table', async () => {
    const table = {
      merges: {
        files: 'm.csv',
        table: 'relationships',
        columns: { from_id: 'Old', to_id: 'New', kind: { value: 'merged_into' } },
      },
    };
    await run(
      { ...files, 'm.csv': 'Old,New\n1,2\n2,3\n' },
      { ...own({}), ...invoices(), ...table },
      async ({ rows }) => {
        expect(
          await rows("select count(*) as n from canonical.invoice_lines where customer_id = '3'"),
        ).toEqual([{ n: 3 }]);
        expect(await rows('select count(*) as n from canonical.relationships')).toEqual([{ n: 0 }]);
      },
    );
  });
});
