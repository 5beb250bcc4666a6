import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import type { Locale } from '../../src/language/locale.ts';
import type { Finding } from '../../src/language/messages.ts';
import { tooFewForLifetime } from '../../src/models/messages.ts';
import { allCharts } from '../../src/reports/charts/charts.ts';
import { readReportData } from '../../src/reports/data.ts';
import { forecastPage } from '../../src/reports/page/sections/forecast.ts';
import type { PageInputs } from '../../src/reports/page/sections/kit.ts';
import { peoplePage } from '../../src/reports/page/sections/people.ts';
import { uiOf } from '../../src/reports/page/ui.ts';
import { payloadOf } from '../../src/reports/page/write-payload.ts';
import { summaryOf } from '../../src/reports/summary.ts';
import { viewOf } from '../../src/reports/view.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';

let database: Database;
beforeEach(async () => {
  database = await reportFixture({ receivables: false });
});
afterEach(() => database.close());

async function inputs(locale: Locale, findings: readonly Finding[] = []): Promise<PageInputs> {
  const view = viewOf(await readReportData(database), fixtureContext(locale, { findings }));
  const charts = allCharts(view);
  return {
    view,
    ui: uiOf(payloadOf(view, charts.values(), new Map())),
    summary: summaryOf(view),
    charts,
    drawings: new Map(),
  };
}

const people = async (locale: Locale = 'en'): Promise<string> => peoplePage(await inputs(locale)).text;
const forecast = async (locale: Locale = 'en', findings: readonly Finding[] = []): Promise<string> =>
  forecastPage(await inputs(locale, findings)).text;

/** Whether a row is headed by this name: plain, or as what narrows the report to it. */
const heads = (text: string, head: string): boolean =>
  /<th scope="row">(.*?)<\/th>/.exec(text)?.[1]?.replace(/<[^>]*>/g, '') === head;

/** The cells of the row that this heads, as a reader sees them; the tables behind the charts come before it. */
function row(page: string, head: string): string[] {
  const found = page.split('<tr').findLast((text) => heads(text, head));
  if (found === undefined) throw new Error(`no row ${head}`);
  return [...found.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]*>/g, ''));
}

describe('people and markets', () => {
  it('shows for every salesperson what the model counted, and the company in the last row', async () => {
    const page = await people();
    const cards = await database.rows<{ value: string; customers: number; kept: number; net_profit: number }>(
      "select * from models.scorecards where dimension = 'salesperson' and value <> ''",
    );
    expect(cards.length).toBe(4);
    const number = (value: number): string => Math.round(value).toLocaleString('en-US').replace('-0', '0');
    for (const card of cards) {
      const cells = row(page, card.value);
      expect([cells[1], cells[5], cells[7]]).toEqual([
        number(card.net_profit),
        number(card.customers),
        number(card.kept),
      ]);
    }
    expect(row(page, 'Company')[5]).toBe('118');
    expect(page).toContain('map the column <code>channel</code>');
  });

  it.each(['en', 'zh-CN'] as const)('is whole in %s', async (locale) => {
    const page = `${await people(locale)} ${await forecast(locale)}`;
    const said = page.replace(/<code>.*?<\/code>|<[^>]*>/g, ' ');
    expect(/\bNaN\b|\bundefined\b|\bnull\b|\{[a-z]\w*\}|Infinity/.exec(said)?.[0]).toBeUndefined();
    if (locale === 'zh-CN') expect(said).not.toMatch(/\b(customers|purchases|company)\b/);
  });

  it('colours the share kept only where the company’s lies outside its interval', async () => {
    await database.run(
      "update models.scorecards set kept_share = 0.8, kept_low = 0.7, kept_high = 0.9 where dimension <> 'x'",
    );
    await database.run(
      "update models.scorecards set kept_share = 0.6, kept_low = 0.5, kept_high = 0.7 where value = 'Zhang Wei'",
    );
    const page = await people();
    const tone = (head: string): string =>
      /class="([^"]*)">\d+% <span class="soft">\(/.exec(
        page.split('<tr').findLast((text) => heads(text, head))!,
      )![1]!;
    expect(tone('Zhang Wei')).toBe('n loss');
    expect(tone('陈晨')).toBe('n');
  });

  it('says that one year of data shows nobody kept or lost', async () => {
    await database.run(
      'update models.scorecards set won = null, kept = null, lost = null, returned = null, kept_share = null, growth = null',
    );
    const page = await people();
    expect(page).toContain('less than two years of purchases');
    expect(row(page, 'Company').slice(4, 10)).toEqual(['–', '118', '–', '–', '–', '–']);
  });

  it('says that nobody can be told to be new where nobody can', async () => {
    await database.run("delete from models.cohorts where cohort <> 'before'");
    const page = await people();
    expect(page).not.toContain('data-chart="cohorts"');
    expect(page).toContain('<code>created_on</code>');
  });

  it('takes names as text', async () => {
    await database.run("update models.scorecards set value = '<script>x</script>' where value = 'Zhang Wei'");
    const page = await people();
    expect(page).toContain('&lt;script&gt;x&lt;/script&gt;');
    expect(page).not.toContain('<script>x');
  });

  it('says what a mailing has brought only where there was one', async () => {
    expect(await people()).not.toContain('What campaigns brought');
    await database.run(`insert into models.campaign_lift by name select 'spring' as campaign, 'gross_margin' as outcome,
      date '2026-03-01' as sent_on, 90 as days, true as is_complete, 80 as treated, 20 as control, 12 as difference,
      -3 as low, 27 as high, 21 as detectable, 'not_shown' as verdict`);
    const page = await people();
    expect(row(page, 'spring')).toEqual([
      'Gross margin after cost',
      '80',
      '20',
      '12',
      '-3 to 27',
      'Not shown: the interval holds nought. Only an effect of CNY 21 or more would have shown.',
    ]);
  });
});

