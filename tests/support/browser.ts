import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * A Chromium to look with: the one named by WHALECURVE_CHROMIUM, one that is installed, else the one that comes
 * inside a dev dependency. Nothing is downloaded.
 */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const quietArguments = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function launchBrowser(): Promise<Browser> {
  const named = process.env.WHALECURVE_CHROMIUM;
  const found = named ?? installed.find((path) => existsSync(path));
  const args = [...quietArguments, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  if (found !== undefined) return chromium.launch({ executablePath: found, args });
  return launchUnpacked(args);
}

/**
 * The packaged Chromium unpacks itself to a fixed name in the temporary folder, so two test processes would write over
 * one another: each gets a temporary folder of its own.
 */
export async function launchUnpacked(
  args: readonly string[] = [...quietArguments, '--no-sandbox'],
): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-chromium-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    const executablePath = await packed.executablePath();
    const browser = await chromium.launch({
      executablePath,
      args: [...packed.args, ...args],
      headless: true,
    });
    browser.once('disconnected', () => void rm(folder, { recursive: true, force: true }));
    return browser;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
