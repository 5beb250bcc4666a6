import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { isKnownBy, offersOf } from '../../src/ingest/profile.ts';
import { headersOf, settle } from '../../src/ingest/settle.ts';
import { ProductError } from '../../src/language/messages.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { allProfiles, loadProfile, parseProfile, profileNames } from '../../src/pipeline/profiles.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-profiles-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a pipeline file with these sources over these files and gives back the rows of a query. */
async function read(
  files: Record<string, string>,
  sources: string,
  query: string,
): Promise<Record<string, unknown>[]> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const file = join(folder, 'pipeline.yaml');
  await writeFile(file, `whalecurve: 1\ntitle: t\ncurrency: CNY\nsources:\n${sources}\n`);
  const pipeline = await loadPipeline(file);
  const database = await Database.open({ path: ':memory:', threads: 1 });
  try {
    await ingest(
      database,
      pipeline.sources,
      { max_set_aside: 0 },
      {
        dataFolder: folder,
        workFolder: join(folder, '.work'),
        effects: quietEffects(),
      },
    );
    return await database.rows(query);
  } finally {
    database.close();
  }
}

async function refused(work: () => Promise<unknown>): Promise<ProductError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProductError) {
      for (const locale of ['en', 'zh-CN'] as const) {
        expect(error.finding.text(locale)).toBeTruthy();
      }
      return error;
    }
    throw error;
  }
  throw new Error('should have been refused');
}

describe('the profiles that come with the product', () => {
  it('are all sound, cover every system of the issue, and name no profile twice', async () => {
    const names = await profileNames();
    const systems = new Set(names.map((name) => name.split('/')[0]));
    for (const system of [
      'salesforce',
      'hubspot',
      'dynamics365',
      'zoho',
      'pipedrive',
      'fxiaoke',
      'sap',
      'sap-business-one',
      'odoo',
      'erpnext',
      'netsuite',
      'yonyou-u8',
      'kingdee-k3',
      'kingdee-cloud',
      'chanjet',
      'quickbooks',
      'quickbooks-online',
      'xero',
      'datev',
      'generic',
      'alipay',
      'bank',
      'shopify',
      'stripe',
      'paypal',
      'wechat-pay',
      'woocommerce',
      'amazon',
      'square',
      'youzan',
      'jushuitan',
      'taobao',
    ])
      expect(systems).toContain(system);
    expect(await allProfiles()).toHaveLength(names.length);
  });

  it('know the very export they describe, by each of its names', async () => {
    for (const profile of await allProfiles()) {
      if (profile.table === undefined) continue;
      const applied = { columns: offersOf(profile), where: profile.where };
      // The first name of everything, as an export in one language has it.
      const first = profile.known_by.map((any) => (Array.isArray(any) ? any[0]! : any));
      expect(isKnownBy(profile, first), profile.name).toBe(true);
      const all = [...headersOf(applied), ...first];
      const group = profile.file.group === undefined ? {} : { group: profile.file.group };
      const settled = settle(applied, profile.table, all, { columns: {}, ...group });
      expect([profile.name, settled.missing]).toEqual([profile.name, []]);
      expect(Object.keys(settled.columns)).toEqual(Object.keys(profile.columns));
    }
  });

  it('are told apart by their headers, but for two tables of one system that have the same ones', async () => {
    const alike = new Map<string, string[]>();
    for (const { name, table, part, known_by } of await allProfiles()) {
      const key = JSON.stringify([table ?? '', part ?? '', known_by]);
      alike.set(key, [...(alike.get(key) ?? []), name]);
    }
    expect([...alike.values()].filter((names) => names.length > 1)).toEqual([
      ['sap-business-one/credit-memo-lines', 'sap-business-one/invoice-lines'],
    ]);
  });
});

