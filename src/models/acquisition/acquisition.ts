import { modelTables } from '../../contracts/results.ts';
import type { Database } from '../../engine/database.ts';
import type { Effects, StepRecord } from '../../engine/effects.ts';
import { buildSqlModels, loadSqlModels } from '../../engine/sql-models.ts';
import type { Finding } from '../../language/messages.ts';
import { acquisitionRead, costsWithoutLeads, nobodyAcquired } from '../messages.ts';

/**
 * Leads and what was spent on their sources → who was won, what that cost and when it has paid back: reads
 * `canonical.leads`, `canonical.acquisition_costs`, `features.*`, `models.customer_years` and `models.lifetime`; writes `models.acquisition`, `models.acquisition_months` and `models.acquired_customers`. Does
 * nothing where there is neither a lead nor a cost. Same facts, same rows.
 */
export async function buildAcquisition(
  database: Database,
  effects: Effects,
): Promise<{ steps: StepRecord[]; findings: Finding[] }> {
  if (!(await hasLeads(database))) return { steps: [], findings: [] };
  const models = await loadSqlModels(database, new URL('./sql/', import.meta.url), 'models');
  const steps = await buildSqlModels(database, models, modelTables, 'models', effects);
  return { steps, findings: await acquisitionFindings(database) };
}

/** Whether there is anything to say of where customers come from. */
export async function hasLeads(database: Database): Promise<boolean> {
  const { any } = await database.row<{ any: boolean }>(
    `select exists (select 1 from canonical.leads) or exists (select 1 from canonical.acquisition_costs) as "any"`,
  );
  return any;
}

interface SourceRow {
  readonly source: string;
  readonly leads: number;
  readonly converted: number;
  readonly won: number;
  readonly cost: number | null;
  readonly payback: string;
}

async function acquisitionFindings(database: Database): Promise<Finding[]> {
  const rows = await database.rows<SourceRow>(
    'select source, leads, converted, won, cost, payback from models.acquisition order by source',
  );
  const findings: Finding[] = [];
  const sum = (of: (row: SourceRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const [leads, won] = [sum((row) => row.leads), sum((row) => row.won)];
  const known = rows.filter(({ cost, leads }) => cost !== null && leads > 0);
  if (won > 0)
    findings.push(
      acquisitionRead.finding({
        leads,
        won,
        sources: rows.filter(({ leads, source }) => leads > 0 && source !== '').length,
        paid: known.filter(({ payback }) => payback === 'paid_back').length,
        known: known.length,
      }),
    );
  else if (leads > 0)
    findings.push(nobodyAcquired.finding({ leads, converted: sum((row) => row.converted) }));
  const strangers = rows.filter((row) => row.leads === 0 && (row.cost ?? 0) !== 0);
  if (strangers.length > 0)
    findings.push(
      costsWithoutLeads.finding({
        named: strangers.map(({ source }) => source),
        amount: strangers.reduce((all, { cost }) => all + (cost ?? 0), 0),
      }),
    );
  return findings;
}
