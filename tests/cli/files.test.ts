import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { container } from '../ingest/old-workbook.ts';
import { zip } from '../ingest/zip-kit.ts';
import { run, start } from '../support/product.ts';

/** What a user meets whose file is not whole, not free, or hostile. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function pipeline(files: string, more = ''): Promise<string> {
  const file = join(folder, 'pipeline.yaml');
  await writeFile(
    file,
    `whalecurve: 1
title: Test
currency: EUR
sources:
  lines:
    files: "${files}"
    table: invoice_lines
${more}    columns: { invoice_id: Invoice, line_no: Line, customer_id: Customer, invoiced_on: Date, quantity: Qty, net_amount: Amount, cost_amount: Cost }
`,
  );
  return file;
}
const header = 'Invoice,Line,Customer,Date,Qty,Amount,Cost';
const rows = (count: number): string =>
  [header, ...Array.from({ length: count }, (_, n) => `R${n},1,C${n % 7},2026-01-05,1,10.00,6.00`)].join(
    '\n',
  );
const workbook = (count: number) =>
  writeXlsx({
    sheets: [
      {
        name: 'L',
        rows: rows(count)
          .split('\n')
          .map((line) => line.split(',')),
      },
    ],
  });
const check = async (files: string, more = '') => run(['check', await pipeline(files, more)]);

describe('a file that is not whole or not free is a clear error', () => {
  it('open in a spreadsheet', async () => {
    await writeFile(join(folder, 'lines.xlsx'), await workbook(3));
    expect((await check('*.xlsx')).code).toBe(0);
    await writeFile(join(folder, '~$lines.xlsx'), 'user');
    const { code, stderr } = await check('*.xlsx');
    expect([code, stderr.includes('ING119'), stderr.includes('~$lines.xlsx')]).toEqual([1, true, true]);
  });

  it('still being written', async () => {
    const path = join(folder, 'lines.csv');
    await writeFile(path, `${rows(2000)}\n`);
    const running = start(['check', await pipeline('lines.csv')]);
    let ended = false;
    const finished = running.finished.finally(() => {
      ended = true;
    });
    for (let n = 3000; !ended; n++) {
      await appendFile(path, `R${n},1,C1,2026-01-05,1,10.00,6.00\n`);
      await new Promise((wait) => setTimeout(wait, 3));
    }
    const { code, stderr } = await finished;
    expect(stderr).toContain('ING119');
    expect(code).toBe(1);
  });

  it('cut off at the last row of a spreadsheet, unless the source says that it is whole', async () => {
    await writeFile(join(folder, 'lines.csv'), rows(65_535));
    const { code, stderr } = await check('lines.csv');
    expect([code, stderr.includes('ING125')]).toEqual([1, true]);
    expect((await check('lines.csv', '    complete: true\n')).code).toBe(0);
    const file = await pipeline('l.csv');
    const ledger =
      'table: ledger\n    columns: { period: { value: "2026-01" }, account: { value: "1" }, amount: A, cost_center: B }\n';
    await writeFile(file, (await readFile(file, 'utf8')).replace(/table: invoice_lines[\s\S]*/, ledger));
    await writeFile(join(folder, 'l.csv'), `A,B\n${'1,2\n'.repeat(1_048_575)}`);
    expect((await run(['check', file])).stderr).toContain('1048576');
  });

  it('locked with a password, as workbook and as archive', async () => {
    await writeFile(join(folder, 'lines.xlsx'), container('EncryptedPackage', Buffer.alloc(5000, 7)));
    await writeFile(
      join(folder, 'lines.zip'),
      zip([{ name: 'lines.csv', content: rows(2), claim: { flags: 1 } }]),
    );
    for (const file of ['lines.xlsx', 'lines.zip']) {
      const { code, stderr } = await check(file);
      expect([code, stderr.includes('ING109')]).toEqual([2, true]);
    }
  });

  it('empty, a bomb, or no table at all', async () => {
    await writeFile(join(folder, 'empty.csv'), '');
    await writeFile(
      join(folder, 'bomb.zip'),
      zip([{ name: 'a.csv', content: rows(2), claim: { size: 2 ** 31 } }]),
    );
    await writeFile(join(folder, 'page.xls'), '<html><body>Please log in</body></html>');
    await writeFile(join(folder, 'zeros.csv'), Buffer.alloc(6 * 2 ** 20));
    for (const [file, error] of [
      ['empty.csv', 'ING102'],
      ['bomb.zip', 'ING117'],
      ['page.xls', 'ING103'],
      ['zeros.csv', 'ING10'],
    ] as const) {
      const { code, stderr } = await check(file);
      expect(stderr, file).toContain(error);
      expect([1, 2], file).toContain(code);
    }
  });
});

