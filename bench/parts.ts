import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** What the bare script ends with too: the statement of each customer, RFM, clusters, ranks and tiers. */
const results = [
  'features.customer_profit',
  'features.rfm',
  'models.cluster_assignment',
  'models.clusters',
  'models.whale_curve',
  'models.tiers',
];

/**
 * Seconds of a run, by stage, that went into what the bare script comes to as well: the steps of `results`, and of all
 * that these read. The other models answer questions that it does not ask.
 */
export async function sharedWork(
  run: string,
  connection: DuckDBConnection,
): Promise<ReadonlyMap<string, number>> {
  const reader = await connection.runAndReadAll('select step, json_keys(reads) as reads from built.models');
  const reads = new Map(
    reader.getRowObjectsJson().map(({ step, reads }) => [String(step), reads as string[]] as const),
  );
  const shared = new Set<string>();
  const visit = (step: string): void => {
    if (shared.has(step)) return;
    shared.add(step);
    reads.get(step)?.forEach(visit);
  };
  results.forEach(visit);
  const { stages } = JSON.parse(await readFile(`${run}/run.json`, 'utf8')) as {
    stages: readonly { stage: string; steps: readonly { step: string; milliseconds: number }[] }[];
  };
  return new Map(
    stages.map(({ stage, steps }) => [
      stage,
      steps.reduce((sum, { step, milliseconds }) => sum + (shared.has(step) ? milliseconds : 0), 0) / 1000,
    ]),
  );
}
