import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statementLines } from '../contracts/statement.ts';
import { Database, type Row } from '../engine/database.ts';
import { suggest } from '../language/suggest.ts';
import { customerAmbiguous, customerNotFound } from './messages.ts';
import type { RunRecord } from './record.ts';
import { findRun } from './run-folder.ts';

/** One customer of a finished run: statement, ranks, groups and causes. Read from the run's own warehouse. */
export interface Explanation {
  readonly run: string;
  readonly currency: string;
  readonly asOf: string;
  readonly periodStart: string;
  readonly customer: Row;
  readonly rankedCustomers: number;
  readonly statement: readonly {
    line: string;
    kind: string;
    amount: number;
    shareOfNetSales: number | null;
    companyShare: number | null;
  }[];
  readonly causes: readonly Row[];
  readonly pools: readonly Row[];
  readonly group: Row | null;
  readonly clusterLabel: Row | null;
}

export async function explainCustomer(given: string, run: string | undefined): Promise<Explanation> {
  const folder = await findRun(run);
  const record = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as RunRecord;
  const database = await Database.open({ path: join(folder, 'warehouse.duckdb'), readOnly: true });
  try {
    const id = await findCustomer(database, given);
    const customer = await database.row('select * from models.customers where customer_id = $id', { id });
    const [company] = await database.rows(
      'select * from features.company_statement where section = $section',
      {
        section: 'ordinary',
      },
    );
    const share = (row: Row | undefined, line: string): number | null => {
      const sales = Number(row?.net_sales ?? 0);
      return sales > 0 ? Number(row?.[line] ?? 0) / sales : null;
    };
    return {
      run: record.run.id,
      currency: (record.settings as { currency: string }).currency,
      asOf: record.asOf,
      periodStart: record.periodStart,
      customer,
      rankedCustomers: Number((await database.row('select count(*) as n from models.whale_curve')).n),
      statement: statementLines.map(({ id: line, kind }) => ({
        line,
        kind,
        amount: Number(customer[line] ?? 0),
        shareOfNetSales: share(customer, line),
        companyShare: share(company, line),
      })),
      causes: await database.rows('select * from models.causes where customer_id = $id order by rank', {
        id,
      }),
      pools: await database.rows(
        `select pool, line, sum(quantity) as quantity, sum(amount) as amount, bool_or(avoidable) as avoidable
           from features.pool_charges where customer_id = $id group by all order by amount desc, pool`,
        { id },
      ),
      group:
        (
          await database.rows('select * from models.customer_groups where group_id = $group', {
            group: String(customer.group_id ?? id),
          })
        )[0] ?? null,
      clusterLabel:
        (
          await database.rows(
            'select label_en, label_zh from models.cluster_profiles where cluster = $cluster',
            {
              cluster: Number(customer.cluster ?? -1),
            },
          )
        )[0] ?? null,
    };
  } finally {
    database.close();
  }
}

/** By number, also with its leading zeros lost; by whole name; by a part of the name that fits one customer only. */
async function findCustomer(database: Database, given: string): Promise<string> {
  const known = await database.rows<{ customer_id: string; name: string }>(
    'select customer_id, name from models.customers order by customer_id',
  );
  const bare = (id: string): string => id.replace(/^0+(?=.)/, '').toLowerCase();
  const word = given.trim().toLowerCase();
  const readings = [
    known.filter(({ customer_id }) => customer_id.toLowerCase() === word),
    known.filter(({ customer_id }) => bare(customer_id) === bare(word)),
    known.filter(({ name }) => name.toLowerCase() === word),
    known.filter(({ name }) => word !== '' && name.toLowerCase().includes(word)),
  ];
  for (const matches of readings) {
    if (matches.length === 1) return matches[0]!.customer_id;
    if (matches.length > 1) {
      const ids = matches.slice(0, 8).map(({ customer_id }) => customer_id);
      throw customerAmbiguous.error({ customer: given, matches: ids });
    }
  }
  const near = [
    suggest(
      word,
      known.map(({ customer_id }) => customer_id),
    ),
    suggest(
      word,
      known.map(({ name }) => name),
    ),
  ];
  throw customerNotFound.error({ customer: given, suggestions: near.filter((one) => one !== undefined) });
}
