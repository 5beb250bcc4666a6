import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';
import { allCharts } from '../../src/reports/charts/charts.ts';
import { buckets } from '../../src/reports/data/credit.ts';
import { readReportData } from '../../src/reports/data.ts';
import { viewOf } from '../../src/reports/view.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';

let database: Database;
beforeAll(async () => {
  database = await reportFixture();
});
afterAll(() => database.close());

const cents = (value: number): number => Math.round(value * 100);

describe('the credit page’s figures', () => {
  it('add up: the buckets to what is open, the reminders to what is overdue', async () => {
    const { credit, reminders } = await readReportData(database);
    expect(credit).not.toBeNull();
    const byBucket = buckets.reduce((sum, bucket) => sum + credit![bucket], 0);
    expect(cents(byBucket)).toBe(cents(credit!.open_balance));
    expect(cents(credit!.open_balance - credit!.not_due)).toBe(cents(credit!.overdue));
    const reminded = reminders.reduce((sum, group) => sum + group.amount, 0);
    expect(cents(reminded)).toBe(cents(credit!.overdue));
    for (const group of reminders)
      expect(cents(group.first + group.second + group.final + group.management + group.disputed)).toBe(
        cents(group.amount),
      );
  });

  it('count ordinary customers only, and show the others apart', async () => {
    const { credit, creditOfOthers } = await readReportData(database);
    const all = await database.row<{ open: number }>('select sum(open_balance) as open from features.ageing');
    const others = creditOfOthers.reduce((sum, other) => sum + other.open_balance, 0);
    expect(cents(credit!.open_balance + others)).toBe(cents(all.open));
    expect(creditOfOthers.map((other) => other.class)).not.toContain('ordinary');
  });

  it('reckon days sales outstanding over the days of the period', async () => {
    const { credit, currencies } = await readReportData(database);
    const moved = currencies.reduce((sum, row) => sum + (row.revaluation ?? 0), 0);
    expect(moved).toBeLessThan(0);
    // 1 July 2024 to 30 June 2026, both counted; what exchange rates did since is no day of waiting.
    const booked = credit!.open_balance - moved;
    expect(credit!.days_sales_outstanding).toBeCloseTo((booked / credit!.invoiced) * 730, 6);
  });

  it('are in each currency what they are in all', async () => {
    const { credit, currencies, customerCurrencies, openItems } = await readReportData(database);
    expect(currencies.map(({ currency }) => currency)).toEqual(['CNY', 'USD']);
    const open = currencies.reduce((sum, row) => sum + (row.open_balance_reporting ?? 0), 0);
    expect(cents(open)).toBe(cents(credit!.open_balance));
    const dollars = [...customerCurrencies.keys()];
    expect(dollars.length).toBeGreaterThan(0);
    expect(dollars.every((id) => id.endsWith('7'))).toBe(true);
    for (const [id, items] of openItems)
      for (const item of items) expect(item.currency).toBe(id.endsWith('7') ? 'USD' : null);
  });

  it('say nothing of disputes where the exports do not', async () => {
    const other = await reportFixture({ customers: 30, months: 6 });
    await other.run('update features.ageing set disputed_invoices = null, disputed_open = null');
    const { credit } = await readReportData(other);
    other.close();
    expect(credit!.disputed_invoices).toBeNull();
    expect(credit!.disputed_open).toBeNull();
  });

  it('draw no chart and give no figure without receivables', async () => {
    const other = await reportFixture({ customers: 30, months: 6, receivables: false });
    const data = await readReportData(other);
    const charts = allCharts(viewOf(data, fixtureContext()));
    other.close();
    expect(data.credit).toBeNull();
    expect([...charts.keys()].filter((name) => /ageing|receivables|late/.test(name))).toEqual([]);
  });
});
