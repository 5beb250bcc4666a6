import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductError } from '../../src/language/messages.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-diagnose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const good = `whalecurve: 1
title: Test
currency: EUR
costs:
  desk:
    line: order_handling
    accounts: "6000"
    method: time_driven
    capacity: { people: 1 }
    minutes: { orders: 4 }
  sales: { line: sales_and_marketing, accounts: "6100", method: driver_share, drivers: { orders: 1 } }
sources:
  lines: { files: l.csv, table: invoice_lines, columns: { invoice_id: no } }
`;

/** The problems that the file is refused with: code, line, and the key they speak of. */
async function problems(text: string): Promise<unknown[]> {
  const file = join(folder, 'p.yaml');
  await writeFile(file, text);
  const error: unknown = await loadPipeline(file).catch((cause: unknown) => cause);
  if (!(error instanceof ProductError)) throw new Error('the file should have been refused');
  return [error.finding, ...error.others].map(({ code, place, params }) => [code, place?.line, params.key]);
}

describe('a slip in a key that must be there', () => {
  it.each([
    ['currency:', 'curency:', 3],
    ['minutes:', 'mintues:', 10],
    // It decides which other keys there may be.
    ['    method:', '    metod:', 8],
    ['{ people:', '{ peple:', 9],
    ['drivers:', 'drivrs:', 11],
    ['files:', 'fils:', 13],
    ['sources:', 'soruces:', 12],
  ])('%s written as %s is one problem, not two', async (right, wrong, line) => {
    const key = wrong.replace(/\W/g, '');
    expect(await problems(good.replace(right, wrong))).toEqual([['CFG003', line, key]]);
  });

  it('is still said to be missing where no unknown key stands for it', async () => {
    expect(await problems(good.replace('currency: EUR\n', ''))).toEqual([['CFG004', 1, 'currency']]);
    expect(await problems(good.replace('    method: time_driven\n', ''))).toEqual([['CFG004', 5, 'method']]);
    // Another key is nearer, or none is near.
    expect(await problems(good.replace('currency:', 'strategi:'))).toEqual([
      ['CFG004', 1, 'currency'],
      ['CFG003', 3, 'strategi'],
    ]);
    expect(await problems(good.replace('currency:', 'money:'))).toEqual([
      ['CFG004', 1, 'currency'],
      ['CFG003', 3, 'money'],
    ]);
  });

  it('counts only in its own block', async () => {
    const other = good.replace('minutes: { orders: 4 }', '').replace('drivers:', 'minuts: {}, drivers:');
    expect(await problems(other)).toEqual([
      ['CFG004', 5, 'minutes'],
      ['CFG003', 11, 'minuts'],
    ]);
  });
});

describe('a value of the wrong kind', () => {
  it.each([
    [
      'people: 1',
      'people: many',
      'Expected a number, found the text "many"',
      '此处应为数字，实际为文本“many”',
    ],
    ['title: Test', 'title: [Test]', 'a list', '列表'],
    [
      'minutes: { orders: 4 }',
      'minutes: [4]',
      'Expected a block of keys, found a list',
      '此处应为一组键，实际为列表',
    ],
  ])('%s written as %s is told in either language', async (right, wrong, en, zh) => {
    const file = join(folder, 'p.yaml');
    await writeFile(file, good.replace(right, wrong));
    const error = (await loadPipeline(file).catch((cause: unknown) => cause)) as ProductError;
    expect(error.finding.text('en')).toContain(en);
    expect(error.finding.text('zh-CN')).toContain(zh);
  });
});
