import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { countedColumn } from '../map/cells.ts';
import type { Converted } from '../map/convert.ts';

/**
 * `ingest.row_marks`: for every row kept a mark of what it is (its key) and of what it says, sixteen bytes in all, so
 * that the next run can tell what has been added, changed and taken away since. A row of a table without key is what it
 * says, and the how manieth of its like it is.
 */
export async function keepMarks(database: Database, converted: readonly Converted[]): Promise<void> {
  await database.run(
    'create or replace table ingest.row_marks (source varchar, key_mark ubigint, content_mark ubigint)',
  );
  for (const { mapped, work, counted } of converted) {
    const columns = [...Object.keys(mapped.source.columns), ...(counted ? [countedColumn] : [])].sort();
    const content = `hash(${columns.map(identifier).join(', ')})`;
    const { key } = mapped.contract;
    const mark =
      key.length > 0
        ? `hash(${key.map(identifier).join(', ')})`
        : 'hash(content_mark, row_number() over (partition by content_mark))';
    await database.run(
      `insert into ingest.row_marks
       with rows as (select *, ${content} as content_mark from ${identifier(work)} where _reason is null)
       select ${literal(mapped.source.name)}, ${mark}, content_mark from rows`,
    );
  }
}
