/**
 * Pictures of the sample company's report, to be looked at and kept in docs/images: what a change does to the look of
 * the page is seen by making them again and comparing them.
 *   npm run screenshots
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../src/reports/paper/find-chromium.ts';

interface Picture {
  readonly file: string;
  readonly locale: 'en' | 'zh-CN';
  readonly width: number;
  readonly height: number;
  /** Page and filter, as in the address. */
  readonly address: string;
  readonly dark?: true;
  /** Number of a customer whose card is open. */
  readonly card?: string;
}

const pictures: readonly Picture[] = [
  { file: 'report-overview', locale: 'en', width: 1180, height: 1840, address: '#overview' },
  { file: 'report-overview.zh-CN', locale: 'zh-CN', width: 1180, height: 1820, address: '#overview' },
  { file: 'report-card', locale: 'en', width: 1180, height: 1500, address: '#customers', card: '001015' },
  { file: 'report-profit-dark', locale: 'zh-CN', width: 1280, height: 900, address: '#profit', dark: true },
  { file: 'report-filtered', locale: 'en', width: 1280, height: 900, address: '#people?region=South' },
  { file: 'report-phone', locale: 'zh-CN', width: 360, height: 780, address: '#overview' },
];

const root = fileURLToPath(new URL('../', import.meta.url));
const executablePath = await findChromium();
if (executablePath === undefined)
  throw new Error('no Chromium on this machine; name one in WHALECURVE_CHROMIUM');
const folder = await mkdtemp(join(tmpdir(), 'whalecurve-screenshots-'));
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const locale of ['en', 'zh-CN'] as const) {
    const out = join(folder, locale);
    const args = [
      'bin/whalecurve.js',
      'run',
      'pipelines/profitability.yaml',
      '--locale',
      locale,
      '--out',
      out,
    ];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
    if (status !== 0) throw new Error(`the run ended with ${status}`);
    for (const picture of pictures.filter((one) => one.locale === locale))
      await take(browser, picture, join(out, 'latest', 'report.html'));
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

async function take(from: Browser, picture: Picture, report: string): Promise<void> {
  const { file, width, height, address, dark, card } = picture;
  const context = await from.newContext({
    viewport: { width, height },
    colorScheme: dark === true ? 'dark' : 'light',
  });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(report).href}${address}`);
  await page.waitForSelector('html[data-ready]');
  if (card !== undefined) {
    await page.fill('input[type=search]', card);
    await page.click('#customer-table tbody [data-open]');
  }
  // The address of a page makes the browser scroll past the report's own head.
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForFunction("document.querySelectorAll('.is-current .plot:not(.is-live)').length === 0");
  const path = join(root, 'docs', 'images', `${file}.png`);
  await page.screenshot({ path });
  console.log(path);
  await context.close();
}
