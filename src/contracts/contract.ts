import type { Text } from '../language/locale.ts';

/**
 * The types of the contracts, and how DuckDB holds each. Money keeps four decimals: invoice systems price in
 * fractions of a cent, and sums must not lose them; what is *allocated* is always whole cents.
 */
export const sqlTypes = {
  id: 'VARCHAR',
  text: 'VARCHAR',
  date: 'DATE',
  month: 'DATE', // the first day of the month
  timestamp: 'TIMESTAMP',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  money: 'DECIMAL(18,4)',
  price: 'DECIMAL(18,6)',
  quantity: 'DECIMAL(18,4)',
  ratio: 'DOUBLE',
} as const;
export type ColumnType = keyof typeof sqlTypes;

export interface Column {
  readonly type: ColumnType;
  /** Never empty. Of a source: a row without it is set aside, and a source that does not map it is refused. */
  readonly required?: boolean;
  /** The only values allowed, in the product's own words. */
  readonly values?: readonly string[];
  readonly unit?: string;
  /** `schema.table.column` that must hold every value of this one. Checked on the finished tables of every run. */
  readonly references?: `${string}.${string}.${string}`;
  readonly meaning: Text;
}

export interface TableContract<Name extends string = string> {
  readonly name: Name;
  /** What one row is. */
  readonly grain: Text;
  /** Columns that identify a row. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  /**
   * Says what things are, not what happened to them: of two rows of one export for the same thing the later is what is
   * known last. Elsewhere one of the two would be lost, so that is told.
   */
  readonly register?: boolean;
  /** Rows outgrow the customers (customer × month and finer): they are kept as they come, not in the order of the key. */
  readonly many?: boolean;
  /** A view for those who ask: what is to be checked of it is checked where it is reckoned from. */
  readonly derived?: boolean;
  /** What a report can say with this table and not without it. */
  readonly gives?: Text;
}

export function defineTable<const N extends string>(contract: TableContract<N>): TableContract<N> {
  return contract;
}

/** For a column that is never empty, where that is all there is to say of it. */
export const required = { required: true } as const;

/** A column with its meaning in each language. */
export function column(
  type: ColumnType,
  en: string,
  zh: string,
  options: Omit<Column, 'type' | 'meaning'> = {},
): Column {
  return { type, ...options, meaning: { en, 'zh-CN': zh } };
}
