import type { Database } from '../../engine/database.ts';
import { literal } from '../../engine/sql-text.ts';
import { messages } from '../messages.ts';
import type { ReadFile } from '../read/file.ts';
import { totalCell } from '../words.ts';
import { type Cell, cellsOf, type Mapped, numericTypes } from './cells.ts';

/**
 * Quantities that carry their unit: `2件`, `3 pcs`, `1.5 kg`. The word is taken off where every value of the column
 * carries the same one, or where a unit of measure says what it is worth; several units in one column are asked for,
 * for a box is not a piece.
 */
export type Factors = ReadonlyMap<string, string>;

/** The unit of a value, as `map/values.sql` cuts it off. */
const unitOf = (alias: string): string => `ingest_unit_of(${alias})`;

/** What things are counted in: nothing but a number stands before them. */
const counted = new Set(
  [
    '件 个 個 只 台 箱 盒 包 袋 瓶 套 条 双 张 本 支 枚 块 片 根 把 份 桶 卷 组 对 打 板 筐 斤 公斤 千克 克 吨 米 升 毫升 平方米 立方米 次 人 点 本 冊 個 台 枚',
    'pcs pc piece pieces ea each unit units nos no box boxes pack packs pkt carton cartons ctn case cases set sets pair pairs roll rolls bag bags bottle bottles item items dozen doz',
    'stk stück stueck st psch paar karton pal kg g t l ml m cm mm m2 m3 qm cbm h std hr hrs hour hours stunden min day days tag tage',
    'uds ud unidades pièces pezzi pz sztuk szt styck stuks x',
  ].flatMap((words) => words.split(' ')),
);
/** What units of measure are worth in the unit of the canonical column. */
const worth: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kg: { kg: '1', kgs: '1', g: '0.001', t: '1000', 公斤: '1', 千克: '1', 克: '0.001', 吨: '1000' },
  min: {
    min: '1',
    mins: '1',
    minutes: '1',
    分钟: '1',
    分: '1',
    h: '60',
    hr: '60',
    hrs: '60',
    hours: '60',
    std: '60',
    小时: '60',
  },
};

/**
 * The words that are taken off, by cell, with what a number before them is multiplied by.
 * @throws ProductError ING158 where a column has several units, or numbers with and without one.
 */
export async function measuredCells(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
): Promise<ReadonlyMap<string, { cell: Cell; factors: Factors; rows: number }>> {
  const found = new Map<string, { cell: Cell; factors: Factors; rows: number }>();
  const columns = mapping.columns.filter(
    ({ column, from }) => column.type === 'quantity' && from !== undefined,
  );
  const cells = [...new Map(columns.map(({ from }) => [from!.alias, from!])).values()];
  if (cells.length === 0) return found;
  const worded = await database.row<Record<string, boolean | null>>(
    `select ${cells.map(({ alias }) => `bool_or(regexp_matches(${alias}, '^[-+]?[0-9][0-9., ]*\\p{L}')) as ${alias}`).join(', ')} from ${table} where _shape is null`,
  );
  for (const { from, column, mapping: how } of columns) {
    const cell = from!;
    if (worded[cell.alias] !== true || found.has(cell.alias)) continue;
    const units = await database.rows<{ unit: string; n: number; sample: string; file: number }>(
      `select coalesce(lower(${unitOf(cell.alias)}), '') as unit, count(*) as n, min(${cell.alias}) as sample, min(_file) as file
       from ${table} where _shape is null and (${unitOf(cell.alias)} is not null or regexp_full_match(${cell.alias}, '[-+]?[0-9][0-9., ]*'))
         and not regexp_matches(_whole_row, ${literal(`(^|\\x1f)\\s*${totalCell}`)}) group by all order by n desc, unit`,
    );
    const told = typeof how === 'object' && 'from' in how ? how.units : undefined;
    const rows = units.reduce((sum, { n }) => sum + n, 0);
    if (told !== undefined) {
      const factors = new Map(
        Object.entries(told).map(([word, factor]) => [word.trim().toLowerCase(), `${factor}`]),
      );
      found.set(cell.alias, { cell, factors, rows });
      continue;
    }
    const known = worth[column.unit ?? ''];
    const words = units.filter(({ unit }) => unit !== '');
    // Words of which one is no unit are faults of their rows.
    if (
      words.length === 0 ||
      words.some(({ unit }) => !(known === undefined ? counted.has(unit) : unit in known))
    )
      continue;
    const bare = units.find(({ unit }) => unit === '');
    if (bare !== undefined || (known === undefined && words.length > 1)) {
      const file = files[units[0]!.file]!.located.name;
      throw messages.unitsMixed.error(
        {
          source: mapping.source.name,
          file,
          header: cell.header,
          column: columns.find((one) => one.from === cell)!.name,
          units: units.map(({ unit, n, sample }) => ({ unit, rows: n, sample })),
        },
        { file, field: cell.header },
      );
    }
    found.set(cell.alias, {
      cell,
      factors: new Map(words.map(({ unit }) => [unit, known?.[unit] ?? '1'])),
      rows,
    });
  }
  return found;
}

