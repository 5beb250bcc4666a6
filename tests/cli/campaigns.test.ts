import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../support/product.ts';

/**
 * A campaign from outside, the way a marketer goes: a run makes the lists, the lists are mailed and laid beside the
 * exports as they are, and a later run says what the mailing has brought.
 */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-campaign-'));
  await mkdir(join(folder, 'data', 'sent'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ids = Array.from({ length: 150 }, (_, index) => String(index + 1).padStart(5, '0'));

async function exports(
  later: readonly (readonly [id: string, day: string, amount: number])[],
): Promise<void> {
  const customers = ids.map(
    (id, index) => `${id},Customer ${id},Street ${index},${index % 10 === 9 ? 'No' : 'Yes'}`,
  );
  const lines = ids.flatMap((id, index) => [
    [id, '2025-09-15', 400 + (index % 7) * 20],
    [id, `2026-0${1 + (index % 5)}-10`, 500 + (index % 11) * 20],
  ]) as [string, string, number][];
  await writeFile(
    join(folder, 'data', 'customers.csv'),
    ['Number,Name,Address,Mail', ...customers, ''].join('\n'),
  );
  await writeFile(
    join(folder, 'data', 'invoices.csv'),
    [
      'Invoice,Line,Customer,Date,Quantity,Price,Cost',
      ...[...lines, ...later].map(
        ([id, day, amount], at) => `I${at},1,${id},${day},1,${amount},${amount / 2}`,
      ),
      '',
    ].join('\n'),
  );
}

async function pipeline(name: string, asOf: string, more: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    `whalecurve: 1
title: Campaign
currency: EUR
as_of: ${asOf}
data: data
sources:
  customers:
    files: customers.csv
    table: customers
    columns: { customer_id: Number, name: Name, address: Address, consent_mail: Mail }
  invoices:
    files: invoices.csv
    table: invoice_lines
    columns:
      { invoice_id: Invoice, line_no: Line, customer_id: Customer, invoiced_on: Date, quantity: Quantity, unit_price: Price, unit_cost: Cost }
${more}
`,
  );
  return path;
}

const campaign = `campaigns:
  autumn: { on: 2026-07-01, control: 30%, days: 60, cost: 2, seed: 3 }`;

it('lists, is mailed, is read back as it was written, and is measured', async () => {
  await exports([]);
  const first = await run([
    'run',
    await pipeline('first.yaml', '2026-06-30', campaign),
    '--out',
    join(folder, 'one'),
  ]);
  expect(first.stderr).toContain('MOD472');
  const lists = join(folder, 'one', 'latest', 'lists');
  expect((await readdir(lists)).filter((name) => name.startsWith('campaign')).sort()).toEqual([
    'campaign-autumn-control.csv',
    'campaign-autumn-left-out.csv',
    'campaign-autumn.csv',
    'campaigns.xlsx',
  ]);
  const rowsOf = async (name: string): Promise<string[][]> =>
    (parseCsv((await readFile(join(lists, name), 'utf8')).replace(/\r\n$/, '')) as string[][]).slice(1);
  const mailed = await rowsOf('campaign-autumn.csv');
  const held = await rowsOf('campaign-autumn-control.csv');
  const out = await rowsOf('campaign-autumn-left-out.csv');
  expect(out.map(([, , reason]) => reason)).toEqual(Array(15).fill('No consent'));
  expect(mailed.length + held.length + out.length).toBe(ids.length);
  expect(Math.abs(held.length - 0.3 * 135)).toBeLessThanOrEqual(1);
  const everybody = [...mailed, ...held].map(([, id]) => id).concat(out.map(([id]) => id));
  expect(new Set(everybody)).toEqual(new Set(ids));

  // Those mailed buy for 300 on top of what everybody buys.
  await copyFile(join(lists, 'campaign-autumn.csv'), join(folder, 'data', 'sent', 'mailed.csv'));
  await copyFile(join(lists, 'campaign-autumn-control.csv'), join(folder, 'data', 'sent', 'held.csv'));
  await exports([
    ...ids.map((id, index) => [id, '2026-08-01', 100 + (index % 9) * 10] as const),
    ...mailed.map(([, id], index) => [id!, '2026-08-10', 290 + (index % 3) * 10] as const),
  ]);
  const sent = `  sent:
    files: sent/*.csv
    table: campaign_contacts
    columns: { campaign_id: Campaign, customer_id: Number, arm: Arm, sent_on: Sent on }
${campaign}`;
  const second = await run([
    'run',
    await pipeline('second.yaml', '2026-09-30', sent),
    '--out',
    join(folder, 'two'),
  ]);
  expect(second.stderr).not.toContain('INT900');
  const record = JSON.parse(await readFile(join(folder, 'two', 'latest', 'run.json'), 'utf8')) as {
    findings: { code: string }[];
    inputs: { source: string; rowsKept: number; rowsSetAside: number }[];
  };
  const read = record.inputs.filter(({ source }) => source === 'sent');
  expect(read.map(({ rowsKept, rowsSetAside }) => [rowsKept, rowsSetAside]).sort()).toEqual(
    [
      [mailed.length, 0],
      [held.length, 0],
    ].sort(),
  );
  expect(record.findings.map(({ code }) => code)).toContain('MOD474');
  const book = await readXlsx(await readFile(join(folder, 'two', 'latest', 'lists', 'campaigns.xlsx')));
  const sheet = book.sheets.find(({ name }) => name === 'What campaigns brought')!;
  const head = sheet.rows.find((row) => row[1] === 'Outcome')!;
  const sales = sheet.rows.find((row) => row[1] === 'Net sales')!;
  const margin = sheet.rows.find((row) => row[1] === 'Gross margin after cost')!;
  const at = (row: typeof head, label: string): number => Number(row[head.indexOf(label)]);
  expect(at(sales, 'Effect')).toBeGreaterThan(280);
  expect(at(sales, 'Effect')).toBeLessThan(320);
  expect(at(margin, 'Effect')).toBeCloseTo(at(sales, 'Effect') / 2 - 2, 2);
  expect(at(margin, '95% from')).toBeGreaterThan(0);
  expect(margin.at(-1)).toBe('It paid: the whole interval is above nought.');
}, 120_000);
