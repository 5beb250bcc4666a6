import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
 * one another: each gets a temporary folder of its own. Its recommended arguments are made for a function that opens
 * one page (a single process, which ends with the first page that is closed) and are not used. The libraries packed
 * with it serve only where the system has none.
 */
export async function launchUnpacked(
  args: readonly string[] = [...quietArguments, '--no-sandbox'],
): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-chromium-'));
  const executablePath = await unpackInto(folder);
  const launch = (env: Record<string, string>): Promise<Browser> =>
    chromium.launch({ executablePath, args: [...args], headless: true, env: { ...process.env, ...env } });
  const browser = await launch({}).catch(() => launch({ LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }));
  browser.once('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

async function unpackInto(folder: string): Promise<string> {
  const before = { ...process.env };
  // The package looks at these alone to decide where to unpack, and whether its libraries are wanted as well.
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/**
 * The fonts of a machine that has Latin ones alone: those packed with the Chromium. Without any font at all a browser
 * may do anything.
 * @param folder an empty one, into which they go
 * @returns what the browser's environment needs for it
 */
export async function latinFontsOnly(folder: string): Promise<Record<string, string>> {
  await unpackInto(folder);
  const cache = join(folder, 'cache');
  const config = join(folder, 'latin.conf');
  await mkdir(cache);
  await writeFile(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${cache}</cachedir></fontconfig>`,
  );
  return { FONTCONFIG_FILE: config };
}

/** The same browser for the product's own printing: where it is, what it needs, and how to clear it away. */
export async function chromiumAtHand(): Promise<{
  chromium: string;
  env: Record<string, string>;
  remove(): Promise<void>;
}> {
  const found = process.env.WHALECURVE_CHROMIUM ?? installed.find((path) => existsSync(path));
  if (found !== undefined) return { chromium: found, env: {}, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-chromium-'));
  const path = await unpackInto(folder);
  const starts = spawnSync(path, ['--version']).status === 0;
  return {
    chromium: path,
    env: starts ? {} : { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
