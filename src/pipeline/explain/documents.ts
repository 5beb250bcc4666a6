import type { CanonicalTable } from '../../contracts/canonical.ts';
import type { Row } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import { type OpenRun, sumOf } from './run.ts';
import { withPlaces } from './source.ts';

/** Kinds of documents: the canonical table each comes from, if any, and what orders documents of one amount. */
const kinds = {
  lines: { table: 'invoice_lines', key: ['invoice_id', 'line_no'] },
  shipments: { table: 'shipments', key: ['shipment_id'] },
  write_offs: { table: 'receivables', key: ['invoice_id'] },
  receivables: { table: 'receivables', key: ['invoice_id', 'month'] },
  rebates: { table: 'rebates', key: ['customer_id', 'period'] },
  expected_losses: { table: null, key: ['position'] },
} as const satisfies Record<string, { table: CanonicalTable | null; key: readonly string[] }>;
export type DocumentKind = keyof typeof kinds;

/** Documents behind a figure: the largest one by one, the rest as a count and a sum. Money in the reporting currency. */
export interface DocumentTrace {
  readonly kind: DocumentKind;
  readonly shown: readonly Row[];
  readonly rest: { readonly count: number; readonly amount: number };
  readonly amount: number;
}

/** Documents shown one by one; the rest is a count and a sum. */
const shownDocuments = 20;

/** Opens documents that a query lists with a column `amount`: largest first, ties by their numbers. */
export async function opened(
  run: OpenRun,
  kind: DocumentKind,
  sql: string,
  scope: Readonly<Record<string, string | null>>,
): Promise<DocumentTrace | undefined> {
  const { database } = run;
  const { table, key } = kinds[kind];
  const order = ['abs(amount) desc', ...key.map(identifier)].join(', ');
  const all = await database.row<{ count: number; amount: number }>(
    `select count(*) as count, coalesce(sum(amount), 0) as amount from (${sql})`,
    scope,
  );
  if (all.count === 0) return undefined;
  const shown = await database.rows(
    `select * from (${sql}) order by ${order} limit ${shownDocuments}`,
    scope,
  );
  const amounts = shown.map((row) => Number(row.amount));
  return {
    kind,
    shown: table === null ? shown : await withPlaces(run, table, shown),
    rest: { count: all.count - shown.length, amount: sumOf([all.amount, -sumOf(amounts)]) },
    amount: all.amount,
  };
}
