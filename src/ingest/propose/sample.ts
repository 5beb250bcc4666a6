import { nameOf } from './names.ts';
import { bare, shapeOf } from './shapes.ts';
import type { Candidate } from './tables.ts';

/** Headers and a sample of the rows of an export, as columns. */
export interface Sample {
  readonly headers: readonly string[];
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly candidates: readonly Candidate[];
}

export function sampleOf(headers: readonly string[], rows: readonly (readonly string[])[]): Sample {
  // Rows with few cells filled are totals, headings and further lines; they tell little of the columns.
  const filled = rows.map((row) => row.filter((cell) => bare(cell) !== '').length);
  const most = [...filled].sort((a, b) => a - b)[Math.floor(filled.length / 2)] ?? 0;
  const telling = rows.filter((_, index) => filled[index]! >= Math.max(2, most / 2));
  const columns = new Map(
    headers.map((header, index) => [header, telling.map((row) => bare(row[index]))] as const),
  );
  const candidates = headers
    .filter((header) => header.trim() !== '' && !/^column_\d+$/.test(header))
    .map((header) => ({ header, name: nameOf(header), shape: shapeOf(columns.get(header)!) }));
  return { headers, columns, candidates };
}
