import { elementsOf } from './xml.ts';

/** Formats that are days or times without being written out (ECMA-376 part 1, 18.8.30, with those of East Asia). */
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether each style of the cells shows a number as a day or a time. */
export function dateStyles(xml: string): boolean[] {
  const formats = new Map(
    elementsOf(xml, 'numFmt').map((format) => [
      Number(format.get('numFmtId')),
      format.get('formatCode') ?? '',
    ]),
  );
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
  return elementsOf(cells, 'xf').map((style) => {
    const id = Number(style.get('numFmtId') ?? 0);
    const format = formats.get(id);
    return format === undefined ? builtIn(id) : showsDays(format);
  });
}

/** Letters of a day or a time that stand in the format itself, not in quotes, in brackets or behind a backslash. */
export function showsDays(format: string): boolean {
  if (/\[(?:h+|m+|s+)\]/i.test(format)) return true;
  const bare = format
    .replace(/"[^"]*"/g, '')
    .replace(/\\.|[*_]./g, '')
    .replace(/\[[^\]]*\]/g, '');
  if (/^\s*(?:general|@)\s*$/i.test(bare)) return false;
  return /[ydhs年月日]|m{3}|am\/pm/i.test(bare.replace(/general|standard/gi, ''));
}

const dayLength = 86_400_000;

/**
 * A serial number as text: `2026-06-30`, with its time where it has one. Excel believes that 1900 was a leap year, so its
 * days before March 1900 are one less.
 */
export function serialText(serial: number, from1904: boolean): string {
  const epoch = from1904
    ? Date.UTC(1904, 0, 1)
    : serial >= 60
      ? Date.UTC(1899, 11, 30)
      : Date.UTC(1899, 11, 31);
  const date = new Date(Math.round((epoch + serial * dayLength) / 1000) * 1000);
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}