const billing = [
  'VBELN,POSNR,FKDAT,KUNAG,VBTYP,FKSTO,MATNR,FKIMG,NETWR,WAVWR,MWSBP,WAERK',
  '0090000001,000010,20260105,0000001042,M,,M1,2.000,200.00,120.00,26.00,CNY',
  '0090000002,000010,20260106,0000001042,O,,M1,1.000,100.00,60.00,13.00,CNY',
  '0090000003,000010,20260107,0000001042,M,X,M1,5.000,500.00,300.00,65.00,CNY',
  '0090000004,000010,20260107,0000001042,N,,M1,5.000,500.00,300.00,65.00,CNY',
].join('\n');

describe('a source with a profile', () => {
  it('turns SAP credit memos and drops the pair of a cancellation', async () => {
    const rows = await read(
      { 'vbrp.csv': billing },
      '  b: { files: vbrp.csv, profile: sap/vbrk-vbrp-billing }',
      'select invoice_id, cast(quantity as double) q, cast(net_amount as double) n, cast(cost_amount as double) c, kind from canonical.invoice_lines order by 1',
    );
    expect(rows).toEqual([
      { invoice_id: '0090000001', q: 2, n: 200, c: 120, kind: 'sale' },
      { invoice_id: '0090000002', q: -1, n: -100, c: -60, kind: 'credit_note' },
    ]);
  });

  it('reads Odoo in its labels and in its technical names, returns turned', async () => {
    const labels =
      'Number,Type,Status,Invoice Partner Display Name,Invoice/Bill Date,Invoice lines/Product,Invoice lines/Quantity,Invoice lines/Unit Price,Invoice lines/Subtotal\n' +
      'INV/1,Customer Invoice,Posted,Ready Mat,2026-01-05,Chair,2,50,100\n,,,,,Desk,1,80,80\n' +
      'RINV/1,Customer Credit Note,Posted,Ready Mat,2026-01-09,Chair,1,50,50\n' +
      'INV/2,Customer Invoice,Draft,Ready Mat,2026-01-09,Chair,9,50,450\n';
    const technical = labels.replace(
      /^.*\n/,
      'name,move_type,state,partner_id,invoice_date,invoice_line_ids/product_id,invoice_line_ids/quantity,invoice_line_ids/price_unit,invoice_line_ids/price_subtotal\n',
    );
    for (const text of [labels, technical])
      expect(
        await read(
          { 'odoo.csv': text },
          '  o: { files: odoo.csv, profile: odoo/invoice-lines }',
          'select invoice_id, customer_id, cast(quantity as double) q, cast(net_amount as double) n from canonical.invoice_lines order by invoice_id, line_no',
        ),
      ).toEqual([
        { invoice_id: 'INV/1', customer_id: 'Ready Mat', q: 2, n: 100 },
        { invoice_id: 'INV/1', customer_id: 'Ready Mat', q: 1, n: 80 },
        { invoice_id: 'RINV/1', customer_id: 'Ready Mat', q: -1, n: -50 },
      ]);
  });

  it('lets its own columns win, and holds the conditions of both', async () => {
    const rows = await read(
      { 'vbrp.csv': billing },
      '  b:\n    files: vbrp.csv\n    profile: sap/vbrk-vbrp-billing\n    where: { column: NETWR, is_not: "200.00" }\n    columns: { customer_id: WAERK, kind: { value: return } }',
      'select invoice_id, customer_id, kind from canonical.invoice_lines',
    );
    expect(rows).toEqual([{ invoice_id: '0090000002', customer_id: 'CNY', kind: 'return' }]);
  });

  it('refuses an export that lacks what it needs, and says under which names it looked', async () => {
    const error = await refused(() =>
      read(
        { 'x.csv': billing.replace('KUNAG', 'KUNDE').replace('VBTYP', 'ART') },
        '  b: { files: x.csv, profile: sap/vbrk-vbrp-billing }',
        '',
      ),
    );
    expect(error.finding.code).toBe('ING160');
    expect(error.finding.params.missing).toEqual(
      [
        { column: 'quantity', names: ['FKIMG'] },
        { column: 'customer_id', names: ['KUNAG', 'KUNRG'] },
        { column: 'where', names: ['VBTYP'] },
      ].sort((a, b) => (a.column === 'customer_id' ? -1 : b.column === 'customer_id' ? 1 : 0)),
    );
  });

  it('takes a profile of ones own by its path', async () => {
    const own = [
      'profile: 1',
      'system: Our shop',
      'report: { en: Lines, zh-CN: 明细 }',
      'evidence: export_seen',
      'sources: [ours]',
      'table: ledger',
      'known_by: [M, A]',
      'export: { en: by hand, zh-CN: 手工 }',
      'columns: { period: M, account: A, amount: { from: V, tax_included: 13% } }',
    ].join('\n');
    expect(
      await read(
        { 'own.yaml': own, 'l.csv': 'M,A,V\n2026-01,1,113.00\n2026-01,2,-100.00\n2026-01,3,0.01\n' },
        '  l: { files: l.csv, profile: ./own.yaml }',
        'select account, amount::varchar as amount from canonical.ledger order by account',
      ),
    ).toEqual([
      { account: '1', amount: '100.0000' },
      { account: '2', amount: '-88.4956' },
      { account: '3', amount: '0.0088' },
    ]);
  });
});

