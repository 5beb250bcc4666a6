import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { type Inspection, inspectHeaders, locate, proposeMapping } from '../../src/ingest/ingest.ts';
import { cellText } from '../../src/ingest/read/workbook.ts';
import { fails, inFolder, ledgerFile, run, settings } from './kit.ts';
import { container, oldWorkbook } from './old-workbook.ts';

const shipments = (over: Record<string, unknown> = {}) => ({
  shipments: {
    files: 'erp.xlsx',
    sheet: '发货记录',
    table: 'shipments',
    columns: {
      shipment_id: '发货单号',
      customer_id: '客户编码',
      shipped_on: '发货日期',
      freight_cost: '运费',
      weight: '重量kg',
    },
    ...over,
  },
});

const workbook = () =>
  writeXlsx({
    sheets: [
      {
        name: '存货档案',
        rows: [
          ['存货编码', '存货名称'],
          ['A', 'x'],
        ],
      },
      {
        name: '发货记录',
        rows: [
          ['发货记录 2026'],
          [],
          ['发货单号', '客户编码', '发货日期', '运费', '重量kg'],
          ['D1', '001', new Date('2026-01-05T00:00:00Z'), 1.234, 12],
          ['D2', 2, 46_027, 0.1 + 0.2, '1,500'],
          [],
          ['D3', '003', '2026-01-07', -5, null],
          ['D4', '004', 'soon', 5, null],
          ['合计', null, null, 1.534, null],
        ],
      },
    ],
  });

describe('workbooks', () => {
  it('reads a sheet below its title: dates, serials, numbers, text', async () => {
    await run({ 'erp.xlsx': await workbook() }, shipments({ decimal: 'point' }), async ({ result, rows }) => {
      expect(
        await rows(
          'select shipment_id, customer_id, shipped_on, freight_cost, weight from canonical.shipments',
        ),
      ).toEqual([
        { shipment_id: 'D1', customer_id: '001', shipped_on: '2026-01-05', freight_cost: 1.234, weight: 12 },
        { shipment_id: 'D2', customer_id: '2', shipped_on: '2026-01-05', freight_cost: 0.3, weight: 1500 },
        { shipment_id: 'D3', customer_id: '003', shipped_on: '2026-01-07', freight_cost: -5, weight: null },
      ]);
      expect(result.files[0]).toMatchObject({
        rowsRead: 5,
        rowsKept: 3,
        reasons: { not_a_date: 1, total_row: 1 },
      });
      // The row number is that of the sheet, counted below the header.
      expect(await rows("select row_number from ingest.quarantine where reason_code = 'not_a_date'")).toEqual(
        [{ row_number: 5 }],
      );
      expect(result.findings.find(({ code }) => code === 'ING121')!.params).toMatchObject({
        stated: '1.534',
        kept: '-3.466',
      });
    });
  });

  it('a numeric cell cannot be taken for a thousand, whatever mark the texts use', () => {
    expect(cellText(1.234)).toBe('1.2340');
    expect(cellText(1.234, 'comma')).toBe('1,2340');
    expect(cellText(1234.5, 'comma')).toBe('1234,5');
    expect(cellText(new Date('2026-01-05T13:04:59.9996Z'))).toBe('2026-01-05 13:05:00');
    expect(cellText(17850)).toBe('17850');
    expect(cellText(true)).toBe('true');
  });

  it('names the sheets there are when one is missing', async () => {
    const { code, params } = await fails({ 'erp.xlsx': await workbook() }, shipments({ sheet: '发货纪录' }));
    expect(code).toBe('ING107');
    expect(params).toMatchObject({ sheets: ['存货档案', '发货记录'], nearest: '发货记录' });
  });
});

describe('OpenDocument workbooks', () => {
  it('are read like the others; the empty rows after the last are none', async () => {
    const bytes = await writeOds({
      sheets: [
        { name: '封面', rows: [['某公司']] },
        {
          name: '发货记录',
          rows: [
            ['发货记录 2026'],
            [],
            ['发货单号', '客户编码', '发货日期', '运费', '重量kg'],
            ['D1', '001', new Date('2026-01-05T00:00:00Z'), 1.234, 12],
            ['D2', '002', '2026-01-07', 0.5, null],
            ['合计', null, null, 1.734, null],
          ],
        },
      ],
    });
    await run({ 'e.ods': bytes }, shipments({ files: 'e.ods' }), async ({ result, rows }) => {
      expect(
        await rows('select shipment_id, customer_id, shipped_on, freight_cost from canonical.shipments'),
      ).toEqual([
        { shipment_id: 'D1', customer_id: '001', shipped_on: '2026-01-05', freight_cost: 1.234 },
        { shipment_id: 'D2', customer_id: '002', shipped_on: '2026-01-07', freight_cost: 0.5 },
      ]);
      expect(result.files[0]).toMatchObject({ rowsRead: 3, rowsKept: 2, reasons: { total_row: 1 } });
    });
    const { code, params } = await fails({ 'e.ods': bytes }, shipments({ files: 'e.ods', sheet: '发货' }));
    expect([code, params.sheets]).toEqual(['ING107', ['封面', '发货记录']]);
  });
});

