import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { type IngestResult, ingest } from '../../src/ingest/ingest.ts';
import { namedSource, type SourceSettings, sourceSettings } from '../../src/ingest/settings.ts';
import { ProductError } from '../../src/language/messages.ts';

/** Runs ingest over files written for the occasion. `sources` are written as in a pipeline file. */
export interface Run {
  readonly result: IngestResult;
  readonly database: Database;
  readonly folder: string;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;
export type Sources = Readonly<Record<string, unknown>>;

export function settings(sources: Sources): SourceSettings[] {
  return Object.entries(sources).map(([name, source]) => namedSource(name, sourceSettings.parse(source)));
}

export async function inFolder<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function run<T>(
  files: Files,
  sources: Sources,
  check: (run: Run) => Promise<T>,
  maxSetAside = 0.01,
): Promise<T> {
  return inFolder(files, async (folder) => {
    const database = await Database.open({ path: ':memory:', threads: 1 });
    try {
      const result = await ingest(
        database,
        settings(sources),
        { max_set_aside: maxSetAside },
        {
          dataFolder: folder,
          workFolder: join(folder, '.work'),
          effects: quietEffects(),
        },
      );
      return await check({ result, database, folder, rows: (sql) => database.rows(sql) });
    } finally {
      database.close();
    }
  });
}

/** The code and parameters of the error that a run must end with. */
export async function fails(
  files: Files,
  sources: Sources,
): Promise<{ code: string; params: Record<string, unknown> }> {
  try {
    await run(files, sources, async () => undefined);
  } catch (error) {
    if (error instanceof ProductError) {
      // Both languages must be able to say it.
      for (const locale of ['en', 'zh-CN'] as const) {
        error.finding.text(locale);
        error.finding.repair(locale);
      }
      return { code: error.finding.code, params: { ...error.finding.params } };
    }
    throw error;
  }
  throw new Error('the run should have failed');
}

export const codes = (result: IngestResult): string[] =>
  result.findings.map((finding) => finding.code).sort();

/** A ledger needs the fewest columns: a number, a month and an account. */
export const ledger = (
  over: Record<string, unknown> = {},
  columns: Record<string, unknown> = {},
): Sources => ({
  ledger: {
    files: 'ledger.csv',
    table: 'ledger',
    columns: { period: 'Month', account: 'Account', amount: 'Amount', ...columns },
    ...over,
  },
});
export const ledgerFile = (amounts: readonly string[], delimiter = ';'): string =>
  [['Month', 'Account', 'Amount'], ...amounts.map((amount) => ['2026-01', '6001', amount])]
    .map((cells) => cells.join(delimiter))
    .join('\n');

export const invoices = (
  over: Record<string, unknown> = {},
  columns: Record<string, unknown> = {},
): Sources => ({
  invoices: {
    files: 'invoices.csv',
    table: 'invoice_lines',
    columns: {
      invoice_id: '发票号',
      line_no: '行号',
      customer_id: '客户编码',
      invoiced_on: '开票日期',
      quantity: '数量',
      net_amount: '无税金额',
      ...columns,
    },
    ...over,
  },
});
export const invoiceHeader = '发票号,行号,客户编码,开票日期,数量,无税金额';
