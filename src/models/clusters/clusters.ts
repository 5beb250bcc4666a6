import type { Database } from '../../engine/database.ts';
import { identifier, literal } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { clustersFound, clustersUnclear, featureNotUsable, tooFewForClusters } from '../messages.ts';
import { defaultClusterFeatures, type ModelSettings } from '../settings.ts';
import { chooseClusters, clearSilhouette, fewestCustomers, stable } from './choose.ts';
import { asksForSign, type ClusterFeature, type LabelFeature, labelClusters } from './labels.ts';
import { columnOf, pointsAt } from './points.ts';
import { scaleRobustly } from './scale.ts';

/** Money, counts and minutes: a few are hundreds of times the typical one. */
const skewed: ReadonlySet<ClusterFeature> = new Set([
  'net_profit',
  'net_sales',
  'frequency',
  'average_order_value',
  'service_minutes',
]);

/**
 * Fits clusters to `models.cluster_inputs` and writes `models.cluster_assignment` (row, cluster, distance),
 * `models.cluster_words` (cluster, label_en, label_zh, silhouette) and `models.cluster_features` (what was compared),
 * all empty where there is nothing to fit. Numbers of clusters here are as fitted; `models.cluster_numbers` gives those
 * that people see.
 */
export async function fitClusters(
  database: Database,
  settings: ModelSettings['clusters'],
): Promise<{ rows: number; findings: Finding[] }> {
  await createTables(database);
  const wanted = settings.features ?? defaultClusterFeatures;
  const values = await database.numbers(
    `select ${wanted.map(identifier).join(', ')} from models.cluster_inputs order by row`,
  );
  const findings: Finding[] = [];
  const customers = values[0]?.length ?? 0;
  const used: { feature: ClusterFeature; values?: Float64Array }[] = [];
  const columns: Float64Array[] = [];
  // A million customers by a dozen features are 100 MB: what was read and what was scaled are let go on the way.
  for (const feature of wanted) {
    const column = values.shift()!;
    const scaled = scaleRobustly(column, skewed.has(feature) ? 'skewed' : 'plain');
    if (scaled === undefined) {
      if (settings.features !== undefined && customers > 0)
        findings.push(featureNotUsable.finding({ feature }));
      continue;
    }
    // Where nothing below gross margin is measured, both margins are one; it must not count twice.
    if (columns.some((other) => sameValues(other, scaled))) continue;
    columns.push(scaled);
    used.push(asksForSign(feature) ? { feature, values: column } : { feature });
  }
  const points = pointsAt(columns.splice(0));
  const features: LabelFeature[] = used.map((one, axis) => ({
    ...one,
    get scaled() {
      return columnOf(points, axis);
    },
  }));
  const chosen = chooseClusters(points, settings);
  if (chosen === undefined) {
    findings.push(
      tooFewForClusters.finding({ customers, needed: fewestCustomers, features: features.length }),
    );
    return { rows: 0, findings };
  }
  const { labels, distances, centres } = chosen.fit;
  const words = labelClusters(features, labels, centres.count);
  const rows = labels.map((_, index) => index + 1);
  await database.appendColumns('models.cluster_assignment', [rows, labels, distances]);
  await database.append(
    'models.cluster_features',
    ['position', 'feature'],
    features.map(({ feature }, index) => [index + 1, feature]),
  );
  await database.append(
    'models.cluster_words',
    ['cluster', 'label_en', 'label_zh', 'silhouette'],
    words.map((label, cluster) => {
      const silhouette = chosen.silhouetteOf[cluster]!;
      return [cluster, label.en, label['zh-CN'], Number.isNaN(silhouette) ? null : silhouette];
    }),
  );

  const { silhouette, stability, chance } = chosen;
  const params = { clusters: centres.count, silhouette, stability };
  // Below these the customers show no groups of their own, and the report says so.
  const isClear = silhouette >= clearSilhouette && stability >= stable && silhouette > chance;
  findings.push(isClear ? clustersFound.finding(params) : clustersUnclear.finding({ ...params, chance }));
  return { rows: labels.length, findings };
}

function sameValues(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, row) => value === other[row]);
}

async function createTables(database: Database): Promise<void> {
  await database.run(
    'create or replace table models.cluster_assignment ("row" integer, cluster integer, distance double)',
  );
  await database.run(
    'create or replace table models.cluster_words (cluster integer, label_en varchar, label_zh varchar, silhouette double)',
  );
  await database.run('create or replace table models.cluster_features (position integer, feature varchar)');
  await database.run(
    `comment on table models.cluster_assignment is ${literal('customer by row of cluster_inputs: cluster as fitted')}`,
  );
}
