import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import type { Locale } from '../../src/language/locale.ts';
import { readReports, writeReports } from '../../src/reports/reports.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';
import { ensureClient } from './client.ts';

let folder: string;
let database: Database;
const pages = new Map<Locale, string>();

/** Three customers of the fixture, and what the models say of them. */
const told = `
  insert into models.compared_spans values
    ('spans', '2024-07-01', '2025-06-30', '2025-07-01', '2026-06-30', 12, 12, 24, null);
  create temp table three as
    select customer_id, row_number() over (order by profit_rank) as n from models.customers where is_ranked
    qualify n <= 3;
  insert into models.customer_changes by name
    select 'spans' as basis, customer_id, case n when 1 then 'growth' when 2 then 'core' else 'none' end as tier_before,
           case n when 1 then 'core' when 2 then 'repair' else 'core' end as tier_now,
           'loyal' as segment_before, 'lost' as segment_now, 100 as net_sales_before, 90 as net_sales_now,
           50 as net_profit_before, 50 + n * 1000 as net_profit_now, n * 1000 as change, n * 700 as volume,
           n * 300 as mix, 0 as price, 0 as goods_cost, 0 as cost_to_serve, 0 as credit,
           case n when 3 then 'new' else 'volume' end as reason
    from three;
  insert into models.movements by name
    select basis, 'tier' as kind, tier_before as from_group, tier_now as to_group, 1 as customers,
           * exclude (basis, customer_id, tier_before, tier_now, segment_before, segment_now, reason),
           'volume' as reason
    from models.customer_changes;
  insert into models.key_customers by name
    select customer_id, n as rank, 90 - n as score, true as is_key, 1 as known_weight, 'profit' as strength,
           'growth' as weakness, 4 - n as trials_key, 4 as trials, 1 as net_sales, 12345 as net_profit,
           n as profit_rank, n as sales_rank
    from three;
  insert into models.key_customer_parts
    select customer_id, measure, 1, measure = 'profit' or n > 1, case when measure = 'profit' then 0.998 else 0.25 end,
           0.5, 33.3
    from three cross join (values ('profit'), ('growth')) as measures (measure);
  insert into models.key_customer_weights values
    ('profit', 1, 1, 60, 60, true, 0.6, null, 0.6), ('growth', 2, 1, 60, 50, true, 0.4, null, 0.4);
  insert into models.key_customer_sensitivity values
    ('profit', 0.2, 3, 3, 0, null), ('growth', -0.2, 3, 2, 1, null);
  create table settings.key_measures (measure varchar, label_en varchar, label_zh varchar);
  insert into settings.key_measures values ('profit', 'net profit', '净利润'), ('growth', 'growth', '增长');
  insert into models.intuition by name
    select customer_id, case n when 1 then 'confirmed' when 2 then 'eroding' else 'unnoticed' end as verdict,
           n < 3 as is_believed, n as believed_place, n as profit_rank, n as sales_rank, 5 as net_sales,
           case n when 2 then -777 else 888 end as net_profit, 'service' as cause
    from three;
  insert into models.intuition_summary by name
    select 1 as id, 4 as listed, 2 as recognised, 2 as believed, 60 as customers, 1 as confirmed,
           0.07 as confirmed_by_chance, 1 as eroding, 0 as overrated, 1 as unnoticed, 888 as confirmed_profit,
           -777 as eroding_profit, 0 as overrated_profit, 888 as unnoticed_profit, 0.25 as spearman, -0.5 as kendall;
  insert into features.believed_customers (name, customer_id, candidates, nearest_id)
    select '<b>Muller</b>', null, 1, customer_id from three where n = 1;
`;

beforeAll(async () => {
  await ensureClient();
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-groups-'));
  database = await reportFixture();
  await database.run(told);
  for (const locale of ['zh-CN', 'en'] as const) {
    await writeReports(database, folder, await readReports(database, fixtureContext(locale)));
    pages.set(locale, await readFile(join(folder, 'report.html'), 'utf8'));
  }
});
afterAll(async () => {
  database?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page of the report as a reader sees it, without markup. */
function sectionOf(id: string, locale: Locale, html = pages.get(locale)!): string {
  const from = html.indexOf(`<section class="page" id="${id}"`);
  return html
    .slice(from, html.indexOf('</section>', from))
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u2060\u00a0]+/g, ' ');
}
const groupsOf = (locale: Locale, html?: string): string => sectionOf('groups', locale, html);

describe('the page of groups', () => {
  it('shows who moved, with the money and the reasons adding up', async () => {
    const text = groupsOf('en');
    expect(text).toContain('1 customers moved to a better tier, 1 to a worse one, 0 stayed');
    expect(text).toContain('Jul 2024 – Jun 2025');
    expect(text).toMatch(/To a better tier 1 50 1,050 1,000 700 300 0 0 0 0/);
    expect(text).toMatch(/All 3 150 6,150 6,000 4,200 1,800 0 0 0 0/);
    const spec = JSON.parse(await readFile(join(folder, 'charts', 'movements.vl.json'), 'utf8')) as {
      data: { values: { from: string; to: string; count: string }[] };
    };
    expect(spec.data.values).toHaveLength(3);
    expect(spec.data.values.map(({ from }) => from)).toContain('New');
  });

  it('opens the key-customer index and says how far it hangs on the weights', () => {
    const text = groupsOf('en');
    expect(text).toContain('net profit 60%, growth 40%');
    expect(text).toContain('at least 2 of the 3 stay key');
    // 99.8 % of the others are worse: not all of them.
    expect(text).toContain('Net profit: better than 99%');
    expect(text).toContain('≈ 33.3');
    expect(text).toContain('3 of 4 trials');
  });

  it('holds management’s list against the figures and names what it could not tell', () => {
    const text = groupsOf('en');
    expect(text).toContain(
      'Of 2 customers believed key, 1 are among the 2 most profitable; by chance it would be 0.1.',
    );
    expect(text).toMatch(/Believed key, but eroding 1 customers, -CNY 777/);
    expect(text).toContain('0.25 (Spearman) and -0.50 (Kendall)');
    expect(text).toContain('&lt;b&gt;Muller&lt;/b&gt; (nearest:');
    expect(pages.get('en')).not.toContain('<b>Muller');
  });

  it('says on the first page where the list is wrong', () => {
    expect(sectionOf('overview', 'en')).toContain(
      'Of 2 customers believed key, 1 is among the 2 most profitable, 1 loses CNY 777; 1 more belongs there, makes CNY 888 and is on nobody’s list.',
    );
    expect(sectionOf('overview', 'zh-CN')).toContain(
      '管理层认定的 2 个重点客户中，1 个确属利润前 2 名，1 个合计亏损',
    );
  });

  it('says all of it in Chinese too', () => {
    const text = groupsOf('zh-CN');
    for (const words of [
      '等级变动',
      '重点客户指数',
      '管理层的判断与数据',
      '认定为重点，却在亏损',
      '名单中无法确认的名称',
    ])
      expect(text).toContain(words);
    expect(text).toContain('净利润 60%、增长 40%');
  });

  it('is silent about all of it where there is nothing to tell', async () => {
    const plain = await reportFixture();
    try {
      const target = await mkdtemp(join(folder, 'plain-'));
      await writeReports(plain, target, await readReports(plain, fixtureContext('en')));
      const html = await readFile(join(target, 'report.html'), 'utf8');
      const text = groupsOf('en', html);
      expect(text).toContain('Tiers and what each gets');
      for (const words of ['Who moved', 'Key customers by index', 'Believed key'])
        expect(text).not.toContain(words);
    } finally {
      plain.close();
    }
  });
});
