import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compile } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/database.ts';

import { labelParameter, moneyLabel, palettes, ticks, withPalette } from '../../src/reports/charts/chart.ts';
import { textWidth, wrap } from '../../src/reports/charts/text-metrics.ts';
import { companySteps } from '../../src/reports/charts/waterfall.ts';
import { whaleCurve } from '../../src/reports/charts/whale-curve.ts';
import { readReportData } from '../../src/reports/data.ts';
import { readReports, writeReports } from '../../src/reports/reports.ts';
import { viewOf } from '../../src/reports/view.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';
import { ensureClient } from './client.ts';

let folder: string;
let database: Database;
let files: string[];

beforeAll(async () => {
  await ensureClient();
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-charts-'));
  database = await reportFixture();
  ({ files } = await writeReports(database, folder, await readReports(database, fixtureContext('zh-CN'))));
});
afterAll(async () => {
  database?.close();
  await rm(folder, { recursive: true, force: true });
});

const names = [
  'ageing',
  'causes',
  'clusters',
  'cohorts',
  'company-waterfall',
  'late-payers',
  'lifetime-holdout',
  'lifetime-value',
  'margin-waterfall',
  'monthly-net-sales',
  'monthly-profit',
  'open-receivables',
  'profit-map',
  'rfm',
  'salespeople',
  'tiers',
  'top-and-bottom',
  'whale-curve',
];

