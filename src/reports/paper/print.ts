import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { type Devtools, startChromium } from './devtools.ts';
import { findChromium } from './find-chromium.ts';
import { chineseFonts, drawsChinese, hasChinese } from './fonts.ts';

export const papers = { a4: [8.27, 11.69], letter: [8.5, 11] } as const;
export type Paper = keyof typeof papers;

export interface PrintOptions {
  /** Interrupts the browser. */
  readonly signal?: AbortSignal;
  /** A browser, where it is not one of those at hand. */
  readonly chromium?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told what is wrong with the result without being a reason to stop: REP505. */
  readonly warn?: (finding: Finding) => void;
}

/** Finds a browser, lends it, and closes it again. @throws REP503 without one, REP504 where it does not do its work */
async function withChromium<T>(options: PrintOptions, work: (page: Devtools) => Promise<T>): Promise<T> {
  const executable = options.chromium ?? (await findChromium());
  if (executable === undefined) throw messages.chromiumMissing.error({});
  let page: Devtools | undefined;
  try {
    page = await startChromium(executable, options);
    return await work(page);
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw messages.chromiumFailed.error(
      { executable, problem: cause instanceof Error ? cause.message : String(cause) },
      undefined,
      cause,
    );
  } finally {
    await page?.close();
  }
}

/**
 * The report as a PDF: every page of it, tagged for screen readers, with an outline and page numbers.
 * @returns the path written
 */
export async function printReport(
  report: string,
  target: string,
  paper: Paper,
  options: PrintOptions = {},
): Promise<string> {
  const [paperWidth, paperHeight] = papers[paper];
  const text = await readFile(report, 'utf8');
  const title = /<title>(.*?)<\/title>/.exec(text)?.[1] ?? '';
  const { data } = await withChromium(options, async (page) => {
    await checkFonts(page, text, options);
    await page.open(pathToFileURL(report).href);
    return page.call<{ data: string }>('Page.printToPDF', {
      paperWidth,
      paperHeight,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(title),
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, Buffer.from(data, 'base64'));
  return target;
}

/** Names of customers may be Chinese in a report of any language. */
async function checkFonts(page: Devtools, text: string, { warn }: PrintOptions): Promise<void> {
  if (warn !== undefined && hasChinese(text) && (await drawsChinese(page)) === false)
    warn(messages.noChineseFont.finding({ fonts: chineseFonts }));
}

// The title is taken from the page, where it is escaped.
const footer = (title: string): string =>
  `<div style="width:100%;margin:0 13mm;font:7pt sans-serif;color:#566068;display:flex;justify-content:space-between"><span>${title}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;

/**
 * Every chart of a run as a PNG, at twice its size, in the fonts of this machine. Without a Chinese one among them the
 * warning REP505 says so.
 * @returns paths written
 */
export async function drawCharts(
  charts: string,
  target: string,
  options: PrintOptions = {},
): Promise<string[]> {
  const names = (await readdir(charts)).filter((name) => name.endsWith('.svg')).sort();
  await mkdir(target, { recursive: true });
  const drawings = await Promise.all(names.map((name) => readFile(join(charts, name), 'utf8')));
  return withChromium(options, async (page) => {
    await checkFonts(page, drawings.join('\n'), options);
    const written: string[] = [];
    for (const [index, name] of names.entries()) {
      options.signal?.throwIfAborted();
      const path = join(charts, name);
      const { width, height } = sizeOf(drawings[index]!);
      await page.open(pathToFileURL(path).href);
      const { data } = await page.call<{ data: string }>('Page.captureScreenshot', {
        format: 'png',
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height, scale: 2 },
      });
      const file = join(target, `${basename(name, '.svg')}.png`);
      await writeFile(file, Buffer.from(data, 'base64'));
      written.push(file);
    }
    return written;
  });
}

function sizeOf(svg: string): { width: number; height: number } {
  const read = (name: string): number =>
    Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0);
  return { width: Math.ceil(read('width')), height: Math.ceil(read('height')) };
}