describe('old workbooks', () => {
  const sheets = {
    封面: [['某公司']],
    发货记录: [
      ['发货单号', '客户编码', '发货日期', '运费', '重量kg'],
      ['D1', '001', 46_027, 1.234, 12],
      ['D2', 2, '2026-01-07', 0.1 + 0.2, null],
      ['合计', null, null, 1.534, null],
    ],
  };
  const source = (file: string) => shipments({ files: file });

  it('are read like new ones, packed or not, and the record names the sheet', async () => {
    const old = oldWorkbook(sheets);
    for (const [file, bytes] of [
      ['erp.xls', old],
      ['erp.xls.gz', gzipSync(old)],
      ['erp.xlsx.gz', gzipSync(await workbook())],
    ] as const)
      await run({ [file]: bytes }, source(file), async ({ result, rows }) => {
        expect(
          await rows(
            "select customer_id, shipped_on, freight_cost from canonical.shipments where shipment_id < 'D3'",
          ),
        ).toEqual([
          { customer_id: '001', shipped_on: '2026-01-05', freight_cost: 1.234 },
          { customer_id: '2', shipped_on: expect.stringMatching(/^2026-01-0[57]$/), freight_cost: 0.3 },
        ]);
        expect(result.files[0]!.file).toBe(`${file} [发货记录]`);
      });
    await inFolder({ 'erp.xls': old }, async (folder) =>
      expect(await inspectHeaders(join(folder, 'erp.xls'), { sheet: '发货记录' })).toMatchObject({
        sheets: ['封面', '发货记录'],
        headers: ['发货单号', '客户编码', '发货日期', '运费', '重量kg'],
      }),
    );
  });

  it('may have rows without a single cell, at the top and between others', async () => {
    const [titles, first, ...others] = sheets.发货记录;
    const sparse = { ...sheets, 发货记录: [[], titles!, first!, [], ...others] };
    await run({ 'erp.xls': oldWorkbook(sparse) }, source('erp.xls'), async ({ result, rows }) => {
      expect(await rows('select shipment_id from canonical.shipments order by all')).toEqual([
        { shipment_id: 'D1' },
        { shipment_id: 'D2' },
      ]);
      expect(result.files[0]).toMatchObject({ rowsKept: 2, reasons: { total_row: 1 } });
    });
  });

  it('are refused when locked: their bytes would pass for cells', async () => {
    expect((await fails({ 'erp.xls': oldWorkbook(sheets, true) }, source('erp.xls'))).code).toBe('ING109');
    const locked = container('EncryptedPackage', Buffer.alloc(5000, 7));
    expect((await fails({ 'erp.xlsx': locked }, source('erp.xlsx'))).code).toBe('ING109');
  });

  it('are refused when cut off and when no workbook at all', async () => {
    const old = oldWorkbook(sheets);
    expect((await fails({ 'e.xls': old.subarray(0, 1100) }, source('e.xls'))).code).toBe('ING108');
    const document = container('WordDocument', Buffer.alloc(100));
    expect((await fails({ 'e.xls': document }, source('e.xls'))).code).toBe('ING108');
    const packed = gzipSync(old).subarray(0, 300);
    expect((await fails({ 'e.xls.gz': packed }, source('e.xls.gz'))).code).toBe('ING108');
  });

  it('a workbook is one by its content, even as .zip', async () => {
    await run({ 'e.zip': await workbook() }, source('e.zip'), async ({ result }) =>
      expect(result.files[0]).toMatchObject({ file: 'e.zip [发货记录]', rowsKept: 3 }),
    );
  });
});

it('refuses Parquet that is damaged behind a whole footer, without a path of this machine', async () => {
  const bytes = await inFolder({}, async (folder) => {
    const database = await Database.open({ path: ':memory:' });
    await database.run(
      `copy (select 'K' || i as id, 'name ' || i * 7919 % 1000 as name from range(5000) as t(i)) to '${join(folder, 'c.parquet')}' (format parquet)`,
    );
    database.close();
    return readFile(join(folder, 'c.parquet'));
  });
  for (let at = 40; at < 4000; at++) bytes[at] = (bytes[at]! * 7 + at) % 256;
  const source = {
    c: { files: 'c.parquet', table: 'customers', columns: { customer_id: 'id', name: 'name' } },
  };
  const { code, params } = await fails({ 'c.parquet': bytes }, source);
  expect(code).toBe('ING108');
  expect(JSON.stringify(params)).not.toMatch(/ingest-\w{6}/);
});

