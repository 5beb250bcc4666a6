import type { CanonicalTable } from '../../contracts/canonical.ts';
import { canonicalTables } from '../../contracts/canonical.ts';
import type { Column, TableContract } from '../../contracts/contract.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { RawTable } from '../load/raw.ts';
import { conditions } from '../read/file.ts';
import type { ColumnMapping, SourceSettings } from '../settings.ts';
import { type Unit, unitOfHeader, unitOfTitles } from './units.ts';

/** One canonical column of a source and the cells it is made of. */
export interface MappedColumn {
  readonly name: string;
  readonly column: Column;
  readonly mapping: ColumnMapping;
  /** The parts of the mapping, as names of cleaned cells. Nothing for a constant. */
  readonly from?: Cell;
  /** Further parts of an id. */
  readonly join?: readonly Cell[];
  readonly plus?: Cell;
  readonly minus?: Cell;
  readonly times?: Cell;
  /** The cell that says whether the sign is turned. */
  readonly sign?: Cell;
  /** The cell that says whether there is a value. */
  readonly when?: Cell;
}

/** A column of the export, cleaned: `alias` is its name in the queries, `header` what the pipeline file calls it. */
export interface Cell {
  readonly alias: string;
  readonly header: string;
  readonly raw: string;
  /** What its numbers are in, where header or title say thousands, 万 or millions. */
  readonly unit?: Unit;
  /** The zone of its times, where they name none and the source or the header does: `Created (UTC)`. */
  readonly zone?: string;
}

export interface Mapped {
  readonly source: SourceSettings;
  readonly contract: TableContract;
  readonly raw: RawTable;
  readonly columns: readonly MappedColumn[];
  /** All cells of the export that the mapping or a condition uses, each once. */
  readonly cells: readonly Cell[];
  /** The cell that the headings of a grouped report fill, if the mapping uses it. */
  readonly group?: Cell;
  cell(header: string): Cell;
}

/** A required column that need not be mapped: the position of a line in its document is counted. */
export const countedColumn = 'line_no';

export function mapped(source: SourceSettings, raw: RawTable, titles: readonly string[] = []): Mapped {
  const contract: TableContract = canonicalTables[source.table as CanonicalTable];
  const units = unitsOf(source, contract, titles);
  const cells = new Map<string, Cell>();
  let group: Cell | undefined;
  const cell = (header: string): Cell => {
    if (header === source.group) {
      group ??= { alias: 'cell_group', header, raw: '' };
      return group;
    }
    const column = raw.columnOf(header);
    const known = cells.get(column) ?? {
      alias: `cell_${cells.size + 1}`,
      header,
      raw: column,
      ...(units.has(header) ? { unit: units.get(header)! } : {}),
      ...zoneOf(source, header),
    };
    cells.set(column, known);
    return known;
  };
  const columns = Object.entries(source.columns).map(([name, mapping]): MappedColumn => {
    const column = contract.columns[name]!;
    if (typeof mapping === 'string') return { name, column, mapping, from: cell(mapping) };
    if (!('from' in mapping)) return { name, column, mapping };
    return {
      name,
      column,
      mapping,
      from: cell(mapping.from),
      ...(mapping.join === undefined ? {} : { join: mapping.join.map(cell) }),
      ...(mapping.plus === undefined ? {} : { plus: cell(mapping.plus) }),
      ...(mapping.minus === undefined ? {} : { minus: cell(mapping.minus) }),
      ...(mapping.times === undefined ? {} : { times: cell(mapping.times) }),
      ...(mapping.negate_when === undefined ? {} : { sign: cell(mapping.negate_when.column) }),
      ...(mapping.only_when === undefined ? {} : { when: cell(mapping.only_when.column) }),
    };
  });
  for (const condition of conditions(source)) cell(condition.column);
  return {
    source,
    contract,
    raw,
    columns,
    cells: [...cells.values()],
    ...(group === undefined ? {} : { group }),
    cell,
  };
}

/**
 * The units of the columns of money: what the header says, else what a title above the table says of all of it. A title
 * is not held to speak of prices.
 */
function unitsOf(
  source: SourceSettings,
  contract: TableContract,
  titles: readonly string[],
): Map<string, Unit> {
  const ofReport = unitOfTitles(titles);
  const units = new Map<string, Unit>();
  for (const [name, mapping] of Object.entries(source.columns)) {
    const type = contract.columns[name]?.type;
    if (type !== 'money' && type !== 'price') continue;
    const how = typeof mapping === 'string' ? { from: mapping } : mapping;
    if (!('from' in how)) continue;
    const whole = type === 'money' && !('times' in how && how.times !== undefined);
    for (const header of [
      how.from,
      'plus' in how ? how.plus : undefined,
      'minus' in how ? how.minus : undefined,
    ]) {
      const unit =
        header === undefined ? undefined : (unitOfHeader(header) ?? (whole ? ofReport : undefined));
      if (header !== undefined && unit !== undefined) units.set(header, unit);
    }
  }
  return units;
}

/** Without a word in header or source, times are those of the company. */
function zoneOf({ time_zone }: SourceSettings, header: string): { zone?: string } {
  if (/\b(?:utc|gmt)\b/i.test(header)) return { zone: 'UTC' };
  return time_zone === undefined ? {} : { zone: time_zone };
}

/**
 * The mapped cells of a source, cleaned once for all that follows: `_file`, `_row`, `_shape`, the cells, and
 * `_whole_row`, all columns of the row in one text, to look for totals anywhere in it.
 *
 * @param odd table of the rows to take, where the others have gone the short way
 */
export async function cleanCells(
  database: Database,
  { source, raw, cells, group }: Mapped,
  odd?: string,
): Promise<string> {
  const table = 'ingest_cells';
  const trimmed = cells.map((cell) => `ingest_trimmed(${identifier(cell.raw)}) as ${cell.alias}`);
  const filled = cells.map((cell) => `ingest_filled(${cell.alias}) as ${cell.alias}`);
  if (group !== undefined) filled.push(`cast(null as varchar) as ${group.alias}`);
  const everything = raw.columns.map(identifier).join(', ');
  await database.run(
    `create or replace temp table ${table} as
     with trimmed as (
       select _file, _row, _shape, concat_ws(chr(31), ${everything}) as _whole_row, ${trimmed.join(', ')}
       from raw.${identifier(source.name)}${odd === undefined ? '' : ` semi join ${odd} using (_file, _row)`}
     )
     select _file, _row, _shape, _whole_row, ${filled.join(', ')} from trimmed`,
  );
  return table;
}

export const numericTypes: ReadonlySet<string> = new Set(['money', 'price', 'quantity', 'ratio', 'integer']);
export const dateTypes: ReadonlySet<string> = new Set(['date', 'month', 'timestamp']);

/** The cells of the columns of some types, each once; words that are translated prove nothing. */
export function cellsOf(mapping: Mapped, wanted: (type: string) => boolean): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { column, mapping: how, from, join = [], plus, minus, times } of mapping.columns) {
    if (!wanted(column.type) || (typeof how === 'object' && 'values' in how && how.values !== undefined))
      continue;
    for (const cell of [from, ...join, plus, minus, times])
      if (cell !== undefined) cells.set(cell.alias, cell);
  }
  return [...cells.values()];
}
