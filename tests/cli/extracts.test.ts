import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../support/product.ts';

/** Extract after extract: what a user sees whose folder gets a new export every month. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-extracts-'));
  await mkdir(join(folder, 'x'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const header = 'Invoice,Line,Customer,Date,Qty,Amount,Cost';
const line = (no: number, customer: string, amount: number): string =>
  `${no},1,${customer},2026-01-05,1,${amount}.00,6.00`;

it('counts what was added, changed and taken away, in terminal, record and plan; the same again is said to be the same', async () => {
  const file = join(folder, 'pipeline.yaml');
  await writeFile(
    file,
    `whalecurve: 1
title: Test
currency: EUR
sources:
  lines:
    files: x/*.csv
    table: invoice_lines
    columns: { invoice_id: Invoice, line_no: Line, customer_id: Customer, invoiced_on: Date, quantity: Qty, net_amount: Amount, cost_amount: Cost }
`,
  );
  const out = join(folder, 'out');
  const changes = async () => JSON.parse(await readFile(join(out, 'latest', 'run.json'), 'utf8')).changes;
  const go = async () => {
    const { code, stdout } = await run(['run', file, '--out', out]);
    expect(code).toBe(0);
    return stdout;
  };
  const files = async () => JSON.parse((await run(['plan', file, '--out', out, '--json'])).stdout);

  await writeFile(
    join(folder, 'x', '1.csv'),
    [header, line(1, 'A', 10), line(2, 'B', 20), line(3, 'A', 30)].join('\n'),
  );
  expect((await files()).files[0].state).toBeNull();
  expect(await go()).not.toContain('since run');
  expect(await changes()).toBeNull();

  expect((await files()).files[0].state).toBe('same');
  expect(await go()).toContain('the same as in run');
  expect((await changes()).sources).toEqual([
    { source: 'lines', added: 0, changed: 0, gone: 0, unchanged: 3, remapped: false },
  ]);

  // A later export corrects line 2 and brings two more; the same file under another name brings nothing.
  await writeFile(
    join(folder, 'x', '2.csv'),
    [header, line(2, 'B', 25), line(4, 'C', 40), line(5, 'C', 50)].join('\n'),
  );
  await writeFile(join(folder, 'x', '3.csv'), await readFile(join(folder, 'x', '2.csv')));
  expect((await files()).files.map(({ state }: { state: string }) => state)).toEqual(['same', 'new', 'new']);
  expect(await go()).toContain('lines 2 new, 1 changed, 0 gone');
  expect((await changes()).sources).toEqual([
    { source: 'lines', added: 2, changed: 1, gone: 0, unchanged: 2, remapped: false },
  ]);

  await writeFile(join(folder, 'x', '1.csv'), [header, line(1, 'A', 10), line(2, 'B', 20)].join('\n'));
  await rm(join(folder, 'x', '3.csv'));
  const planned = await files();
  expect(planned.files.map(({ state }: { state: string }) => state)).toEqual(['changed', 'same']);
  expect(planned.gone).toEqual([{ source: 'lines', file: 'x/3.csv' }]);
  expect((await run(['plan', file, '--out', out])).stdout).toContain('lines 2 new, 1 changed, 0 gone');
  expect(await go()).toContain('lines 0 new, 0 changed, 1 gone');
  expect((await run(['plan', file, '--out', out, '--locale', 'zh-CN'])).stdout).toContain('消失 1 行');
});
