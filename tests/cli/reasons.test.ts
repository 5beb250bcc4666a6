import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { formatFor } from '../../src/language/format.ts';
import { type Locale, locales } from '../../src/language/locale.ts';
import { readMemberships } from '../../src/reports/data/memberships.ts';
import { readerOf } from '../../src/reports/data/reader.ts';
import { readStanding } from '../../src/reports/data/standing.ts';
import { type Figures, type Reason, reasonsOf } from '../../src/reports/reasons.ts';
import { sayIn } from '../../src/reports/words.ts';
import { run } from '../support/product.ts';

/** Every group says in one sentence why each customer of the sample company is in it. */

let out: string;
let warehouse: Database;
type Row = Record<string, string | number | boolean | null>;
let rows: Row[];
let reasonsIn: (locale: Locale, row: Row) => Reason[];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-reasons-'));
  const finished = await run(['run', 'pipelines/profitability.yaml', '--out', out]);
  expect(finished.code).toBe(0);
  warehouse = await Database.open({ path: join(out, 'latest', 'warehouse.duckdb'), readOnly: true });
  const reader = await readerOf(warehouse);
  const { memberships, tierRules, clusterFeatures } = await readMemberships(reader);
  const { keyMeasures } = await readStanding(reader);
  const customers = await warehouse.rows<Row>('select * from models.customers where is_ranked');
  rows = customers.map((row) => ({ ...row, ...memberships.get(String(row.customer_id)) }));
  reasonsIn = (locale, row) => {
    const figures: Figures = {
      text: (column) => String(row[column] ?? ''),
      number: (column) => (typeof row[column] === 'number' ? row[column] : null),
    };
    return reasonsOf(
      {
        locale,
        say: sayIn(locale),
        format: formatFor(locale, 'CNY'),
        label: (_, key) => key,
        measure: (key) =>
          keyMeasures.find(({ measure }) => measure === key)?.[
            locale === 'zh-CN' ? 'label_zh' : 'label_en'
          ] ?? key,
        tierRules,
        clusterFeatures,
      },
      figures,
    );
  };
}, 120_000);

afterAll(async () => {
  warehouse?.close();
  await rm(out, { recursive: true, force: true });
});

describe('every group', () => {
  /** Kind of group → the table that says who is in it. */
  const members: Readonly<Record<Reason['kind'], string>> = {
    tier: 'select customer_id from models.tiers',
    segment:
      'select customer_id from models.customers where is_ranked and segment is not null and r_score is not null',
    cluster: 'select customer_id from models.clusters',
    field: 'select customer_id from models.profit_map',
    state: 'select customer_id from models.rhythm join models.customers using (customer_id) where is_ranked',
    movement: `select customer_id from models.customer_changes join models.customers using (customer_id)
      where is_ranked and basis = 'spans' and tier_before <> tier_now and 'none' not in (tier_before, tier_now)`,
    key: 'select customer_id from models.key_customers where is_key',
    belief: 'select customer_id from models.intuition',
  };

  it.each(locales)('says in one sentence why each of its customers is in it (%s)', async (locale) => {
    const said = new Map<string, Reason[]>(
      rows.map((row) => [String(row.customer_id), reasonsIn(locale, row)]),
    );
    for (const [kind, sql] of Object.entries(members)) {
      const own = new Set(
        (await warehouse.rows<{ customer_id: string }>(sql)).map(({ customer_id }) => customer_id),
      );
      expect(own.size, kind).toBeGreaterThan(10);
      for (const [id, reasons] of said) {
        const found = reasons.filter((reason) => reason.kind === kind);
        expect(found.length, `${kind} of ${id}`).toBe(own.has(id) ? 1 : 0);
        for (const { sentence, group } of found) {
          expect(`${sentence} ${group}`).not.toMatch(/undefined|NaN|null|[{}]|Reason|feature_/);
          // One sentence: it ends, and only once. Points within figures and abbreviations are none.
          if (locale === 'zh-CN') {
            expect(sentence.match(/[。？！]/g), sentence).toHaveLength(1);
            expect(sentence.endsWith('。')).toBe(true);
          } else {
            expect(sentence, sentence).toMatch(/^[A-Z].*[^.]\.$/);
            expect(sentence.replace(/^No\. |\bno\. /g, '').match(/\.(?:\s|$)/g), sentence).toHaveLength(1);
          }
        }
      }
    }
  });

  it('says what is true: the figures of a sentence are those of the customer', () => {
    const giant = rows.find(({ customer_id }) => customer_id === '001015')!;
    const [first] = reasonsIn('en', giant);
    expect(first).toMatchObject({
      kind: 'tier',
      group: 'repair',
      sentence: 'It loses CNY 686,774, more than any other tier allows.',
    });
    expect(reasonsIn('zh-CN', giant).find(({ kind }) => kind === 'belief')).toMatchObject({
      sentence: '在管理层名单中，却亏损 ¥686,774。',
    });
    const leader = rows.find(({ customer_id }) => customer_id === '001007')!;
    expect(reasonsIn('en', leader)[0]?.sentence).toBe(
      'No. 1 by profit with CNY 1,510,017: better customers make 0.0% of all positive profit, less than the 50.0% up to which this tier goes.',
    );
  });

  it('names for a cluster the features it was compared by', () => {
    const one = reasonsIn('en', rows[0]!).find(({ kind }) => kind === 'cluster');
    expect(one?.sentence).toBe(
      'Compared by profit margin, frequency of buying, order value and service share, it lies nearest to the middle of this cluster.',
    );
  });
});

describe('the workbook', () => {
  it('has the key customers, the list of management and the movements', async () => {
    const book = await readXlsx(await readFile(join(out, 'latest', 'report.xlsx')));
    const below = (sheet: string, head: string): unknown[][] => {
      const { rows: cells } = book.sheets.find(({ name }) => name === sheet)!;
      const start = cells.findIndex((row) => row[0] === head);
      expect(start, sheet).toBeGreaterThan(0);
      return cells.slice(start + 1).filter((row) => row[0] !== null && row[0] !== undefined && row[0] !== '');
    };
    const key = below('Key customers', 'Rank');
    expect(key).toHaveLength(20);
    // The score is the sum of its parts.
    for (const row of key) {
      const parts = row.slice(4, 9).reduce((sum: number, points) => sum + Number(points), 0);
      expect(parts).toBeCloseTo(Number(row[3]), 2);
    }
    const [list] = await warehouse.rows<{ n: number }>('select count(*) as n from models.intuition');
    expect(below('Believed key', 'Verdict')).toHaveLength(list!.n);
    const [moves] = await warehouse.rows<{ n: number }>('select count(*) as n from models.movements');
    const movements = below('Movements', 'Spans compared');
    expect(movements).toHaveLength(moves!.n);
    for (const row of movements) {
      const effects = row.slice(8, 14).reduce((sum: number, effect) => sum + Number(effect), 0);
      expect(effects).toBeCloseTo(Number(row[7]), 1);
    }
  });
});