/** What is done about a refund that is told in the cell of the amount: `131.77(已退款89.84)`. */
export type Refunded = 'subtract' | 'ignore';

/**
 * Amounts that tell in words what was paid back of them. Whether the refund is a row of its own elsewhere, no row says.
 * @throws ProductError ING157 where the mapping does not say what is done about it.
 */
export async function refundedCells(
  database: Database,
  mapping: Mapped,
  files: readonly ReadFile[],
  table: string,
): Promise<ReadonlyMap<string, Refunded>> {
  const found = new Map<string, Refunded>();
  const cells = cellsOf(mapping, (type) => numericTypes.has(type) && type !== 'quantity');
  if (cells.length === 0) return found;
  const seen = await database.row<Record<string, string | null>>(
    `select ${cells.map(({ alias }) => `min(case when contains(${alias}, '退') then _file || ' ' || ${alias} end) as ${alias}`).join(', ')} from ${table} where _shape is null`,
  );
  for (const { alias, header } of cells) {
    const [, file = '0', value = ''] = /^(\d+) (.*)$/s.exec(seen[alias] ?? '') ?? [];
    const parts = /^[^(（]*?([\d.,]+)\s*[(（]已(?:全额)?退款?[:：]?\s*[¥￥]?([\d.,]+)/.exec(value);
    if (parts === null) continue;
    const how = mapping.columns.find(({ from }) => from?.alias === alias)?.mapping;
    const refunded = typeof how === 'object' && 'from' in how ? how.refunded : undefined;
    if (refunded !== undefined) {
      found.set(alias, refunded);
      continue;
    }
    const [paid, back] = [parts[1]!, parts[2]!].map((text) => Number(text.replaceAll(',', ''))) as [
      number,
      number,
    ];
    const name = files[Number(file)]!.located.name;
    throw messages.refundInCell.error(
      {
        source: mapping.source.name,
        file: name,
        header,
        value: value.slice(0, 40),
        paid: paid.toFixed(2),
        left: (paid - back).toFixed(2),
      },
      { file: name, field: header },
    );
  }
  return found;
}

/** The words that stand around the numbers of a cell. */
export interface Wording {
  /** Numbers of the column carry a word for debit or credit: `1.234,50 H`. */
  sided(cell: Cell): boolean;
  /** Words of units behind the numbers of the column, and what these are multiplied by. */
  measures(cell: Cell): Factors | undefined;
  /** Amounts of the column tell in words what was paid back of them, and what is done about it. */
  refunded(cell: Cell): Refunded | undefined;
}

/** A cell as a number may be looked for in it: without the words that the evidence has found around it. */
export function contentOf(cell: Cell, { sided, measures, refunded }: Wording): string {
  const { alias } = cell;
  if (sided(cell)) return `ingest_by_side(${alias})`;
  if (refunded(cell) !== undefined) return `ingest_before_refund(${alias})`;
  const words = [...(measures(cell)?.keys() ?? [])];
  if (words.length === 0) return alias;
  return `case when lower(ingest_unit_of(${alias})) in (${words.map(literal).join(', ')}) then ingest_without_unit(${alias}) else ${alias} end`;
}