describe('chart files', () => {
  it('are there, each as a specification and as a drawing', async () => {
    expect((await readdir(join(folder, 'charts'))).sort()).toEqual(
      names.flatMap((name) => [`${name}.svg`, `${name}.vl.json`]).sort(),
    );
    expect(files.filter((file) => file.startsWith('charts/')).sort()).toEqual(
      names.flatMap((name) => [`charts/${name}.svg`, `charts/${name}.vl.json`]).sort(),
    );
  });

  it.each(names)('%s compiles without a warning, and says what it shows', async (name) => {
    const spec = JSON.parse(await readFile(join(folder, 'charts', `${name}.vl.json`), 'utf8'));
    const warnings: string[] = [];
    const said = (text: string): typeof logger => {
      warnings.push(text);
      return logger;
    };
    const logger = {
      level: () => logger,
      error: (text: string) => said(text),
      warn: (text: string) => said(text),
      info: () => logger,
      debug: () => logger,
    };
    compile(spec, { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(spec.title.text.join('').length).toBeGreaterThan(5);
    expect(spec.description.length).toBeGreaterThan(5);
    expect(spec.usermeta.whalecurve.chart).toBe(name);
    expect(JSON.stringify(spec)).not.toMatch(/var\(--|"@\w/);
  });

  it.each(names)('%s is a whole drawing', async (name) => {
    const svg = await readFile(join(folder, 'charts', `${name}.svg`), 'utf8');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|var\(--| style=|<script/);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="[^"]{10,}"/);
    expect(svg).toContain('Noto Sans CJK SC');
    expect((svg.match(/<text/g) ?? []).length).toBeGreaterThan(3);
  });

  it('keep every label inside the drawing', async () => {
    for (const name of names) {
      const svg = await readFile(join(folder, 'charts', `${name}.svg`), 'utf8');
      const width = Number(/width="(\d+)/.exec(svg)![1]);
      // Labels of the left axis end at −6 of the plot, whose own offset is that of the drawing and of the plot in it.
      const offsets = [...svg.matchAll(/<g[^>]*translate\(([\d.]+),/g)].slice(0, 2);
      const left = offsets.reduce((sum, [, x]) => sum + Number(x), 0);
      for (const [, text] of svg.matchAll(
        /<text text-anchor="end" transform="translate\(-6,[^>]*font-size="12px"[^>]*>([^<]*)</g,
      ))
        expect({ name, text, fits: textWidth(text!, 12) <= left + 1 }).toEqual({ name, text, fits: true });
      expect(width).toBeLessThanOrEqual(920);
    }
  });

  it('give the same bytes twice', async () => {
    const again = await mkdtemp(join(tmpdir(), 'whalecurve-again-'));
    const other = await reportFixture();
    await writeReports(other, again, await readReports(other, fixtureContext('zh-CN')));
    other.close();
    for (const file of files)
      expect((await readFile(join(again, file))).equals(await readFile(join(folder, file)))).toBe(true);
    await rm(again, { recursive: true, force: true });
  });
});

describe('the parts of a chart', () => {
  it('the waterfall goes down to the profit of the company without a gap', async () => {
    const data = await readReportData(database);
    const steps = companySteps(viewOf(data, fixtureContext('en')));
    const company = data.company.reduce((sum, row) => sum + Number(row.net_profit ?? 0), 0);
    expect(steps.at(-1)!.amount).toBeCloseTo(company, 2);
    steps.forEach((step, index) => {
      const before = steps[index - 1];
      if (before !== undefined && step.start !== 0) expect(step.start).toBeCloseTo(before.end, 2);
      if (before !== undefined && step.tone === 'total') expect(step.end).toBeCloseTo(before.end, 2);
    });
  });

  it('a name with colour tokens or line separators stays a name', () => {
    const label = '@makes " \u2028 </script>';
    const params = [labelParameter([label])];
    const spec = { params, data: { values: [{ label }] }, mark: { color: '@makes' } };
    expect(withPalette(spec, palettes.paper)).toEqual({
      params: [{ name: 'rowLabels', value: [label] }],
      data: { values: [{ label }] },
      mark: { color: palettes.paper.makes },
    });
  });

  it('ticks are round, in order and inside', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 0, noNaN: true }),
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        (low, high) => {
          const values = ticks(low, high, 4);
          expect(values.length).toBeGreaterThan(0);
          expect(values.length).toBeLessThanOrEqual(6);
          expect(values.every((value) => value >= low - 1e-6 && value <= high + 1e-6)).toBe(true);
          expect(values).toEqual(values.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('wrapping loses nothing and keeps to the width', () => {
    const text = '利润在前 64% 的客户处达到峰值 ¥519.3万，其余客户亏掉 ¥96万，company is left with CNY 4M';
    const lines = wrap(text, 160, 12);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(175);
  });

  it('Chinese takes a whole em, Latin about half', () => {
    expect(textWidth('客户利润', 10)).toBeCloseTo(42.4, 1);
    expect(textWidth('profit', 10)).toBeLessThan(30);
    expect(moneyLabel('zh-CN')).toContain('万');
  });
});

describe('the whale curve', () => {
  it.each([
    ['a rise and a fall', '1000 - rank * 0.005'],
    ['losses alone', '-rank'],
  ])(
    'of 300,000 customers is a few hundred points, and all of it is within the axis: %s',
    async (_, profit) => {
      const customers = 300_000;
      const many = await reportFixture();
      await many.run(`
        create table models.ranks as
          select range as rank, cast(${profit.replace('rank', 'range')} as decimal(18, 4)) as net_profit
          from range(1, ${customers + 1});
        delete from models.whale_curve;
        insert into models.whale_curve by name
          select rank, (select min(customer_id) from features.customers) as customer_id, net_profit,
                 sum(net_profit) over (order by rank) as cumulative_profit, rank / ${customers} as customers_share
          from models.ranks;
        delete from models.sensitivity_curve;
        insert into models.sensitivity_curve by name
          select rank, cumulative_profit, cumulative_profit - 1 as lowest, cumulative_profit + 1 as highest
          from models.whale_curve`);
      const data = await readReportData(many);
      const chart = whaleCurve(viewOf(data, fixtureContext()))!;
      const { data: drawn, layer } = chart.spec as {
        data: { values: { cumulative: number }[] };
        layer: { encoding: { y?: { scale?: { domain: [number, number] } } } }[];
      };
      expect(drawn.values.length).toBeGreaterThan(700);
      expect(drawn.values.length).toBeLessThan(900);
      const [low, high] = layer.map(({ encoding }) => encoding.y?.scale?.domain).find((domain) => domain)!;
      const [all] = await many.rows<{ lowest: number; highest: number }>(
        'select min(lowest) as lowest, max(highest) as highest from models.sensitivity_curve',
      );
      expect(low).toBeLessThanOrEqual(all!.lowest);
      expect(high).toBeGreaterThanOrEqual(all!.highest);
      const top = Math.max(...drawn.values.map(({ cumulative }) => cumulative));
      const { peak } = await many.row<{ peak: number }>(
        'select greatest(0, max(cumulative_profit)) as peak from models.whale_curve',
      );
      expect(top).toBeCloseTo(peak, 2);
      many.close();
    },
  );
});

describe('a report without a ranked customer', () => {
  it('is refused with a reason', async () => {
    const none = await reportFixture();
    await none.run('update models.customers set is_ranked = false; delete from models.whale_curve');
    await expect(readReports(none, fixtureContext())).rejects.toMatchObject({ finding: { code: 'REP502' } });
    none.close();
  });
});
