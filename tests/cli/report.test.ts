import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumAtHand, latinFontsOnly } from '../support/browser.ts';
import { run } from '../support/product.ts';

/** `whalecurve report` from outside: paper and pictures of a finished run, and what is said where they cannot be made. */

const pipeline = `whalecurve: 1
title: { en: "Tin & Co <profit>", zh-CN: "锡公司" }
currency: EUR
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: Invoice, line_no: Line, customer_id: Customer, invoiced_on: Date, quantity: Qty, net_amount: Amount, cost_amount: Cost }
  names:
    files: names.csv
    table: customers
    columns: { customer_id: Customer, name: Name }
`;

const browser = await chromiumAtHand();
// On a system for which no Chromium is packed and none is installed there is nothing to print with.
const none =
  spawnSync(browser.chromium, ['--version'], { env: { ...process.env, ...browser.env } }).status !== 0;
const env = { ...browser.env, WHALECURVE_CHROMIUM: browser.chromium };

let folder: string;
let report: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-report-cli-'));
  const names = Array.from({ length: 12 }, (_, at) => `C${at},客户 ${at} 有限公司`);
  const lines = names.flatMap((_, at) =>
    [1, 2, 3].map((n) => `${at}-${n},1,C${at},2026-0${n}-05,1,${1000 + at * 100},${400 + at * 130}`),
  );
  await writeFile(join(folder, 'pipeline.yaml'), pipeline);
  await writeFile(join(folder, 'names.csv'), `Customer,Name\n${names.join('\n')}\n`);
  await writeFile(
    join(folder, 'lines.csv'),
    `Invoice,Line,Customer,Date,Qty,Amount,Cost\n${lines.join('\n')}\n`,
  );
  const { code, stderr } = await run(['run', join(folder, 'pipeline.yaml'), '--out', join(folder, 'out')]);
  expect(stderr).not.toContain('INT9');
  expect(code).toBe(0);
  report = join(folder, 'out', 'latest');
});
afterAll(async () => {
  await browser.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe.skipIf(none)('whalecurve report, with a Chromium', () => {
  it('prints beside the report, on the paper asked for, and names the file', async () => {
    const { code, stdout, stderr } = await run(['report', report], undefined, env);
    expect({ code, stderr: stderr.replace(/warning REP505[\s\S]*/, '') }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('report.pdf');
    const pdf = await readFile(join(report, 'report.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const letter = join(folder, 'letter.pdf');
    expect((await run(['report', report, '--pdf', letter, '--paper', 'letter'], undefined, env)).code).toBe(
      0,
    );
    expect((await readFile(letter)).toString('latin1')).toContain('/MediaBox [0 0 612 792]');
  });

  it('draws every chart as a picture, and answers in JSON', async () => {
    const target = join(folder, 'pictures');
    const { code, stdout } = await run(['report', report, '--png', target, '--json'], undefined, env);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { pdf: string[]; png: string[]; findings: unknown[] };
    expect(answer.pdf).toEqual([]);
    const charts = (await readdir(join(report, 'charts'))).filter((name) => name.endsWith('.svg'));
    expect(answer.png.length).toBe(charts.length);
    for (const file of answer.png) expect((await stat(file)).size).toBeGreaterThan(1000);
  });

  it.skipIf(process.platform !== 'linux')('warns where no font has Chinese characters', async () => {
    const fonts = join(folder, 'fonts');
    await mkdir(fonts);
    const bare = { ...env, ...(await latinFontsOnly(fonts)) };
    const { code, stderr } = await run(['report', report, '--pdf', join(folder, 'x.pdf')], undefined, bare);
    expect(code).toBe(0);
    expect(stderr).toContain('REP505');
    expect(stderr).toContain('Noto Sans CJK SC');
    const chinese = await run(
      ['report', report, '--png', join(folder, 'y'), '--locale', 'zh-CN'],
      undefined,
      bare,
    );
    expect(chinese.stderr).toContain('本机没有中文字体');
  });

  it('ends with a fault that names the browser where it does not work', async () => {
    const { code, stderr } = await run(['report', report], undefined, {
      WHALECURVE_CHROMIUM: process.execPath,
    });
    expect(code).toBe(3);
    expect(stderr).toContain('REP504');
    expect(stderr).toContain(process.execPath);
  });
});

describe('whalecurve report, without', () => {
  it('says what to install where there is no browser', async () => {
    const { code, stderr } = await run(['report', report], undefined, {
      WHALECURVE_CHROMIUM: join(folder, 'no-such-browser'),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('REP503');
  });

  it('says where it looked for a run', async () => {
    const { code, stderr } = await run(['report', join(folder, 'nowhere')]);
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere');
  });
});
