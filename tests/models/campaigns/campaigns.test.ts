import { describe, expect, it } from 'vitest';
import type { Bindable, Database } from '../../../src/engine/database.ts';
import { quietEffects } from '../../../src/engine/effects.ts';
import type { Finding } from '../../../src/language/messages.ts';
import { buildModels } from '../../../src/models/models.ts';
import { modelSettings } from '../../../src/models/settings.ts';
import { build, type Tables } from '../../features/build.ts';
import { line } from '../../support/warehouse.ts';

interface Target {
  readonly customer_id: string;
  readonly left_out: string | null;
  readonly arm: string | null;
  readonly tier: string | null;
  readonly segment: string | null;
}

const sale = (id: string, day: string, amount = 100, cost = 60): Record<string, Bindable> =>
  line({
    customer_id: id,
    invoiced_on: day,
    unit_price: amount,
    net_amount: amount,
    cost_amount: cost,
    kind: 'sale',
  });

async function withCampaigns<T>(
  tables: Tables,
  campaigns: object,
  test: (built: { database: Database; findings: readonly Finding[] }) => Promise<T>,
): Promise<T> {
  const { database } = await build(tables, {}, '2026-06-30');
  try {
    const settings = modelSettings.parse({ campaigns, clusters: { from: 2, to: 2 } });
    const { findings } = await buildModels(database, settings, quietEffects());
    return await test({ database, findings });
  } finally {
    database.close();
  }
}

const targetsOf = (database: Database): Promise<Target[]> =>
  database.rows<Target>(
    'select customer_id, left_out, arm, tier, segment from models.campaign_targets order by customer_id',
  );

/** Customers who buy now and then and may be written to. */
function crowd(count: number): {
  customers: Record<string, Bindable>[];
  invoice_lines: Record<string, Bindable>[];
} {
  const ids = Array.from({ length: count }, (_, index) => `C${String(index).padStart(4, '0')}`);
  return {
    customers: ids.map((id) => ({
      customer_id: id,
      name: id,
      address: 'Harbour Road 1',
      consent_mail: true,
    })),
    invoice_lines: ids.flatMap((id, index) => [
      sale(id, '2025-08-01', 50 + index),
      sale(id, `2026-0${1 + (index % 6)}-11`, 100 + (index % 17) * 30),
    ]),
  };
}

