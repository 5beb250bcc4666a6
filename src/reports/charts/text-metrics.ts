import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Advance widths of Helvetica and Arial for ASCII 32–126, in thousandths of the font size. */
const advances = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Width of a text in CSS pixels without a canvas. East Asian characters take a whole em, others what Arial gives them. */
export function textWidth(text: string, fontSize: number): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 127) sum += advances[code - 32] ?? 0;
    else if (code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xffdc) || code >= 0x1f300))
      sum += 1000;
    else sum += 600;
  }
  // System fonts run a little wider than Arial.
  return (sum * fontSize * 1.06) / 1000;
}

/** Breaks a sentence into lines that fit; Chinese breaks anywhere, others between words. */
export function wrap(text: string, width: number, fontSize: number): string[] {
  const pieces = text.match(/[\u2e80-\uffdc][，。、；：）》]?|[^\s\u2e80-\uffdc]+\s*|\s+/g) ?? [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && textWidth((line + piece).trimEnd(), fontSize) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}

interface Metrics {
  width: unknown;
  canvas: unknown;
}

let done: Promise<void> | undefined;

/**
 * Vega's own guess without a canvas is 0.8 em a character: margins too wide for Latin, too narrow for Chinese. The
 * packages of Vega may each bring a copy of the scenegraph, each with its own measure; all of them get ours.
 */
export function measureTextLikeAFont(): Promise<void> {
  done ??= replaceMeasures();
  return done;
}

async function replaceMeasures(): Promise<void> {
  const vega = createRequire(import.meta.url).resolve('vega');
  const packages = ['vega-view', 'vega-parser', 'vega-functions', 'vega-view-transforms', 'vega-label'];
  const paths = new Set([createRequire(vega).resolve('vega-scenegraph')]);
  for (const name of packages) {
    const home = createRequire(vega).resolve(name);
    paths.add(createRequire(home).resolve('vega-scenegraph'));
  }
  for (const path of paths) {
    const { textMetrics } = (await import(pathToFileURL(path).href)) as { textMetrics: Metrics };
    textMetrics.width = measured;
    // Otherwise the guess would be put back when a view without a screen starts.
    textMetrics.canvas = () => {};
  }
}

function measured(
  item: { text?: unknown; fontSize?: number; fontWeight?: unknown; limit?: number },
  line?: unknown,
): number {
  const bold = Number(item.fontWeight ?? 400) >= 600 ? 1.06 : 1;
  const width = bold * textWidth(String(line ?? item.text ?? ''), item.fontSize ?? 11);
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
}
