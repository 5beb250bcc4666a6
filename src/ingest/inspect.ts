import { basename } from 'node:path';
import { Database } from '../engine/database.ts';
import { ProductError } from '../language/messages.ts';
import { parquetShape } from './load/raw.ts';
import { formatOf } from './read/format.ts';
import { type Delimiter, delimiters, firstRecords, headerWithin, uniqueNames } from './read/header.ts';
import { type Encoding, proveEncoding } from './read/prove.ts';
import { headOf } from './read/utf8.ts';
import { rowsOfSheet, sheetNames, workbookBytes } from './read/workbook.ts';
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
  /** Up to five rows below the header, as text. They hold whatever the export holds: never to be logged. */
  readonly sampleRows: readonly (readonly string[])[];
  readonly sheets?: readonly string[];
}

const samples = 5;

/** Looks at an export: encoding, delimiter, header row, first rows. `sheet` chooses one of a workbook. */
export async function inspectHeaders(path: string, sheet?: string): Promise<Inspection> {
  const name = basename(path);
  const { format, gzip } = await formatOf(path, name);
  if (format === 'workbook') return inspectWorkbook(path, name, gzip, sheet);
  if (format === 'parquet') return inspectParquet(path);
  const place = { path, name, gzip };
  const { encoding, proven } = await likeliest(place);
  const head = await headOf(place, encoding);
  let best: { delimiter: Delimiter; rows: string[][]; header: number; score: number } | undefined;
  for (const delimiter of delimiters) {
    const rows = firstRecords(head.bytes, head.whole, delimiter, headerWithin + samples);
    const { index, score } = likeliestHeader(rows);
    if (best === undefined || score > best.score) best = { delimiter, rows, header: index, score };
  }
  const { delimiter, rows, header } = best!;
  return { encoding, encodingProven: proven, delimiter, ...around(rows, header) };
}

async function inspectWorkbook(
  path: string,
  name: string,
  gzip: boolean,
  sheet: string | undefined,
): Promise<Inspection> {
  const { bytes } = await workbookBytes(path, name, gzip);
  const sheets = await sheetNames(bytes);
  const rows: string[][] = [];
  for await (const row of rowsOfSheet(bytes, sheet ?? sheets[0] ?? '', 'point', headerWithin + samples))
    rows.push([...row.cells]);
  const { index } = likeliestHeader(rows);
  return { encoding: 'utf-8', encodingProven: true, delimiter: '', ...around(rows, index), sheets };
}

async function inspectParquet(path: string): Promise<Inspection> {
  const database = await Database.open({ path: ':memory:' });
  try {
    const { headers } = await parquetShape(database, path);
    return { encoding: 'utf-8', encodingProven: true, delimiter: '', headerRow: 1, headers, sampleRows: [] };
  } finally {
    database.close();
  }
}

async function likeliest(place: {
  path: string;
  name: string;
  gzip: boolean;
}): Promise<{ encoding: Encoding; proven: boolean }> {
  try {
    return { encoding: (await proveEncoding(place, undefined)).encoding, proven: true };
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

function around(rows: readonly (readonly string[])[], header: number) {
  return {
    headerRow: header + 1,
    headers: uniqueNames(rows[header] ?? []),
    sampleRows: rows.slice(header + 1, header + 1 + samples),
  };
}
