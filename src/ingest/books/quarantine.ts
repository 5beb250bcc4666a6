import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import { loadFile, rawOwnColumns } from '../load/raw.ts';
import type { Converted } from '../map/convert.ts';
import { fileNameOf } from '../words.ts';

/** Rows that were never meant for us are counted, not kept. */
const notKept = "('not_selected', 'empty_row')";

/** Creates `ingest.quarantine`: every row set aside, with the place, the reason and the row as it stood. */
export async function createQuarantine(database: Database): Promise<void> {
  await database.run(
    `create or replace table ingest.quarantine (source varchar, file varchar, row_number bigint, field varchar, value varchar,
       reason_code varchar, record json)`,
  );
}

/** Adds the rows that one source has set aside, in the order of its files. A row of a wrong shape is kept as its text. */
export async function setAside(database: Database, part: Converted): Promise<void> {
  const { mapped, files, work } = part;
  const source = mapped.source.name;
  if (part.stored !== undefined) await fetchText(database, part);
  const names = files.map((file, index) => `when ${index} then ${literal(file.located.name)}`).join(' ');
  const cells = mapped.raw.columns
    .map((column) => `${literal(column)}, raw.${identifier(column)}`)
    .join(', ');
  await database.run(
    `insert into ingest.quarantine
     select ${literal(source)}, case work._file ${names} end, work._row, work._field, work._value, work._reason,
       case when raw._line is not null then json_object('_line', raw._line) else json_object(${cells}) end
     from ${identifier(work)} as work join raw.${identifier(source)} as raw on raw._file = work._file and raw._row = work._row
     where work._reason is not null and work._reason not in ${notKept}
     order by work._file, work._row`,
  );
}

/** The text of plain rows is not kept; of those that are set aside for what stands elsewhere, it is read again. */
async function fetchText(database: Database, { mapped, files, work }: Converted): Promise<void> {
  const source = mapped.source.name;
  const lost = 'ingest_lost';
  await database.run(
    `create or replace temp table ${lost} as select _file, _row from ${identifier(work)}
     where _reason is not null and _reason not in ${notKept} and (_file, _row) not in (select (_file, _row) from raw.${identifier(source)})`,
  );
  const found = await database.rows<{ file: number }>(
    `select distinct _file as file from ${lost} order by file`,
  );
  for (const { file } of found) await loadFile(database, source, mapped.raw, files[file]!, file, lost);
  await database.run(`drop table ${lost}`);
}

/**
 * Writes `quarantine/<source>.csv` for every source that has rows set aside: where, why, and the original columns, for
 * a person to open in a spreadsheet. UTF-8 with byte order mark. A cell or a header that a spreadsheet would run as a formula
 * gets an apostrophe; numbers keep their sign.
 * @returns the files written.
 */
export async function writeQuarantine(database: Database, folder: string): Promise<string[]> {
  const sources = await database.rows<{ source: string }>(
    'select distinct source from ingest.quarantine order by source',
  );
  const into = join(folder, 'quarantine');
  if (sources.length > 0) await mkdir(into, { recursive: true });
  const written: string[] = [];
  for (const { source } of sources) {
    const columns = await originalColumns(database, source);
    const own = ['file', 'row', 'field', 'value', 'reason'];
    const taken = new Set(own);
    const originals = columns.map((column) => {
      const shown = /^[=+\-@\t\r]/.test(column) ? `'${column}` : column;
      let name = shown;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${shown}_${n}`;
      taken.add(name.toLowerCase());
      return `${harmless(`record->>${literal(pointer(column))}`)} as ${identifier(name)}`;
    });
    const path = join(into, `${fileNameOf(source)}.csv`);
    await rm(path, { force: true });
    await database.run(
      `copy (
         select ${harmless('file')} as ${identifier('\ufefffile')}, row_number as "row", field, ${harmless('value')} as value, reason_code as reason,
           ${originals.join(', ')}, ${harmless(`record->>'_line'`)} as ${identifier(taken.has('text') ? '_line' : 'text')}
         from ingest.quarantine where source = ${literal(source)}
       ) to ${literal(path)} (format csv, header true, delimiter ',', quote '"', escape '"')`,
    );
    written.push(path);
  }
  return written;
}

/** A JSON pointer, so that a header with dots or brackets is a plain name. */
const pointer = (column: string): string => `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function harmless(text: string): string {
  return `case when regexp_matches(${text}, '^[=+\\-@\\t\\r]') and not regexp_full_match(${text}, '[-+]?[0-9.,]+%?')
    then '''' || (${text}) else ${text} end`;
}

async function originalColumns(database: Database, source: string): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'raw' and table_name = $source order by ordinal_position`,
    { source },
  );
  return rows.map(({ name }) => name).filter((name) => !(rawOwnColumns as readonly string[]).includes(name));
}
