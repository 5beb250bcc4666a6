import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Database } from '../engine/database.ts';
import { identifier, literal } from '../engine/sql-text.ts';
import { ProductError } from '../language/messages.ts';
import { globSafe, parquetShape } from './load/raw.ts';
import { bytesOf } from './read/bytes.ts';
import { formatOf } from './read/format.ts';
import { delimiters, firstRecords, headerWithin, uniqueNames } from './read/header.ts';
import { jsonHead } from './read/json.ts';
import { openPages, rowsOfPages } from './read/pages.ts';
import { type Encoding, proveEncoding } from './read/prove.ts';
import { headOf } from './read/utf8.ts';
import { openWorkbook } from './read/workbook.ts';
import { synonyms } from './synonyms.ts';
import { foldHeader } from './words.ts';

/** What can be said of an export before anyone has mapped it. */
export interface Inspection {
  readonly encoding: string;
  /** False where the bytes prove nothing and the encoding is the likeliest: it must be declared. */
  readonly encodingProven: boolean;
  /** Empty for workbooks and Parquet. */
  readonly delimiter: string;
  /** Record of the header, counted from 1; the rows above it are titles. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  /** The first rows below the header, as text. They hold whatever the export holds: never to be logged. */
  readonly sampleRows: readonly (readonly string[])[];
  readonly sheets?: readonly string[];
}

