import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TableContract } from '../contracts/contract.ts';
import { contractsBySchema } from '../contracts/results.ts';
import type { Database } from '../engine/database.ts';
import { descriptionOf } from '../engine/describe.ts';
import type { Effects, StepRecord } from '../engine/effects.ts';

/** The tables that a run hands to other tools, as Parquet and Arrow: file name → table of the warehouse. */
export const exportedTables = {
  customers: 'models.customers',
  profit_statement: 'features.profit_statement',
  company_statement: 'features.company_statement',
  rfm: 'features.rfm',
  rfm_cuts: 'features.rfm_cuts',
  tiers: 'models.tiers',
  clusters: 'models.clusters',
  cluster_profiles: 'models.cluster_profiles',
  whale_curve: 'models.whale_curve',
  concentration: 'models.concentration',
  profit_map: 'models.profit_map',
  causes: 'models.causes',
  levers: 'models.levers',
  let_go: 'models.let_go',
  sensitivity: 'models.sensitivity',
  sensitivity_curve: 'models.sensitivity_curve',
  sensitivity_scenarios: 'models.sensitivity_scenarios',
  ageing: 'features.ageing',
  class_totals: 'features.class_totals',
  loss_rates: 'features.loss_rates',
  expected_losses: 'features.expected_losses',
  currencies: 'features.currencies',
  currency_statement: 'features.currency_statement',
  lifetime: 'models.lifetime',
  lifetime_fit: 'models.lifetime_fit',
  rhythm: 'models.rhythm',
  scorecards: 'models.scorecards',
  cohorts: 'models.cohorts',
  surprises: 'models.surprises',
  key_customers: 'models.key_customers',
  key_customer_parts: 'models.key_customer_parts',
  key_customer_sensitivity: 'models.key_customer_sensitivity',
  movements: 'models.movements',
  customer_changes: 'models.customer_changes',
  compared_spans: 'models.compared_spans',
  intuition: 'models.intuition',
  intuition_summary: 'models.intuition_summary',
  acquisition: 'models.acquisition',
  acquisition_months: 'models.acquisition_months',
  acquired_customers: 'models.acquired_customers',
  customer_groups: 'models.customer_groups',
  pool_periods: 'features.pool_periods',
  pool_charges: 'features.pool_charges',
  tie_out: 'features.tie_out',
} as const;

/**
 * Writes all of them that have at most so many rows, on a connection of their own: the database writes while JavaScript
 * draws the report. The larger ones, which the record names, are in the warehouse for whoever asks (`hand-out.ts`).
 */
export async function exportTables(
  database: Database,
  folder: string,
  effects: Effects,
  mostRows: number,
  base?: {
    readonly folder: string;
    readonly steps: readonly StepRecord[];
    readonly outputs: readonly { file: string; sha256: string }[];
  },
): Promise<StepRecord> {
  const same = new Set(
    base?.steps.filter(({ reused, same }) => reused === true || same === true).map(({ step }) => step),
  );
  const { exportTable } = await import('../engine/export.ts');
  const started = effects.elapsed();
  const beside = await database.beside();
  let tables = 0;
  const left: string[] = [];
  try {
    // Tables of a part that a pipeline does not use, such as leads, are not there.
    const there = await beside.tables();
    for (const [name, table] of Object.entries(exportedTables)) {
      if (!there.has(table)) continue;
      if ((await beside.count(table)) > mostRows) {
        left.push(name);
        continue;
      }
      tables += 1;
      if (base !== undefined && same.has(table) && (await copied(base, folder, name))) continue;
      const contract = contractOf(table);
      await exportTable(beside, table, folder, name, orderOf(contract), descriptionOf(contract));
    }
  } finally {
    beside.close();
  }
  return {
    stage: 'reports',
    step: 'tables',
    rows: tables,
    milliseconds: effects.elapsed() - started,
    ...(left.length > 0 ? { left } : {}),
  };
}

/** Takes the files of a table that has stayed as it was; false where they are not as the run before has left them. */
async function copied(
  base: { readonly folder: string; readonly outputs: readonly { file: string; sha256: string }[] },
  to: string,
  name: string,
): Promise<boolean> {
  await mkdir(to, { recursive: true });
  const files = base.outputs.filter(
    ({ file }) => file === `tables/${name}.parquet` || file === `tables/${name}.arrow`,
  );
  for (const { file, sha256 } of files) {
    const bytes = await readFile(join(base.folder, file)).catch(() => undefined);
    if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
    await writeFile(join(to, basename(file)), bytes);
  }
  return files.length > 0;
}

/** By the key, where it comes first among the columns; else by all of them. Both put the rows in one and the same order. */
export function orderOf({ key, columns }: TableContract): readonly string[] {
  const first = Object.keys(columns).slice(0, key.length);
  return key.every((column, place) => first[place] === column) ? key : [];
}

export function contractOf(table: string): TableContract {
  const [schema, name] = table.split('.') as [string, string];
  const contract = contractsBySchema[schema]?.[name];
  if (contract === undefined) throw new Error(`${table} is handed out without a contract`);
  return contract;
}