it('reads Parquet, whatever the types, and names in brackets', async () => {
  const make = async (folder: string) => {
    const database = await Database.open({ path: ':memory:' });
    await database.run(
      `copy (select 17850::double as id, 'x' as name, timestamp '2026-01-05 00:00:00' as since union all select 'nan'::double, 'y', null)
       to '${join(folder, 'c[1].parquet')}' (format parquet)`,
    );
    database.close();
    return readFile(join(folder, 'c[1].parquet'));
  };
  const bytes = await inFolder({}, make);
  const source = {
    c: {
      files: 'c[1].parquet',
      table: 'customers',
      columns: { customer_id: 'id', name: 'name', created_on: 'since' },
    },
  };
  await run({ 'c[1].parquet': bytes }, source, async ({ result, rows }) => {
    expect(await rows('select customer_id, created_on from canonical.customers')).toEqual([
      { customer_id: '17850', created_on: '2026-01-05' },
    ]);
    expect(result.files[0]!.reasons).toEqual({ missing_value: 1 });
  });
});

it('reads text whose name is a pattern to DuckDB', async () => {
  const source = {
    l: {
      files: 'a[1].csv',
      table: 'ledger',
      columns: { period: 'Month', account: 'Account', amount: 'Amount' },
    },
  };
  await run(
    { 'a[1].csv': ledgerFile(['1.5', '2.5']), 'a1.csv': ledgerFile(['9.5']) },
    source,
    async ({ rows }) =>
      expect(await rows('select sum(amount) as n from canonical.ledger')).toEqual([{ n: 4 }]),
  );
});

describe('locate', () => {
  const source = (files: unknown) => settings({ l: { files, table: 'ledger', columns: {} } });

  it('finds files and globs in a fixed order, each once, with their sizes', async () => {
    await inFolder({ 'b/2.csv': '22', 'b/1.csv': '1', 'a/1.csv': '333', 'b/x.txt': '' }, async (folder) => {
      const found = async (files: unknown) =>
        (await locate(source(files), folder)).map((file) => [file.name, file.bytes]);
      expect(await found('?/*.csv')).toEqual([
        ['a/1.csv', 3],
        ['b/1.csv', 1],
        ['b/2.csv', 2],
      ]);
      expect(await found(['b/2.csv', 'b/*.csv'])).toEqual([
        ['b/2.csv', 2],
        ['b/1.csv', 1],
      ]);
    });
  });

  it('names the nearest file when one is missing', async () => {
    await inFolder({ 'crm/accounts.csv': 'x' }, async (folder) => {
      await expect(locate(source('crm/acounts.csv'), folder)).rejects.toMatchObject({
        finding: { code: 'ING101', params: { file: 'crm/acounts.csv', nearest: 'crm/accounts.csv' } },
      });
      await expect(locate(source('*.xlsx'), folder)).rejects.toMatchObject({ finding: { code: 'ING101' } });
    });
  });
});

describe('a look at an export before it is mapped', () => {
  it('says encoding, delimiter, header and sheets, and proposes a mapping', async () => {
    const erp =
      '某公司\r\n销售发票明细表\r\n发票号,行号,开票日期,客户编码,客户名称,存货编码,数量,无税金额,业务员\r\nR1,1,2026-01-05,001,某,A,1,"1,234.50",李\r\n';
    const bank = 'Belegnummer;Debitor;Belegdatum;Fälligkeit;Betrag\n1;2;05.01.2026;05.02.2026;1.234,50\n';
    const files = {
      'erp.csv': iconv.encode(erp, 'gb18030'),
      'op.csv': iconv.encode(bank, 'windows-1252'),
      'crm.csv': '\ufeffAccount Number,Account Name,Industry,Phone\n1,x,y,z\n',
      'erp.xlsx': await workbook(),
    };
    await inFolder(files, async (folder) => {
      const look = (file: string, sheet?: string) => inspectHeaders(join(folder, file), { sheet });
      expect(await look('erp.csv')).toMatchObject({
        encoding: 'gb18030',
        encodingProven: true,
        delimiter: ',',
        headerRow: 3,
      });
      expect((await look('erp.csv')).sampleRows).toHaveLength(1);
      const propose = ({ headers, sampleRows }: Inspection) => proposeMapping(headers, sampleRows, []).tables;
      const [sales] = propose(await look('erp.csv'));
      expect(sales).toMatchObject({
        table: 'invoice_lines',
        missing: [],
        columns: {
          invoice_id: '发票号',
          line_no: '行号',
          customer_id: '客户编码',
          invoiced_on: '开票日期',
          product_id: '存货编码',
          quantity: '数量',
          net_amount: '无税金额',
          salesperson: '业务员',
        },
      });
      expect(await look('op.csv')).toMatchObject({
        encoding: 'windows-1252',
        encodingProven: false,
        delimiter: ';',
        headerRow: 1,
      });
      expect(propose(await look('op.csv'))[0]).toMatchObject({
        table: 'receivables',
        columns: { due_on: 'Fälligkeit' },
      });
      expect(propose(await look('crm.csv'))[0]).toMatchObject({
        table: 'customers',
        columns: { customer_id: 'Account Number', name: 'Account Name' },
      });
      expect(await look('erp.xlsx', '发货记录')).toMatchObject({
        sheets: ['存货档案', '发货记录'],
        headers: ['发货单号', '客户编码', '发货日期', '运费', '重量kg'],
      });
      expect(propose(await look('erp.xlsx', '发货记录'))[0]!.table).toBe('shipments');
    });
  });
});