describe('cells and headers are data', () => {
  const evil = [
    `=cmd|' /C calc'!A1`,
    '+1+cmd|x',
    '@SUM(1)',
    "'; drop table canonical.invoice_lines; --",
    "\"); attach '/tmp/x'; --",
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '../../../../etc/passwd',
    '{{7*7}}',
    "read_csv('/etc/passwd')",
    '\u202eexe.csv',
  ];
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

  it('no formula, path, SQL or HTML of them ever acts: not in report, workbook, lists, quarantine or file names', async () => {
    const own = ["=1+1','x'); drop schema raw; --", '<b onmouseover=alert(2)>', '../x', 'Kunde "A"'];
    const lines = evil.flatMap((cell, n) => [
      [`R${n}`, '1', cell, '2026-01-05', '1', '10.00', '6.00', cell, cell, cell, cell],
      [`S${n}`, '1', cell, '2026-02-05', '1', '20.00', '6.00', cell, cell, cell, cell],
    ]);
    lines.push(['R99', '1', 'C', 'soon', '1', '1.00', '1.00', ...evil.slice(0, 4)]);
    const text = [[...header.split(','), ...own], ...lines]
      .map((cells) => cells.map(quoted).join(','))
      .join('\n');
    await writeFile(join(folder, 'lines.csv'), text);
    const customers = [['Id', 'Name'], ...evil.map((cell) => [cell, cell])];
    await writeFile(
      join(folder, 'customers.csv'),
      customers.map((cells) => cells.map(quoted).join(',')).join('\n'),
    );
    const file = await pipeline('lines.csv');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace(
        'sources:\n',
        'quality: { max_set_aside: 0.5 }\nsources:\n  customers: { files: customers.csv, table: customers, columns: { customer_id: Id, name: Name } }\n',
      ),
    );
    await mkdir(join(folder, 'empty'));
    const out = join(folder, 'out');
    const { code, stderr, stdout } = await run(['run', file, '--out', out]);
    expect(stderr).not.toContain('INT900');
    expect(code).toBe(0);
    // Nothing was written outside the run's folder.
    expect((await readdir(folder)).sort()).toEqual([
      'customers.csv',
      'empty',
      'lines.csv',
      'out',
      'pipeline.yaml',
    ]);
    const record = JSON.parse(await readFile(join(out, 'latest', 'run.json'), 'utf8'));
    expect(record.inputs.find(({ source }: { source: string }) => source === 'lines')).toMatchObject({
      rowsRead: 23,
      rowsKept: 22,
    });
    // Every customer is still there under its own name: no cell was run, cut or changed.
    const explained = await run(['explain', evil[3]!, '--run', out, '--json']);
    expect(JSON.parse(explained.stdout).customer).toMatchObject({ name: evil[3], net_sales: 30 });
    const page = await readFile(join(out, 'latest', 'report.html'), 'utf8');
    expect(page).not.toContain('<script>alert(1)');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('<b onmouseover');
    // What a person opens in a spreadsheet holds no cell that begins as a formula.
    const texts = (await readdir(join(out, 'latest'), { recursive: true })).filter((name) =>
      name.endsWith('.csv'),
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const name of texts)
      expect(await readFile(join(out, 'latest', name), 'utf8'), name).not.toMatch(/(^|,)"?[=+@][A-Za-z1]/m);
    expect(stdout).not.toContain('\u202e');
  });
});
