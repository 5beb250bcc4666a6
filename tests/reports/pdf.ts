import { inflateSync } from 'node:zlib';

/** What a printed page carries: how many pieces of text. Enough to know a blank page; reads what Chromium writes. */
export function textPiecesByPage(pdf: Buffer): number[] {
  const source = pdf.toString('latin1');
  const offsets = new Map<string, number>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\b/g)) offsets.set(match[1]!, match.index);
  const pages = [...source.matchAll(/\/Type \/Page\b(?!s)[\s\S]*?endobj/g)];
  return pages.map((page) => {
    const contents = /\/Contents (\d+) 0 R/.exec(page[0])?.[1];
    const at = contents === undefined ? undefined : offsets.get(contents);
    if (at === undefined) return 0;
    const length = Number(/\/Length (\d+)/.exec(source.slice(at, at + 400))?.[1] ?? 0);
    const start = source.indexOf('stream\n', at) + 'stream\n'.length;
    const stream = inflateSync(pdf.subarray(start, start + length)).toString('latin1');
    return (stream.match(/\bT[jJ]\b/g) ?? []).length;
  });
}

/** Width and height of each page in points. */
export function pageSizes(pdf: Buffer): [number, number][] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((match) => [
    Number(match[1]),
    Number(match[2]),
  ]);
}