/** The first rows of an export, under each delimiter it might have; a workbook and Parquet have one reading only. */
export interface HeadRows {
  readonly encoding: Encoding;
  readonly proven: boolean;
  readonly candidates: readonly {
    readonly delimiter: string;
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly sheets?: readonly string[];
}

export interface HeadOptions {
  readonly sheet?: string | undefined;
  readonly encoding?: Encoding | undefined;
  readonly decimal?: 'point' | 'comma' | undefined;
  /** How many rows below the last place where a header may stand. */
  readonly below?: number;
}

const samples = 5;

export interface InspectOptions {
  /** One of a workbook; the first one if left out. */
  readonly sheet?: string | undefined;
  /** How many rows below the header. */
  readonly below?: number;
  /** What messages call the file. */
  readonly name?: string;
}

/** Looks at an export: encoding, delimiter, header row, first rows. */
export async function inspectHeaders(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const { sheet, below = samples, name = basename(path) } = options;
  const { encoding, proven, candidates, sheets } = await headRows(path, name, { sheet, below });
  let best:
    | { delimiter: string; rows: readonly (readonly string[])[]; header: number; score: number }
    | undefined;
  for (const { delimiter, rows } of candidates) {
    const { index, score } = likeliestHeader(rows);
    if (best === undefined || score > best.score) best = { delimiter, rows, header: index, score };
  }
  const { delimiter, rows, header } = best!;
  return {
    encoding,
    encodingProven: proven,
    delimiter,
    headerRow: header + 1,
    headers: uniqueNames(rows[header] ?? []),
    sampleRows: rows.slice(header + 1, header + 1 + below),
    ...(sheets === undefined ? {} : { sheets }),
  };
}

/** @throws ProductError for a file that is no export: empty, locked, unreadable, of another format. */
export async function headRows(path: string, name: string, options: HeadOptions = {}): Promise<HeadRows> {
  const limit = headerWithin + (options.below ?? samples);
  const { format, gzip } = await formatOf(path, name);
  if (format === 'pages') {
    const pages = await openPages({ path, name, gzip }, options.encoding);
    const rows = rowsOfPages(pages, options.sheet).slice(0, limit);
    const { encoding, sheets } = pages;
    const candidates = [{ delimiter: '', rows }];
    return { encoding, proven: true, candidates, ...(sheets === undefined ? {} : { sheets }) };
  }
  const only = (rows: string[][]): HeadRows => ({
    encoding: 'utf-8',
    proven: true,
    candidates: [{ delimiter: '', rows }],
  });
  if (format === 'json') return jsonRows({ path, name, gzip }, options);
  if (format !== 'text' && gzip) return unpacked(path, name, options);
  if (format === 'workbook') {
    const { sheets, rows: read } = await openWorkbook(path, name);
    const rows: string[][] = [];
    for await (const some of read(options.sheet ?? sheets[0] ?? '', options.decimal ?? 'point', limit))
      for (const { cells } of some) rows.push([...cells]);
    return { encoding: 'utf-8', proven: true, candidates: [{ delimiter: '', rows }], sheets };
  }
  if (format === 'arrow' || format === 'arrow_stream') {
    const { arrowHead } = await import('./read/arrow.ts');
    const { headers, rows } = await arrowHead(path, name, format === 'arrow_stream', limit);
    return only([headers, ...rows]);
  }
  if (format === 'parquet')
    return {
      encoding: 'utf-8',
      proven: true,
      candidates: [{ delimiter: '', rows: await parquetRows(path, limit) }],
    };
  const place = { path, name, gzip };
  const { encoding, proven } = await likeliest(place, options.encoding);
  const head = await headOf(place, encoding, Math.max(1 << 18, limit << 10));
  const candidates = delimiters.map((delimiter) => ({
    delimiter,
    rows: firstRecords(head.bytes, head.whole, delimiter, limit),
  }));
  return { encoding, proven, candidates };
}

/** Workbooks, Parquet and Arrow are read by jumping about in them, so of a packed one a copy is looked at. */
async function unpacked(path: string, name: string, options: HeadOptions): Promise<HeadRows> {
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-look-'));
  try {
    const copy = join(folder, 'unpacked');
    await writeFile(copy, bytesOf(path, true));
    return await headRows(copy, name, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function parquetRows(path: string, limit: number): Promise<string[][]> {
  const database = await Database.open({ path: ':memory:' });
  try {
    const { headers } = await parquetShape(database, path);
    const cells = headers.map((header, index) => `cast(${identifier(header)} as varchar) as c${index}`);
    const rows = await database.rows<Record<string, string | null>>(
      `select ${cells.join(', ')} from read_parquet(${literal(globSafe(path))}) limit ${limit}`,
    );
    return [headers, ...rows.map((row) => headers.map((_, index) => row[`c${index}`] ?? ''))];
  } finally {
    database.close();
  }
}

/** JSON names its columns in every record; the first ones stand for all. */
async function jsonRows(
  place: { path: string; name: string; gzip: boolean },
  options: HeadOptions,
): Promise<HeadRows> {
  const { encoding } = await likeliest(place, options.encoding);
  const { bytes, whole } = await headOf(place, encoding);
  const { columns, records, lists } = jsonHead(bytes, whole, options.sheet);
  const rows = records.map((cells) => columns.map((column) => cells.get(column) ?? ''));
  const shown = [columns, ...rows.slice(0, headerWithin + (options.below ?? samples))];
  const candidates = [{ delimiter: '', rows: shown }];
  return { encoding: 'utf-8', proven: true, candidates, ...(lists === undefined ? {} : { sheets: lists }) };
}

async function likeliest(
  place: { path: string; name: string; gzip: boolean },
  declared: Encoding | undefined,
): Promise<{ encoding: Encoding; proven: boolean }> {
  try {
    return { encoding: (await proveEncoding(place, declared)).encoding, proven: true };
  } catch (error) {
    if (error instanceof ProductError && error.finding.code === 'ING104')
      return { encoding: 'windows-1252', proven: false };
    throw error;
  }
}

const known = new Set(
  Object.values(synonyms)
    .flatMap((columns) => Object.values(columns).flat())
    .map(foldHeader),
);

/** The header is the row with the most different texts; known names count double, numbers and repeats against it. */
function likeliestHeader(rows: readonly (readonly string[])[]): { index: number; score: number } {
  let best = { index: 0, score: Number.NEGATIVE_INFINITY };
  rows.slice(0, headerWithin).forEach((cells, index) => {
    const filled = cells.map(foldHeader).filter((cell) => cell !== '');
    const texts = new Set(filled.filter((cell) => !/^[-+]?[\d.,:/ -]+%?$/.test(cell)));
    const numbers = filled.length - filled.filter((cell) => texts.has(cell)).length;
    const familiar = [...texts].filter((cell) => known.has(cell)).length;
    const score = texts.size + 2 * familiar - 2 * numbers - (filled.length - numbers - texts.size);
    if (score > best.score) best = { index, score };
  });
  return best;
}
