import { describe, expect, it } from 'vitest';
import { acquisitionTables } from '../../src/contracts/models/acquisition.ts';
import { campaignTables } from '../../src/contracts/models/campaigns.ts';
import { modelTables } from '../../src/contracts/results.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { earning, featureWarehouse } from '../support/features.ts';
import { withModels } from './support.ts';

const customers = Array.from({ length: 40 }, (_, index) => ({
  ...earning(`C${index}`, 1000 + ((index * 37) % 40) * 55, ((index * 53) % 40) * 20 - 250),
  industry: index % 3 === 0 ? 'Retail' : 'Machinery',
  group: index < 4 ? 'C0' : `C${index}`,
}));

/** Those of campaigns are made where the pipeline file names one. */
const always = Object.keys(modelTables).filter(
  (table) => !(table in campaignTables || table in acquisitionTables),
);

/** Every table of the contracts, row by row as it lies in the warehouse. */
const everything = (rows: readonly (typeof customers)[number][]) =>
  withModels(rows, async ({ database }) => {
    const tables: Record<string, unknown> = {};
    for (const table of always) tables[table] = await database.rows(`select * from models.${table}`);
    return JSON.stringify(tables);
  });

describe('buildModels', () => {
  it('builds every table of the contracts and records each step', async () => {
    const database = await featureWarehouse(customers);
    let clock = 0;
    const effects = quietEffects({ elapsed: () => ++clock });
    const { steps } = await buildModels(database, modelSettings.parse({}), effects);
    for (const table of always) {
      expect(steps.find(({ step }) => step === `models.${table}`)).toMatchObject({
        stage: 'models',
        step: `models.${table}`,
        rows: await database.count(`models.${table}`),
        milliseconds: expect.any(Number),
      });
    }
    const order = steps.map(({ step }) => step);
    expect(order.indexOf('models.cluster_inputs')).toBeLessThan(order.indexOf('models.cluster_assignment'));
    expect(order.indexOf('models.cluster_assignment')).toBeLessThan(order.indexOf('models.clusters'));
    database.close();
  });

  it('gives the same rows in the same order, whatever the order of the facts', async () => {
    expect(await everything([...customers].reverse())).toBe(await everything(customers));
  });

  it('can be built again over the same warehouse, with other settings', async () => {
    const database = await featureWarehouse(customers);
    const build = (settings: unknown) => buildModels(database, modelSettings.parse(settings), quietEffects());
    await build({});
    await build({
      profit_map: { large: 0.5 },
      tiers: [
        { tier: 'up', profit: 'rest' },
        { tier: 'down', loss: 'rest' },
      ],
    });
    expect(await database.rows("select count(*) as n from models.profit_map where size = 'large'")).toEqual([
      { n: 20 },
    ]);
    expect(await database.rows('select tier from models.tier_summary order by position')).toEqual([
      { tier: 'up' },
      { tier: 'down' },
    ]);
    database.close();
  });

  it('stops between steps when it is interrupted', async () => {
    const database = await featureWarehouse(customers);
    const stopped = quietEffects({ signal: AbortSignal.abort(new Error('interrupted')) });
    await expect(buildModels(database, modelSettings.parse({}), stopped)).rejects.toThrow('interrupted');
    database.close();
  });
});
