import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { countedColumn } from '../map/cells.ts';
import { type Converted, keyHash } from '../map/convert.ts';

/**
 * `ingest.row_marks`: for every row kept a mark of what it is (its key) and of what it says, so that the next run can
 * tell what has been added, changed and taken away since. A row of a table without key is what it says, and the how
 * manieth of its like it is. Of rows that stay in the warehouse as they were read, the marks are made when they are
 * asked for; of the others they are written.
 */
export async function keepMarks(database: Database, converted: readonly Converted[]): Promise<void> {
  await database.run(
    'create or replace table ingest.written_marks (source varchar, key_mark ubigint, content_mark ubigint)',
  );
  const asked: string[] = [];
  for (const part of converted)
    if (part.stored !== undefined) asked.push(marksOf(part, part.stored.table));
    else await database.run(`insert into ingest.written_marks ${marksOf(part, identifier(part.work))}`);
  await database.run(
    `create or replace view ingest.row_marks as ${['from ingest.written_marks', ...asked].join('\nunion all\n')}`,
  );
}

function marksOf(part: Converted, rows: string): string {
  const { mapped, counted } = part;
  const columns = [...Object.keys(mapped.source.columns), ...(counted ? [countedColumn] : [])].sort();
  const mark =
    mapped.contract.key.length > 0
      ? keyHash(part)
      : 'hash(content_mark, row_number() over (partition by content_mark))';
  return `select ${literal(mapped.source.name)} as source, ${mark} as key_mark, content_mark
     from (select *, hash(${columns.map(identifier).join(', ')}) as content_mark from ${rows} where _reason is null)`;
}