describe('target lists', () => {
  it('leave everybody out for exactly one reason, the first that holds', async () => {
    const ids = [
      'GOOD',
      'OURS',
      'REFUSED',
      'NOWHERE',
      'VISITED',
      'MAILED',
      'ANGRY',
      'DISPUTES',
      'LATE',
      'ERODES',
      'SILENT',
    ];
    const tables: Tables = {
      customers: ids.map((id) => ({
        customer_id: id,
        name: id,
        class: id === 'OURS' ? 'internal' : null,
        address: id === 'NOWHERE' ? ' ' : 'Harbour Road 1',
        consent_mail: id === 'REFUSED' ? false : id === 'SILENT' ? null : true,
      })),
      invoice_lines: ids.map((id) => sale(id, '2026-01-10', 100, id === 'ERODES' ? 150 : 60)),
      interactions: [
        { interaction_id: '1', customer_id: 'VISITED', at: '2026-06-20 10:00:00', kind: 'visit' },
        { interaction_id: '2', customer_id: 'GOOD', at: '2026-06-01 10:00:00', kind: 'visit' },
        {
          interaction_id: '3',
          customer_id: 'ANGRY',
          at: '2026-03-01 10:00:00',
          kind: 'complaint',
          status: 'open',
        },
        {
          interaction_id: '4',
          customer_id: 'GOOD',
          at: '2026-03-01 10:00:00',
          kind: 'complaint',
          status: 'closed',
        },
      ],
      receivables: [
        {
          invoice_id: 'D',
          customer_id: 'DISPUTES',
          issued_on: '2026-06-01',
          due_on: '2026-07-30',
          amount: 5,
          disputed: true,
        },
        { invoice_id: 'L', customer_id: 'LATE', issued_on: '2026-01-01', due_on: '2026-05-30', amount: 5 },
        { invoice_id: 'G', customer_id: 'GOOD', issued_on: '2026-01-01', due_on: '2026-06-10', amount: 5 },
      ],
      campaign_contacts: [
        { campaign_id: 'spring', customer_id: 'MAILED', sent_on: '2026-06-25', arm: 'treatment' },
        { campaign_id: 'spring', customer_id: 'GOOD', sent_on: '2026-06-25', arm: 'control' },
      ],
    };
    await withCampaigns(tables, { autumn: { control: 0 } }, async ({ database }) => {
      const found = Object.fromEntries(
        (await targetsOf(database)).map(({ customer_id, left_out, arm }) => [customer_id, left_out ?? arm]),
      );
      expect(found).toEqual({
        GOOD: 'treatment',
        SILENT: 'treatment',
        OURS: 'not_ordinary',
        REFUSED: 'no_consent',
        NOWHERE: 'no_address',
        VISITED: 'recently_contacted',
        MAILED: 'recently_contacted',
        ANGRY: 'open_complaint',
        DISPUTES: 'open_dispute',
        LATE: 'overdue',
        ERODES: 'eroding',
      });
    });
    await withCampaigns(
      tables,
      { autumn: { control: 0, consent: 'given', loss_up_to: 100, overdue_days: 60, contacted_days: 3 } },
      async ({ database }) => {
        const sent = (await targetsOf(database)).filter(({ arm }) => arm === 'treatment');
        expect(sent.map(({ customer_id }) => customer_id)).toEqual([
          'ERODES',
          'GOOD',
          'LATE',
          'MAILED',
          'VISITED',
        ]);
      },
    );
  });

  it('take only the tiers, segments and states asked for, and say when that is nobody', async () => {
    await withCampaigns(
      crowd(60),
      { best: { tiers: ['core'] }, nobody: { tiers: ['platinum'] } },
      async ({ database, findings }) => {
        const targets = await targetsOf(database);
        expect(targets.length).toBeGreaterThan(3);
        expect(new Set(targets.map(({ tier }) => tier))).toEqual(new Set(['core']));
        expect(findings.filter(({ code }) => code === 'MOD473')).toHaveLength(1);
      },
    );
  });

  it('hold back the share asked for, to one customer in all and in each cell, the same with the same seed', async () => {
    const drawn = async (seed: number): Promise<Target[]> =>
      withCampaigns(crowd(160), { autumn: { control: 0.25, seed, loss_up_to: 1e9 } }, ({ database }) =>
        targetsOf(database),
      );
    const [one, again, other] = [await drawn(7), await drawn(7), await drawn(8)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    const held = one.filter(({ arm }) => arm === 'control');
    expect(Math.abs(held.length - 40)).toBeLessThanOrEqual(1);
    const cell = ({ tier, segment }: Target): string => `${tier} ${segment}`;
    for (const name of new Set(one.map(cell))) {
      const mine = one.filter((target) => cell(target) === name);
      const share = mine.filter(({ arm }) => arm === 'control').length - mine.length * 0.25;
      expect([name, Math.abs(share) <= 1]).toEqual([name, true]);
    }
  });

  it('warn before the mailing when the list is too small to show the effect', async () => {
    await withCampaigns(
      crowd(60),
      { autumn: {}, sure: { effect: 1, control: 0.5 } },
      async ({ database, findings }) => {
        const small = findings.filter(({ code }) => code === 'MOD472').map((finding) => finding.text('en'));
        expect(small).toHaveLength(1);
        expect(small[0]).toContain('“autumn” is too small to show a change of 10%');
        const { detectable, mean_sales, treated, control } = await database.row<Record<string, number>>(
          "select * from models.campaign_power where campaign = 'sure'",
        );
        expect(treated! + control!).toBe(60);
        expect(detectable! / mean_sales!).toBeLessThan(1);
      },
    );
  });
});

describe('what a mailing brought', () => {
  const contacts = (ids: readonly string[], arm: string): Record<string, Bindable>[] =>
    ids.map((id) => ({ campaign_id: 'spring', customer_id: id, sent_on: '2026-03-31', arm }));
  const { customers, invoice_lines } = crowd(100);
  const ids = customers.map(({ customer_id }) => String(customer_id));
  const mailed = ids.slice(0, 80);
  const held = ids.slice(80);
  const sent = [...contacts(mailed, 'treatment'), ...contacts(held, 'control')];
  const before = invoice_lines.filter(({ invoiced_on }) => String(invoiced_on) <= '2026-03-31');

  interface Lift {
    readonly verdict: string;
    readonly difference: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly mean_treated: number;
    readonly mean_control: number;
    readonly is_complete: boolean;
    readonly sample_ratio_p: number | null;
  }
  const lift = (database: Database, outcome = 'gross_margin'): Promise<Lift> =>
    database.row<Lift>(`select * from models.campaign_lift where outcome = '${outcome}'`);

  it('is the difference of those mailed and those held back, buyers or not, after its cost', async () => {
    // Two in three of those mailed buy for 90 with a margin of 30, one in three of those held back.
    const after = [
      ...mailed.filter((_, index) => index % 3 < 2).map((id) => sale(id, '2026-05-02', 90, 60)),
      ...held.filter((_, index) => index % 3 < 1).map((id) => sale(id, '2026-05-02', 90, 60)),
      // Too early, too late.
      sale(held[0]!, '2026-03-31', 9999),
      sale(held[1]!, '2026-06-30', 9999),
    ];
    await withCampaigns(
      { customers, invoice_lines: [...before, ...after], campaign_contacts: sent },
      { spring: { cost: 1, control: 0.2, days: 60 } },
      async ({ database, findings }) => {
        const margin = await lift(database);
        expect(margin.mean_treated).toBeCloseTo((30 * 54) / 80, 4);
        expect(margin.mean_control).toBeCloseTo((30 * 7) / 20, 4);
        expect(margin.difference).toBeCloseTo((30 * 54) / 80 - (30 * 7) / 20 - 1, 3);
        expect(margin).toMatchObject({ verdict: 'gain', is_complete: true });
        expect(margin.sample_ratio_p).toBeCloseTo(1, 6);
        expect((await lift(database, 'net_sales')).mean_treated).toBeCloseTo((90 * 54) / 80, 4);
        expect(findings.map(({ code }) => code)).toContain('MOD474');
      },
    );
  });

  it('is called not shown where chance explains it, and unfinished while its days run', async () => {
    const after = ids.filter((_, index) => index % 3 < 2).map((id) => sale(id, '2026-05-02', 90, 60));
    await withCampaigns(
      { customers, invoice_lines: [...before, ...after], campaign_contacts: sent },
      {},
      async ({ database, findings }) => {
        const margin = await lift(database);
        expect(margin.low!).toBeLessThan(0);
        expect(margin.high!).toBeGreaterThan(0);
        expect(margin).toMatchObject({ verdict: 'not_shown', is_complete: true, sample_ratio_p: null });
        expect(findings.map(({ code }) => code)).toContain('MOD475');
      },
    );
    await withCampaigns(
      { customers, invoice_lines: before, campaign_contacts: sent },
      { spring: { days: 365, control: 0.2 } },
      async ({ database }) => expect((await lift(database)).is_complete).toBe(false),
    );
  });

  it('is void where the arms are not those that were drawn, and too few with one customer held back', async () => {
    await withCampaigns(
      { customers, invoice_lines: before, campaign_contacts: sent.slice(0, 83) },
      { spring: { control: 0.2 } },
      async ({ database, findings }) => {
        expect(await lift(database)).toMatchObject({ verdict: 'void' });
        expect(findings.map(({ code }) => code)).toContain('MOD476');
      },
    );
    await withCampaigns(
      { customers, invoice_lines: before, campaign_contacts: sent.slice(0, 81) },
      {},
      async ({ database }) =>
        expect(await lift(database)).toMatchObject({ verdict: 'too_few', difference: null }),
    );
  });
});

describe('without campaigns', () => {
  it('nothing is made', async () => {
    await withCampaigns(crowd(30), {}, async ({ database }) => {
      expect(await database.exists('models.campaign_targets')).toBe(false);
    });
  });
});
