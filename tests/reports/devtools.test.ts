import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../../src/reports/paper/devtools.ts';
import { chromiumAtHand } from '../support/browser.ts';

let browser: Awaited<ReturnType<typeof chromiumAtHand>>;
let folder: string;
beforeAll(async () => {
  browser = await chromiumAtHand();
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-devtools-'));
});
afterAll(async () => {
  await browser?.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Answers every call with the same, whatever it is asked, and does not end when asked to. */
const stubborn = `#!${process.execPath}
const { createReadStream, writeSync } = require('node:fs');
let rest = '';
createReadStream(null, { fd: 3 }).setEncoding('utf8').on('data', (text) => {
  const parts = (rest + text).split('\\0');
  rest = parts.pop();
  for (const part of parts)
    writeSync(4, JSON.stringify({ id: JSON.parse(part).id, result: { targetId: 'T', sessionId: 'S' } }) + '\\0');
});
setInterval(() => {}, 1000);
`;

describe('a browser driven over pipes', () => {
  it('fails at once, and from then on, where the page crashes', async () => {
    const page = await startChromium(browser.chromium, { env: browser.env });
    try {
      await expect(page.call('Page.crash')).rejects.toThrow('the page crashed');
      await expect(page.call('Page.captureScreenshot')).rejects.toThrow('the page crashed');
    } finally {
      await page.close();
    }
  });

  it('says which address it could not open', async () => {
    const page = await startChromium(browser.chromium, { env: browser.env });
    try {
      await expect(page.open('file:///no/such/page.html')).rejects.toThrow('ERR_FILE_NOT_FOUND');
    } finally {
      await page.close();
    }
  });

  it.skipIf(process.platform === 'win32')(
    'gives up a step that takes too long, and ends a browser that does not end',
    async () => {
      const executable = join(folder, 'stubborn');
      await writeFile(executable, stubborn);
      await chmod(executable, 0o755);
      const page = await startChromium(executable);
      await expect(page.open('about:blank', 300)).rejects.toThrow('Page.loadEventFired: no answer in 0.3 s');
      await expect(page.close()).resolves.toBeUndefined();
    },
  );
});