describe('what is wrong with a profile', () => {
  const text = (lines: string): string =>
    `profile: 1\nsystem: S\nreport: { en: R, zh-CN: 报表 }\nevidence: export_seen\nsources: [x]\nknown_by: [A]\nexport: { en: e, zh-CN: 导出 }\n${lines}`;
  const problem = async (lines: string): Promise<unknown[]> => {
    const error = await refused(async () => parseProfile('s/r', 'profiles/s/r.yaml', text(lines)));
    return [error.finding, ...error.others].map(({ code, place }) => [code, place?.line, place?.column]);
  };

  it('is told with line and column: a key, a column, a meaning, a column that is not filled', async () => {
    expect(await problem('table: ledger\ncolums: {}')).toEqual([['CFG003', 9, 1]]);
    expect(await problem('table: ledgr')).toEqual([['CFG006', 8, 8]]);
    expect(
      await problem('table: ledger\ncolumns:\n  period: P\n  acount: A\n  account: B\n  amount: C'),
    ).toEqual([['ING130', 11, 3]]);
    expect(await problem('table: ledger\ncolumns: { period: P, account: A }')).toEqual([['ING161', 9, 1]]);
    expect(
      await problem(
        'table: relationships\ncolumns:\n  from_id: P\n  to_id: A\n  kind: { from: K, values: { x: cousin } }',
      ),
    ).toEqual([['ING132', 12, 3]]);
    expect(await problem('columns: {}')).toEqual([['CFG007', 1, 1]]);
  });

  it('is told in the pipeline file: no such profile, none that feeds a table, another table', async () => {
    const at = async (source: string) => {
      const file = join(folder, 'p.yaml');
      await writeFile(file, `whalecurve: 1\ntitle: t\ncurrency: CNY\nsources:\n  s: ${source}\n`);
      const { finding } = await refused(() => loadPipeline(file));
      return [finding.code, finding.place?.line, finding.params.suggestion];
    };
    expect(await at('{ files: a.csv, profile: odo/invoice-lines }')).toEqual([
      'CFG030',
      5,
      'odoo/invoice-lines',
    ]);
    expect(await at('{ files: a.csv, profile: alipay/statement }')).toEqual(['CFG031', 5, undefined]);
    expect(await at('{ files: a.csv, table: ledger, profile: odoo/invoice-lines }')).toEqual([
      'CFG032',
      5,
      undefined,
    ]);
    expect(await at('{ files: a.csv }')).toEqual(['CFG004', 5, undefined]);
    expect((await loadProfile('odoo/invoice-lines', '.')).table).toBe('invoice_lines');
  });
});
