/**
 * The product's k-means beside scikit-learn's KMeans with ten restarts: the same points, the same number of clusters,
 * each in a process of its own.
 *   npx tsx bench/clusters.ts [--customers 1000000] [--clusters 6] [--seeds 3] [--python python3]
 * The python must have scikit-learn; without one only the product is timed. Points are eight features of made-up
 * customers, scaled as the product scales them, the same on every machine.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fitAll } from '../src/models/clusters/fit-all.ts';
import { pointsAt } from '../src/models/clusters/points.ts';
import { randomFrom } from '../src/models/clusters/random.ts';
import { scaleRobustly } from '../src/models/clusters/scale.ts';

const { values: options } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    clusters: { type: 'string', default: '6' },
    seeds: { type: 'string', default: '3' },
    python: { type: 'string', default: 'python3' },
  },
});
const customers = Number(options.customers);
const clusters = Number(options.clusters);

const shapes = { 'kinds of customers': withKinds, 'one crowd, no kinds': oneCrowd } as const;
const folder = mkdtempSync(join(tmpdir(), 'whalecurve-clusters-'));
try {
  for (const [name, make] of Object.entries(shapes)) {
    const points = pointsAt(make(randomFrom(1)));
    console.log(`${name}: ${points.count} × ${points.axes}, k = ${clusters}`);
    const ours = Array.from({ length: Number(options.seeds) }, (_, seed) => {
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const { inertia } = fitAll(points, clusters, seed);
      const used = process.cpuUsage(cpu);
      return { seconds: (performance.now() - began) / 1000, cpu: (used.user + used.system) / 1e6, inertia };
    });
    const file = join(folder, 'points.f64');
    writeFileSync(file, new Uint8Array(points.values.buffer));
    const theirs = scikitLearn(file, points.axes);
    const best = Math.min(...[...ours, ...theirs].map(({ inertia }) => inertia));
    for (const [who, runs] of Object.entries({ product: ours, 'scikit-learn, 10 restarts': theirs }))
      for (const { seconds, cpu, inertia } of runs)
        console.log(
          `  ${who.padEnd(26)} ${seconds.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} CPU s  inertia / best ${(inertia / best).toFixed(6)}`,
        );
  }
} finally {
  rmSync(folder, { recursive: true });
}

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly inertia: number;
}

function scikitLearn(file: string, axes: number): Run[] {
  const script = `
import json, sys, time
import numpy
from sklearn.cluster import KMeans
points = numpy.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
for seed in range(int(sys.argv[4])):
    began, cpu = time.time(), time.process_time()
    fit = KMeans(int(sys.argv[3]), n_init=10, random_state=seed).fit(points)
    print(json.dumps({"seconds": time.time() - began, "cpu": time.process_time() - cpu, "inertia": fit.inertia_}))
`;
  const python = spawnSync(
    options.python,
    ['-c', script, file, String(axes), String(clusters), options.seeds],
    {
      encoding: 'utf8',
    },
  );
  if (python.status !== 0) {
    console.log(`  (no scikit-learn: ${(python.error?.message ?? python.stderr).trim().split('\n').at(-1)})`);
    return [];
  }
  return python.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Run);
}

/** Five kinds of customers of unlike size, with a wide spread within each, as exports show them. */
function withKinds(random: () => number): Float64Array[] {
  const normal = normalFrom(random);
  const kinds = [
    { until: 0.45, size: 7, orders: 1, margin: 0.3, service: 0.02, pay: 25 },
    { until: 0.7, size: 8.5, orders: 2.4, margin: 0.24, service: 0.03, pay: 40 },
    { until: 0.85, size: 8, orders: 3.6, margin: 0.18, service: 0.06, pay: 35 },
    { until: 0.95, size: 9, orders: 2, margin: 0.12, service: 0.25, pay: 60 },
    { until: 1, size: 11, orders: 3.2, margin: 0.15, service: 0.05, pay: 75 },
  ];
  return scaled(() => {
    const at = random();
    const kind = kinds.find(({ until }) => at < until)!;
    const sales = Math.exp(kind.size + 0.9 * normal());
    const margin = kind.margin + 0.08 * normal();
    const service = kind.service * Math.exp(0.6 * normal());
    return [
      sales * (margin - service),
      sales,
      margin - service,
      60 * Math.exp(0.9 * normal() - kind.orders / 4),
      Math.round(Math.exp(kind.orders + 0.6 * normal())),
      sales / Math.exp(kind.orders),
      service,
      kind.pay * Math.exp(0.4 * normal()),
    ];
  });
}

/** Features that have nothing to do with one another: the hardest case, with many valleys nearly as deep. */
function oneCrowd(random: () => number): Float64Array[] {
  const normal = normalFrom(random);
  return scaled(() =>
    Array.from({ length: 8 }, (_, axis) => (axis < 4 ? Math.exp(1.5 * normal()) : normal())),
  );
}

function scaled(customer: () => number[]): Float64Array[] {
  const columns = Array.from({ length: 8 }, () => new Float64Array(customers));
  for (let row = 0; row < customers; row++) {
    const values = customer();
    for (let axis = 0; axis < 8; axis++) columns[axis]![row] = values[axis]!;
  }
  const skewed = new Set([0, 1, 4, 5]);
  return columns.map((column, axis) => scaleRobustly(column, skewed.has(axis) ? 'skewed' : 'plain')!);
}

/** Box and Muller. */
function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
