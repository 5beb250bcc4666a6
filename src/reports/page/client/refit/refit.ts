import type { PageChart, PageCustomer } from '../../payload.ts';
import type { Ui } from '../../ui.ts';

export type Datum = Readonly<Record<string, unknown>>;

/** How a chart is changed to show some of the customers only. */
export interface Refit {
  /** The rows of each data set of the chart, which it may know by what they hold. */
  readonly values: (values: readonly Datum[]) => readonly Datum[];
  /** Signals with another value: the labels of rows. */
  readonly signals?: Readonly<Record<string, unknown>>;
  /** How many rows of bars there are now. */
  readonly rows?: number;
  /** Takes a scale of its own; otherwise that of all customers stays, so that the part is seen against the whole. */
  readonly ownScale?: true;
}

export interface Narrowing {
  readonly chart: PageChart;
  readonly ui: Ui;
  readonly matched: readonly PageCustomer[];
}

export const holds = (rows: readonly Datum[], key: string): boolean => rows.some((row) => key in row);

export const sum = (list: readonly PageCustomer[], column: string): number =>
  list.reduce((total, customer) => total + (customer.number(column) ?? 0), 0);

/** A short amount without its currency, which the chart names. */
export const shortAmount = (ui: Ui, value: number): string =>
  ui.format.moneyShort(value).replace(/[\p{L}\p{Sc}\s]+(?=\d)/u, '');
