import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import { summarise } from '../../src/reports/reports.ts';
import { closeGaps, keepTogether } from '../../src/reports/typeset.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';

let database: Database | undefined;
afterEach(() => database?.close());

const sentence = (summary: Awaited<ReturnType<typeof summarise>>, code: string): string | undefined =>
  summary.sentences.find((one) => one.code === code)?.text;

describe('the summary of a run', () => {
  it('says the figures of the tables, in both languages', async () => {
    database = await reportFixture();
    const en = await summarise(database, fixtureContext('en'));
    const zh = await summarise(database, fixtureContext('zh-CN'));
    const { made, lost, losers } = await database.row<{ made: number; lost: number; losers: number }>(
      `select sum(net_profit) filter (where net_profit > 0) as made, -sum(net_profit) filter (where net_profit < 0) as lost,
              count(*) filter (where net_profit < 0) as losers from models.customers where is_ranked`,
    );
    expect(en).toMatchObject({
      measure: 'net_profit',
      customers: 118,
      erodingCustomers: losers,
      reconciled: true,
    });
    expect(en.peakProfit).toBeCloseTo(made, 2);
    expect(en.erodedProfit).toBeCloseTo(lost, 2);
    expect(en.totalProfit).toBeCloseTo(made - lost, 2);
    expect(en.peakShare).toBeCloseTo(made / (made - lost), 6);
    expect(sentence(en, 'makes')).toBe(
      `Of 118 customers, ${118 - losers} make CNY ${(made / 1e6).toFixed(1)}M and ${losers} give back CNY ${(lost / 1e3).toFixed(1)}K.`,
    );
    expect(sentence(zh, 'makes')).toMatch(
      /^118 家客户中，\d+ 家赚了 ¥[\d.]+万，另外 \d+ 家又亏掉 ¥[\d.]+万。$/,
    );
    expect(zh.sentences.map(({ code }) => code)).toEqual(en.sentences.map(({ code }) => code));
    expect(en.surprises.length).toBeGreaterThanOrEqual(3);
    expect(zh.sentences.every(({ text }) => !/[a-z]{4}/.test(text))).toBe(true);
  });

  it('names the account that does not tie', async () => {
    database = await reportFixture({ broken: true });
    const summary = await summarise(database, fixtureContext('en'));
    expect(summary.reconciled).toBe(false);
    expect(sentence(summary, 'books')).toContain('1 of 7 accounts');
    expect(sentence(summary, 'books')).toContain('CNY 1,234.56 in account 6631');
  });

  it('claims nothing about books it has not seen', async () => {
    database = await reportFixture({ ledger: false });
    const summary = await summarise(database, fixtureContext('zh-CN'));
    expect(summary.reconciled).toBeNull();
    expect(sentence(summary, 'books')).toContain('未与账簿核对');
  });

  it('gives no percentages where the total is a loss', async () => {
    database = await reportFixture();
    await database.run(
      'update models.concentration set total_profit = -5, peak_share = null, top_20_share = null, sum_negative = -sum_positive - 5',
    );
    const summary = await summarise(database, fixtureContext('en'));
    expect(summary.peakShare).toBeNull();
    expect(summary.sentences.map(({ code }) => code)).not.toContain('peak');
    expect(summary.sentences.map(({ code }) => code)).not.toContain('top');
  });

  it('says so where the data ends above net profit', async () => {
    database = await reportFixture();
    await database.run("update models.concentration set measure = 'gross_margin'");
    const summary = await summarise(database, fixtureContext('en'));
    expect(summary.measure).toBe('gross_margin');
    expect(sentence(summary, 'measure')).toContain('gross margin');
  });
});

describe('typesetting', () => {
  it('closes gaps between Chinese characters and keeps amounts whole', () => {
    expect(closeGaps('另有 ¥40万 是产能 A 级', 'zh-CN')).toBe('另有 ¥40万是产能 A 级');
    expect(closeGaps('客户。 规模', 'zh-CN')).toBe('客户。规模');
    expect(closeGaps('a b', 'en')).toBe('a b');
    expect(keepTogether('make CNY 5.2M and -CNY 3K')).toBe('make CNY\u00a05.2M and -\u2060CNY\u00a03K');
    expect(keepTogether('赚了 ¥519.3万')).toBe('赚了 ¥519.3\u2060万');
  });
});
