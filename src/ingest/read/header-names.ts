import { cleanHeader, foldHeader } from '../words.ts';

export interface Header {
  /** Index of the header among the file's records, the last one where it has two rows; -1 where the file has none. */
  readonly index: number;
  /** Unique names, as stored in `raw`. */
  readonly names: readonly string[];
  /** The header cells as written. */
  readonly cells: readonly string[];
  /** Where the header has two rows: both as written, to know them again when they are repeated. */
  readonly rows?: readonly (readonly string[])[];
}

/** What is known of a file's header before it is read. */
export interface HeaderWish {
  /** The headers that the mapping names. */
  readonly wanted: readonly string[];
  /** Those of them whose cells hold numbers or dates. */
  readonly measured: readonly string[];
  /** The source says that there is none. */
  readonly none: boolean;
}

/** Names for the columns of a table: an empty header gets its position, a repeated one a number. */
export function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set(['_file', '_row', '_shape', '_line']);
  return cells.map((cell, index) => {
    const name = cleanHeader(cell) || `column_${index + 1}`;
    let unique = name;
    for (let n = 2; taken.has(foldHeader(unique)); n++) unique = `${name}_${n}`;
    taken.add(foldHeader(unique));
    return unique;
  });
}

/** What headers may be called in a mapping: of two with the same name, the first is also `Amount_1`. */
export function callable(names: readonly string[]): Set<string> {
  const folds = new Set(names.map(foldHeader));
  for (const fold of [...folds]) if (folds.has(`${fold}_2`)) folds.add(`${fold}_1`);
  return folds;
}
