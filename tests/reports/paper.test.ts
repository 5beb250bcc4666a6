import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualPlaces } from '../../src/reports/paper/find-chromium.ts';
import { drawCharts, papers, printReport } from '../../src/reports/paper/print.ts';
import { readReports, writeReports } from '../../src/reports/reports.ts';
import { chromiumAtHand } from '../support/browser.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';
import { ensureClient } from './client.ts';
import { pageSizes, textPiecesByPage } from './pdf.ts';

let folder: string;
let browser: Awaited<ReturnType<typeof chromiumAtHand>>;
beforeAll(async () => {
  await ensureClient();
  browser = await chromiumAtHand();
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-paper-'));
  const database = await reportFixture();
  await writeReports(database, folder, await readReports(database, fixtureContext('zh-CN')));
  database.close();
});
afterAll(async () => {
  await browser?.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

describe('the report on paper', () => {
  it.each(['a4', 'letter'] as const)('is every page of it on %s, none of them blank', async (paper) => {
    const target = join(folder, `${paper}.pdf`);
    await printReport(join(folder, 'report.html'), target, paper, browser);
    const pdf = await readFile(target);
    const pieces = textPiecesByPage(pdf);
    expect(pieces.length).toBeGreaterThanOrEqual(9);
    expect(pieces.length).toBeLessThan(30);
    expect(Math.min(...pieces)).toBeGreaterThan(5);
    // In points, 72 to the inch.
    for (const size of pageSizes(pdf)) {
      expect(size[0]).toBeCloseTo(papers[paper][0] * 72, -0.5);
      expect(size[1]).toBeCloseTo(papers[paper][1] * 72, -0.5);
    }
    // Each page of the report begins a sheet of its own and stands in the outline.
    const outline = pdf.toString('latin1').match(/\/Type \/Outlines|\/Outlines \d+ 0 R/g);
    expect(outline).not.toBeNull();
  });

  it('draws every chart as a PNG of twice its size', async () => {
    const written = await drawCharts(join(folder, 'charts'), join(folder, 'png'), browser);
    const drawn = (await readdir(join(folder, 'charts'))).filter((name) => name.endsWith('.svg'));
    expect(written.length).toBe(drawn.length);
    expect(drawn.length).toBeGreaterThan(10);
    const png = await readFile(written.find((path) => path.endsWith('top-and-bottom.png'))!);
    const svg = await readFile(join(folder, 'charts', 'top-and-bottom.svg'), 'utf8');
    const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)![1]);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * Math.ceil(width));
    expect((await stat(written[0]!)).size).toBeGreaterThan(5000);
  });

  it('says what to do where no browser works', async () => {
    const failed = printReport(join(folder, 'report.html'), join(folder, 'x.pdf'), 'a4', {
      chromium: join(folder, 'no-such-browser'),
    });
    await expect(failed).rejects.toMatchObject({ finding: { code: 'REP504' } });
  });
});

describe('the browsers at hand', () => {
  it('are looked for where each system keeps them, the named one alone', () => {
    expect(usualPlaces({ platform: 'linux', env: { WHALECURVE_CHROMIUM: '/x/chrome' } })).toEqual([
      '/x/chrome',
    ]);
    expect(usualPlaces({ platform: 'linux', env: { PATH: '/usr/bin' } })).toContain('/usr/bin/google-chrome');
    expect(usualPlaces({ platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' } })).toContain(
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    );
    expect(usualPlaces({ platform: 'darwin', env: { HOME: '/Users/a' } })).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });
});
