import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseClusters } from '../../../src/models/clusters/choose.ts';
import {
  type ClusterFeature,
  type LabelFeature,
  labelClusters,
} from '../../../src/models/clusters/labels.ts';
import { pointsAt } from '../../../src/models/clusters/points.ts';
import { randomFrom } from '../../../src/models/clusters/random.ts';
import type { CustomerFacts } from '../../support/features.ts';
import { withModels } from '../support.ts';

/** Three ways of buying, planted: many small orders; few large ones; service that eats the profit. */
const ways = [
  { name: 'S', orders: 120, orderValue: 100, margin: 0.2, service: 0.01 },
  { name: 'L', orders: 6, orderValue: 20_000, margin: 0.25, service: 0.01 },
  { name: 'V', orders: 24, orderValue: 2000, margin: 0.2, service: 0.4 },
] as const;

function customersOf(each: number, random = randomFrom(1)): CustomerFacts[] {
  const about = (value: number): number => value * (0.8 + 0.4 * random());
  return ways.flatMap(({ name, ...way }) =>
    Array.from({ length: each }, (_, index) => {
      const orders = Math.round(about(way.orders));
      const sales = Math.round(orders * about(way.orderValue));
      return {
        id: `${name}${String(index).padStart(3, '0')}`,
        lines: {
          gross_sales: sales,
          cost_of_goods: Math.round(sales * (1 - about(way.margin))),
          service: Math.round(sales * about(way.service)),
        },
        behaviour: { orders, average_order_value: Math.round((sales / orders) * 100) / 100 },
        rfm: { frequency: orders },
      };
    }),
  );
}

const clustersOf = (customers: readonly CustomerFacts[], settings: unknown = {}) =>
  withModels(
    customers,
    async ({ database, findings }) => ({
      clusters: await database.rows<{ customer_id: string; cluster: number; distance: number }>(
        'select * from models.clusters',
      ),
      profiles: await database.rows('select * from models.cluster_profiles'),
      findings,
    }),
    { settings },
  );

describe('clusters', () => {
  it('finds planted ways of buying, numbers them by profit and says what sets them apart', async () => {
    const { clusters, profiles, findings } = await clustersOf(customersOf(30));
    const found = new Map(clusters.map(({ customer_id, cluster }) => [customer_id, cluster]));
    expect(found.size).toBe(90);
    for (const [customer, cluster] of found) expect(cluster).toBe('LSV'.indexOf(customer[0]!) + 1);
    expect(
      profiles.map(({ cluster, customers, label_en, label_zh }) => [cluster, customers, label_en, label_zh]),
    ).toEqual([
      [1, 30, 'Large orders, rare buyers', '订单大、采购很少'],
      [2, 30, 'Frequent buyers, small orders', '采购频繁、小单'],
      [3, 30, 'Service eats the margin, losing money', '服务成本占比高、亏损'],
    ]);
    const profits = profiles.map(({ net_profit }) => Number(net_profit));
    expect(profits).toEqual([...profits].sort((a, b) => b - a));
    expect(findings.find(({ code }) => code === 'MOD401')?.params).toMatchObject({ clusters: 3 });
    for (const { silhouette } of profiles) expect(silhouette).toBeGreaterThan(0.5);
  });

  it('gives the same clusters for the same seed, whatever the order of the rows', async () => {
    const customers = customersOf(15);
    const first = await clustersOf(customers);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(customers, { minLength: customers.length, maxLength: customers.length }),
        async (shuffled) => {
          const again = await clustersOf(shuffled);
          expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        },
      ),
      { numRuns: 3 },
    );
  });

  it('makes none of too few customers, and says so', async () => {
    const { clusters, profiles, findings } = await clustersOf(customersOf(6));
    expect([clusters, profiles]).toEqual([[], []]);
    expect(findings.find(({ code }) => code === 'MOD403')?.params).toMatchObject({
      customers: 18,
      needed: 20,
    });
  });

  it('makes none of customers who are all alike', async () => {
    const [one] = customersOf(1);
    const alike = Array.from({ length: 40 }, (_, index) => ({ ...one!, id: `A${index}` }));
    const { clusters, findings } = await clustersOf(alike);
    expect(clusters).toEqual([]);
    expect(findings.find(({ code }) => code === 'MOD403')?.params).toMatchObject({
      customers: 40,
      features: 0,
    });
  });

  it('warns where there are no groups to find', async () => {
    const random = randomFrom(7);
    const customers = Array.from({ length: 200 }, (_, index) => ({
      id: `C${index}`,
      lines: { gross_sales: 1000 },
      behaviour: {
        discount_rate: random(),
        return_rate: random(),
        days_to_pay: random(),
        revisions_per_order: random(),
        growth: random(),
      },
    }));
    const features = ['discount_rate', 'return_rate', 'days_to_pay', 'revisions_per_order', 'growth'];
    const { clusters, findings } = await clustersOf(customers, { clusters: { features } });
    expect(clusters).toHaveLength(200);
    const finding = findings.find(({ code }) => code === 'MOD402');
    expect(finding?.params.silhouette).toBeLessThan(0.25);
    expect(finding?.repair('zh-CN')).toContain('clusters');
  });

  it('says which of the features that were asked for tells nobody apart', async () => {
    const { findings } = await clustersOf(customersOf(10), {
      clusters: { features: ['frequency', 'net_sales', 'growth'] },
    });
    expect(findings.filter(({ code }) => code === 'MOD404').map(({ params }) => params)).toEqual([
      { feature: 'growth' },
    ]);
  });
});

