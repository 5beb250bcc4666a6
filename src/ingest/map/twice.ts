import { canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { RawTable } from '../load/raw.ts';
import { messages } from '../messages.ts';
import { type Outline, type ReadFile, wantedHeaders } from '../read/file.ts';
import { letter } from '../read/header-shapes.ts';
import type { SourceSettings } from '../settings.ts';
import { foldHeader } from '../words.ts';

/**
 * A header that stands twice says nothing of which column is meant: the amount in the currency of the document and that
 * in the company's often have the same one. Where the two differ anywhere, a person must say which (`Amount_1`,
 * `Amount_2`); where they do not, either will do.
 * @throws ProductError ING128
 */
export async function notTwice(
  database: Database,
  source: SourceSettings,
  files: readonly ReadFile[],
  raw: RawTable,
): Promise<void> {
  for (const header of wantedHeaders(source))
    for (const [position, { header: found, located }] of files.entries()) {
      const places = found.cells.flatMap((cell, at) => (foldHeader(cell) === foldHeader(header) ? [at] : []));
      if (places.length < 2) continue;
      const columns = places.map((at) => identifier(raw.columnOf(found.names[at]!)));
      const [first, ...others] = columns as [string, ...string[]];
      const differs = others.map((other) => `${first} is distinct from ${other}`).join(' or ');
      const [row] = await database.rows<Record<string, string | number | null>>(
        `select _row as "row", ${columns.map((column, index) => `${column} as value_${index}`).join(', ')}
         from raw.${identifier(source.name)}
         where _file = ${position} and _shape is null and (${differs}) order by _row limit 1`,
      );
      if (row === undefined) continue;
      const shown = isMeasured(source, header);
      throw messages.headerTwice.error(
        {
          source: source.name,
          file: located.name,
          header,
          row: Number(row.row),
          columns: places.map((at, index) => ({
            name: `${header}_${index + 1}`,
            letter: letter(at),
            value: shown ? String(row[`value_${index}`] ?? '') : '',
          })),
        },
        { file: located.name, field: header },
      );
    }
}

/** Whether a header that the source names stands in a file twice, so that all its rows must be looked at. */
export function standsTwice(source: SourceSettings, files: readonly Outline[]): boolean {
  return wantedHeaders(source).some((header) =>
    files.some(
      ({ header: found }) => found.cells.filter((cell) => foldHeader(cell) === foldHeader(header)).length > 1,
    ),
  );
}

/** Amounts and days may be shown; what else stands in a cell may be a name. */
function isMeasured(source: SourceSettings, header: string): boolean {
  const contract: TableContract = canonicalTables[source.table];
  return Object.entries(source.columns).every(([name, mapping]) => {
    const from = typeof mapping === 'string' ? mapping : 'from' in mapping ? mapping.from : '';
    const type = contract.columns[name]?.type ?? 'text';
    return from !== header || !['text', 'id'].includes(type);
  });
}
