import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

type Match = {
  customer_id: string | null;
  method: string | null;
  candidates: number;
  nearest_id: string | null;
};

const names: Record<string, string> = {
  '001': '太仓沃衡自动化设备股份有限公司',
  '002': '苏州翰昇汽车零部件有限公司',
  '003': 'Brückner Präzisionsantriebe (Taicang) Co., Ltd.',
  '004': 'Penrose Heavy Industries (Nanjing) Co., Ltd.',
  '005': '邻家五金连锁（华东）商业有限公司',
  '006': '诺海文气动（苏州）有限公司',
  '007': '诺海文传动（常州）有限公司',
  '008': 'Steinhagen Werkzeugbau GmbH & Co. KG',
  '009': 'Steinhagen Logistik GmbH',
  '010': 'Stein AG',
  '011': '恒力',
  '012': '恒立',
};

/** Which customer each name on the list is taken for. */
async function matches(
  list: readonly (string | { name: string; customer_id: string })[],
  customers: Readonly<Record<string, string>> = names,
  silent: readonly string[] = [],
): Promise<Record<string, Match>> {
  let found: Record<string, Match> = {};
  await withBuilt(
    {
      customers: Object.entries(customers).map(([customer_id, name]) => ({ customer_id, name })),
      invoice_lines: Object.keys(customers)
        .filter((customer_id) => !silent.includes(customer_id))
        .map((customer_id) =>
          line({ customer_id, invoiced_on: '2026-06-30', net_amount: 10, product_id: 'P' }),
        ),
      believed_key_customers: list.map((one) => (typeof one === 'string' ? { name: one } : one)),
    },
    {},
    async ({ database }) => {
      const rows = await database.rows<Match & { name: string }>(
        'select name, customer_id, method, candidates, nearest_id from features.believed_customers order by name',
      );
      found = Object.fromEntries(rows.map(({ name, ...match }) => [name, match]));
    },
  );
  return found;
}

describe('the list of believed key customers', () => {
  it('finds customers by number and name, whatever the width, case, marks and legal form', async () => {
    const found = await matches([
      '001',
      { name: 'our friend in Suzhou', customer_id: '002' },
      'Penrose Heavy Industries (Nanjing) Co., Ltd.',
      'ＢＲＵＣＫＮＥＲ　Präzisionsantriebe, TAICANG',
      '邻家五金连锁华东商业有限责任公司',
      'steinhagen werkzeugbau',
    ]);
    expect(
      Object.entries(found).map(([name, { customer_id, method }]) => [name, customer_id, method]),
    ).toEqual([
      ['001', '001', 'number'],
      ['Penrose Heavy Industries (Nanjing) Co., Ltd.', '004', 'name'],
      ['our friend in Suzhou', '002', 'number'],
      ['steinhagen werkzeugbau', '008', 'folded'],
      ['邻家五金连锁华东商业有限责任公司', '005', 'folded'],
      ['ＢＲＵＣＫＮＥＲ　Präzisionsantriebe, TAICANG', '003', 'folded'],
    ]);
  });

  it('takes a part of a name that only one customer has, and whole words only in Latin script', async () => {
    const found = await matches(['翰昇', 'Penrose', '诺海文', 'Steinhagen', 'Stein', 'Pen']);
    expect(found.翰昇).toMatchObject({ customer_id: '002', method: 'part' });
    expect(found.Penrose).toMatchObject({ customer_id: '004', method: 'part' });
    expect(found.诺海文).toMatchObject({ customer_id: null, candidates: 2, nearest_id: '006' });
    expect(found.Steinhagen).toMatchObject({ customer_id: null, candidates: 2, nearest_id: '008' });
    // Not a part of Steinhagen: it is the whole of Stein AG.
    expect(found.Stein).toMatchObject({ customer_id: '010', method: 'folded' });
    expect(found.Pen).toMatchObject({ customer_id: null });
  });

  it('forgives a slip where nothing else comes near, and names the nearest where it is in doubt', async () => {
    const found = await matches([
      'Penrose Heavy Industires Nanjing',
      'Steinhagen Werkzeubau',
      '苏州瀚昇汽车零部件有限公司',
      '恒利',
      'Quite Another Company',
    ]);
    expect(found['Penrose Heavy Industires Nanjing']).toMatchObject({
      customer_id: '004',
      method: 'similar',
    });
    expect(found['Steinhagen Werkzeubau']).toMatchObject({ customer_id: '008', method: 'similar' });
    // One character of a Chinese name is often another company.
    expect(found.苏州瀚昇汽车零部件有限公司).toMatchObject({ customer_id: null, nearest_id: '002' });
    expect(found.恒利).toMatchObject({ customer_id: null, nearest_id: null });
    expect(found['Quite Another Company']).toMatchObject({
      customer_id: null,
      nearest_id: null,
      candidates: 0,
    });
  });

  it('does not choose between two customers of one name, unless only one of them does business', async () => {
    const twins = { A1: 'Ashford Tools Ltd', A2: 'ASHFORD TOOLS LIMITED', B1: 'Kestrel', B2: 'Kestrel' };
    const found = await matches(['Ashford Tools', 'Kestrel'], twins, ['B1']);
    expect(found['Ashford Tools']).toMatchObject({ customer_id: null, candidates: 2, nearest_id: 'A1' });
    expect(found.Kestrel).toMatchObject({ customer_id: 'B2', method: 'name', candidates: 2 });
  });

  it('costs nothing without a list', async () => {
    expect(await matches([])).toEqual({});
  });
});
