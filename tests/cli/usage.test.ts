import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../support/product.ts';

/** What a user meets who mistypes, on the command line and in the pipeline file. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-usage-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function pipeline(text: string): Promise<string> {
  const file = join(folder, 'pipeline.yaml');
  await writeFile(file, text);
  return file;
}

const good = `whalecurve: 1
title: Test
currency: EUR
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns:
      invoice_id: Invoice
      line_no: Line
      customer_id: Customer
      invoiced_on: Date
      quantity: Qty
      net_amount: Amount
      cost_amount: Cost
`;
const lines = `Invoice,Line,Customer,Date,Qty,Amount,Cost
1,1,A,2026-01-05,1,100.00,60.00
1,2,A,2026-01-05,2,50.00,20.00
2,1,B,2026-02-11,1,80.00,95.00
`;

describe('the command line', () => {
  it('helps', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const word of ['init', 'run', 'plan', 'check', 'explain', 'open', 'Exit codes'])
      expect(stdout).toContain(word);
  });

  it.each([
    [['rum', 'x.yaml'], 'Did you mean run?'],
    [['run', 'x.yaml', '--locle', 'en'], 'Did you mean --locale?'],
    [['run', 'x.yaml', '--as-of', '2026-02-30'], 'Write a day as 2026-06-30'],
    [['run', 'x.yaml', '--locale', 'fr'], 'Allowed choices are en, zh-CN'],
    [['run'], 'missing required argument'],
    [['run', 'pipelines/profitabilty.yaml'], 'did you mean `pipelines/profitability.yaml`?'],
  ])('%j is a usage error', async (args, words) => {
    const { code, stderr } = await run(args);
    expect(stderr.replaceAll('\\', '/')).toContain(words);
    expect(code).toBe(2);
  });

  it('says there is no run to open or explain', async () => {
    const { code, stderr } = await run(['open', folder]);
    expect(stderr).toContain('CFG010');
    expect(code).toBe(2);
  });
});

describe('the pipeline file', () => {
  it('points at an unknown key and names the one that was meant', async () => {
    const file = await pipeline(good.replace('    files:', '    encodng: gb18030\n    files:'));
    const { code, stderr } = await run(['run', file, '--out', join(folder, 'out')]);
    expect(code).toBe(2);
    expect(stderr).toContain('CFG003');
    expect(stderr).toContain(`${file}:6:5`);
    expect(stderr).toContain('    encodng: gb18030');
    expect(stderr).toMatch(/\^{7}\n/);
    expect(stderr).toContain('did you mean `encoding`?');
  });

  it('shows every problem at once, in the order of the file', async () => {
    const file = await pipeline(
      good
        .replace('currency: EUR', 'currency: euro')
        .replace('invoice_lines', 'invoice_line')
        .replace('  lines:', '  lines: # ours'),
    );
    const { code, stderr } = await run(['plan', file]);
    expect(code).toBe(2);
    expect(stderr.indexOf('CFG007')).toBeLessThan(stderr.indexOf('CFG006'));
    expect(stderr).toContain('did you mean `invoice_lines`?');
  });

  it('points at broken YAML', async () => {
    const file = await pipeline(`${good}  - what\n`);
    const { code, stderr } = await run(['plan', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('CFG002');
    expect(stderr).toContain(`${file}:16`);
  });

  it('points at a column that the table does not have', async () => {
    const file = await pipeline(good.replace('customer_id: Customer', 'custmer_id: Customer'));
    const { code, stderr } = await run(['plan', file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}:11:7`);
    expect(stderr).toContain('customer_id');
  });

  it('says which file is missing, and which one is near', async () => {
    const file = await pipeline(good);
    await writeFile(join(folder, 'line.csv'), lines);
    const { code, stderr } = await run(['run', file, '--out', join(folder, 'out')]);
    expect(code).toBe(2);
    expect(stderr).toContain('lines.csv');
    expect(stderr).toContain('line.csv');
  });

  it('says which header is missing, and which one is near', async () => {
    const file = await pipeline(good);
    await writeFile(join(folder, 'lines.csv'), lines.replace('Customer', 'Custommer'));
    const { code, stderr } = await run(['check', file]);
    expect(stderr).toContain('Customer');
    expect(stderr).toContain('Custommer');
    expect(code).toBe(2);
  });

  it('speaks Chinese when asked', async () => {
    const file = await pipeline(good.replace('currency: EUR', 'curency: EUR').replace(/^title:.*\n/m, ''));
    const { code, stderr } = await run(['plan', file, '--locale', 'zh-CN']);
    expect(code).toBe(2);
    expect(stderr).toContain('未知的键："curency"');
    expect(stderr).toContain('是不是 `currency`？');
    expect(stderr).toContain('缺少键："title"');
    // What was meant is not said to be missing as well.
    expect(stderr).not.toContain('"currency"');
  });
});

describe('a small company with one file', () => {
  it('gets a statement to gross margin, and is told that it ends there', async () => {
    const file = await pipeline(good);
    await writeFile(join(folder, 'lines.csv'), lines);
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await run(['run', file, '--out', out]);
    expect(stderr).not.toContain('INT900');
    expect(code).toBe(0);
    expect(stdout).toMatch(/gross margin/i);
    const explained = await run(['explain', 'B', '--run', out, '--json']);
    const { customer, statement } = JSON.parse(explained.stdout);
    expect(customer).toMatchObject({
      customer_id: 'B',
      net_sales: 80,
      gross_margin: -15,
      net_profit: -15,
      profit_rank: 2,
    });
    expect(statement.find(({ line }: { line: string }) => line === 'net_sales').amount).toBe(80);
  });

  it('plans, checks and explains without complaint', async () => {
    const file = await pipeline(good);
    await writeFile(join(folder, 'lines.csv'), lines);
    const planned = await run(['plan', file]);
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.stdout).toContain('lines.csv');
    const checked = await run(['check', file, '--json']);
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.stdout).files[0]).toMatchObject({ rowsRead: 3, rowsKept: 3, rowsSetAside: 0 });
    const out = join(folder, 'out');
    await run(['run', file, '--out', out]);
    const explained = await run(['explain', 'a', '--run', out]);
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain('Gross margin');
    const unknown = await run(['explain', 'nobody', '--run', out]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('CFG011');
  });

  it('fails its checks, and says so with exit code 1, when too many rows are faulty', async () => {
    const file = await pipeline(good);
    await writeFile(join(folder, 'lines.csv'), `${lines}3,1,C,2026-02-30,1,5.00,1.00\n`);
    const { code, stderr } = await run(['check', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ING1\d\d/);
  });

  it('runs from a folder whose name has spaces and Chinese signs', async () => {
    folder = join(folder, '我的 数据');
    await mkdir(folder);
    const file = await pipeline(good);
    await writeFile(join(folder, 'lines.csv'), lines);
    expect((await run(['run', file, '--out', join(folder, '结果')])).code).toBe(0);
  });
});
