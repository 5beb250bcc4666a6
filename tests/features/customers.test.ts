import { describe, expect, it } from 'vitest';
import { line } from '../support/warehouse.ts';
import { withBuilt } from './build.ts';

const sale = (customer_id: string) =>
  line({ customer_id, invoiced_on: '2026-01-10', unit_price: 10, unit_cost: 1 });

describe('customers', () => {
  it('holds everybody who moves money, known to the CRM or not, and ranks the ordinary and active', async () => {
    await withBuilt(
      {
        customers: [
          { customer_id: 'idle', name: 'Idle' },
          { customer_id: 'known', name: 'Known', region: 'North' },
        ],
        invoice_lines: [sale('known'), sale('stranger')],
        receivables: [{ invoice_id: 'R', customer_id: 'debtor', issued_on: '2026-01-01', amount: 10_000 }],
        rebates: [{ customer_id: 'rebated', period: '2026-01-01', amount: 5 }],
      },
      {},
      async ({ database, findings }) => {
        const rows = await database.rows(
          'select customer_id, name, class, is_ranked, in_crm, group_id from features.customers order by 1',
        );
        const row = (customer_id: string, name: string, is_ranked: boolean, in_crm: boolean) => ({
          customer_id,
          name,
          class: 'ordinary',
          is_ranked,
          in_crm,
          group_id: customer_id,
        });
        expect(rows).toEqual([
          row('debtor', 'debtor', true, false),
          row('idle', 'Idle', false, true),
          row('known', 'Known', true, true),
          row('rebated', 'rebated', true, false),
          row('stranger', 'stranger', true, false),
        ]);
        expect(findings.find(({ code }) => code === 'FEA314')?.params).toMatchObject({
          customers: 3,
          netSales: 5,
          ids: ['stranger', 'debtor', 'rebated'],
        });
      },
    );
  });

  it('takes the class from the CRM, else from the numbers and words of the pipeline file', async () => {
    const named = (customer_id: string, name: string, kind?: string) => ({
      customer_id,
      name,
      class: kind ?? null,
    });
    await withBuilt(
      {
        customers: [
          named('1', '现金客户（散客）'),
          named('2', 'CASH SALES'),
          named('3', 'Plain'),
          named('4', 'Cash box maker', 'ordinary'),
          named('5', 'Own branch', 'internal'),
          named('6', 'Trial', 'ordinary'),
        ],
        invoice_lines: ['1', '2', '3', '4', '5', '6', '7'].map(sale),
      },
      { customer_classes: { walk_in: { names: ['散客', 'cash'] }, test: { ids: ['6', '7', '5'] } } },
      async ({ database }) => {
        const rows = await database.rows<{ id: string; class: string }>(
          'select customer_id as id, class from features.customers order by 1',
        );
        expect(Object.fromEntries(rows.map((row) => [row.id, row.class]))).toEqual({
          '1': 'walk_in',
          '2': 'walk_in',
          '3': 'ordinary',
          '4': 'ordinary',
          '5': 'internal',
          '6': 'test',
          '7': 'test',
        });
        const sections = await database.rows(
          'select section, customers, net_sales from features.company_statement order by 1',
        );
        expect(sections).toEqual([
          { section: 'internal', customers: 1, net_sales: 10 },
          { section: 'ordinary', customers: 2, net_sales: 20 },
          { section: 'test', customers: 2, net_sales: 20 },
          { section: 'walk_in', customers: 2, net_sales: 20 },
        ]);
      },
    );
  });

  it('climbs to the ultimate parent, and names a circle instead of running in it', async () => {
    const link = (from_id: string, to_id: string, over = {}) => ({
      from_id,
      to_id,
      kind: 'parent_of',
      ...over,
    });
    await withBuilt(
      {
        invoice_lines: [sale('grandchild')],
        relationships: [
          link('top', 'child'),
          link('child', 'grandchild'),
          link('old owner', 'child', { valid_to: '2025-12-31' }),
          link('grandchild', 'top', { kind: 'referred' } as object),
          link('x', 'y'),
          link('y', 'z'),
          link('z', 'x'),
          link('z', 'below'),
          link('self', 'self'),
        ],
      },
      {},
      async ({ database, findings }) => {
        const rows = await database.rows<{ id: string; parent: string | null; group: string }>(
          `select customer_id as id, parent_id as parent, group_id as "group" from features.customers order by 1`,
        );
        expect(Object.fromEntries(rows.map((row) => [row.id, [row.parent, row.group]]))).toEqual({
          below: ['z', 'below'],
          child: ['top', 'top'],
          grandchild: ['child', 'top'],
          self: ['self', 'self'],
          top: [null, 'top'],
          x: ['z', 'x'],
          y: ['x', 'y'],
          z: ['y', 'z'],
        });
        expect(findings.find(({ code }) => code === 'FEA315')?.params).toEqual({
          ids: ['self', 'x', 'y', 'z'],
        });
      },
    );
  });
});