describe('the forecast', () => {
  it('adds up to what is expected of all customers', async () => {
    const { tenths } = (await inputs('en')).view.data.forecast;
    expect(tenths.map(({ tenth }) => tenth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const all = await database.row<{ n: number; worth: number }>(
      'select count(*) as n, sum(lifetime_value) as worth from models.lifetime where lifetime_value is not null',
    );
    expect(tenths.reduce((sum, { customers }) => sum + customers, 0)).toBe(all.n);
    expect(tenths.reduce((sum, { lifetime_value }) => sum + lifetime_value, 0)).toBeCloseTo(all.worth, 2);
    for (const [index, tenth] of tenths.entries())
      if (index > 0) expect(tenth.highest).toBeLessThanOrEqual(tenths[index - 1]!.lowest);
  });

  it('lists the doubtful by what would be lost, and not the safe or the gone', async () => {
    await database.run('update models.lifetime set p_alive = 0.95, lifetime_value = 1000');
    const [first, second, gone] = (
      await database.rows<{ id: string }>('select customer_id as id from models.lifetime order by 1 limit 3')
    ).map(({ id }) => id);
    for (const [id, alive] of [
      [first, 0.8],
      [second, 0.2],
      [gone, 0.01],
    ] as const)
      await database.run('update models.lifetime set p_alive = $alive where customer_id = $id', {
        id: id!,
        alive,
      });
    const { atRisk } = (await inputs('en')).view.data.forecast;
    expect(atRisk.map(({ customer_id, at_risk }) => [customer_id, Math.round(at_risk)])).toEqual([
      [second, 4000],
      [first, 250],
    ]);
  });

  it('gives no chance where the data shows none, and points to the rhythm', async () => {
    await database.run('update models.lifetime set p_alive = null');
    const page = await forecast();
    expect(page).toContain('no chance of being alive is given');
    expect(page).not.toContain('Highest value at risk');
  });

  it('answers in words where the model refuses', async () => {
    await database.run("update models.lifetime_fit set verdict = 'too_few'");
    const finding = tooFewForLifetime.finding({
      customers: 12,
      repeaters: 3,
      neededCustomers: 30,
      neededRepeaters: 20,
    });
    const page = await forecast('en', [finding]);
    expect(page).toContain('No forecast was made from these data.');
    expect(page).toContain('12 customers, 3 of them with a repeat purchase');
    expect(page).not.toContain('data-chart');
    expect(await forecast('zh-CN', [finding])).toContain('未估算生命周期价值');
  });
});