describe('chooseClusters', () => {
  it('prefers clusters that come back to those with the better silhouette', () => {
    // Four tight crowds at the corners of a long rectangle: three clusters look better than two, but which of the two
    // pairs is divided hangs on the draw.
    const columns = [0, 1].map((axis) =>
      Float64Array.from({ length: 80 }, (_, index) => {
        const crowd = index % 4;
        return axis === 0
          ? (crowd < 2 ? 0 : 4) + (0.05 * ((index * 37) % 19)) / 19
          : (crowd % 2 === 0 ? 1.5 : 0) + (0.05 * ((index * 53) % 17)) / 17;
      }),
    );
    const chosen = (from: number, to: number) => chooseClusters(pointsAt(columns), { from, to, seed: 8 })!;
    expect(chosen(3, 3).silhouette).toBeGreaterThan(chosen(2, 2).silhouette);
    expect(chosen(3, 3).stability).toBeLessThan(0.6);
    expect(chosen(2, 3)).toMatchObject({ stability: 1, silhouette: chosen(2, 2).silhouette });
    expect(chosen(2, 3).fit.centres.count).toBe(2);
    // All four, where they may be told apart.
    expect(chosen(2, 6).fit.centres.count).toBe(4);
  });

  /** `count` points around each of four corners, far apart. */
  function corners(count: number): Float64Array[] {
    const random = randomFrom(3);
    const at = (place: number) =>
      Float64Array.from({ length: count * 4 }, (_, row) => ((row >> place) & 1) * 4 - 2 + random() * 0.5);
    return [at(0), at(1)];
  }

  it('chooses the number that is there', () => {
    const chosen = chooseClusters(pointsAt(corners(50)), { from: 2, to: 7, seed: 1 })!;
    expect(chosen.fit.centres.count).toBe(4);
    expect(chosen.silhouette).toBeGreaterThan(0.85);
    expect(chosen.stability).toBe(1);
  });

  it('fits all customers, not only the sample, and leaves centres at the means of their clusters', () => {
    const columns = corners(1000);
    const { values } = chooseClusters(pointsAt(columns), { from: 4, to: 4, seed: 1 })!.fit.centres;
    for (const cluster of [0, 1, 2, 3]) {
      const [x, y] = values.subarray(cluster * 2);
      const own = [...columns[0]!.keys()].filter(
        (row) => columns[0]![row]! > 0 === x! > 0 && columns[1]![row]! > 0 === y! > 0,
      );
      const meanOf = (column: Float64Array): number =>
        own.reduce((sum, row) => sum + column[row]!, 0) / own.length;
      expect(own).toHaveLength(1000);
      expect([x, y]).toEqual([
        expect.closeTo(meanOf(columns[0]!), 9),
        expect.closeTo(meanOf(columns[1]!), 9),
      ]);
    }
  });
});

describe('labelClusters', () => {
  /** One feature of four customers; scaled and own values are the same. */
  const by = (feature: ClusterFeature, ...values: number[]) => ({
    feature,
    scaled: Float64Array.from(values),
    values: Float64Array.from(values),
  });
  const named = (features: readonly LabelFeature[], labels: readonly number[]) =>
    labelClusters(features, labels, Math.max(...labels) + 1).map(({ en }) => en);

  it('says how a cluster differs from the other customers, the largest difference first', () => {
    const features = [
      by('frequency', 2, 2, -1, -1),
      by('average_order_value', -3, -3, 1, 1),
      by('days_to_pay', 0, 0.2, 0, 0),
    ];
    expect(named(features, [0, 0, 1, 1])).toEqual([
      'Small orders, frequent buyers',
      'Large orders, rare buyers',
    ]);
    expect(labelClusters(features, [0, 0, 1, 1], 2)[0]?.['zh-CN']).toBe('小单、采购频繁');
  });

  it('never gives two clusters one name', () => {
    const often = by('frequency', 3, 3, -1, -1);
    expect(named([often], [0, 1, 2, 2])).toEqual(['Frequent buyers', 'Frequent buyers (2)', 'Rare buyers']);
    const orders = by('average_order_value', 2, 2, -1, -1);
    const pay = by('days_to_pay', 0, 1, 0, 0);
    expect(named([often, orders, pay], [0, 1, 2, 2])).toEqual([
      'Frequent buyers, large orders',
      'Frequent buyers, large orders, slow to pay',
      'Rare buyers, small orders',
    ]);
  });

  it('says one thing once, and says when a cluster is like everybody', () => {
    const features = [by('service_minutes', 2, 2, -1, -1), by('service_share', 3, 3, -1, -1)];
    expect(named(features, [0, 0, 1, 1])[0]).toBe('Service eats the margin');
    expect(named([by('frequency', 0, 0.1, 0, 0)], [0, 0, 1, 1])[0]).toBe('Close to the average customer');
  });

  it('says that a cluster loses money, or shrinks, only where it does', () => {
    expect(named([by('profit_margin', -1, 1)], [0, 1])).toEqual(['Losing money', 'High margin']);
    expect(named([by('profit_margin', 1, 3)], [0, 1])).toEqual(['Thin margin', 'High margin']);
    expect(named([by('growth', -3, -1)], [0, 1])).toEqual(['Shrinking', 'Close to the average customer']);
  });
});
