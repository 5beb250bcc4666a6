import { describe, expect, it } from 'vitest';
import { checkSources } from '../../src/ingest/ingest.ts';
import { run, settings } from './kit.ts';

const file = `Document,Year,Item,Customer,Day,Qty,Net
4711,2025,1,7,2025-12-30,1,10.5
4711,2026,1,7,2026-01-02,1,20.5
4711,2026,2,7,2026-01-02,1,30.5
4712,,1,7,2026-01-03,1,40.5
`;
const source = (columns: Record<string, unknown>) => ({
  lines: {
    files: 'lines.csv',
    table: 'invoice_lines',
    columns: {
      invoice_id: ['Document', 'Year'],
      line_no: 'Item',
      customer_id: { from: 'Customer', pad: 4 },
      invoiced_on: 'Day',
      quantity: 'Qty',
      net_amount: 'Net',
      ...columns,
    },
  },
});

describe('an id made of several columns', () => {
  it('keeps documents of two years apart, and has no id where a part is missing', async () => {
    await run(
      { 'lines.csv': file },
      source({ order_id: { from: 'Document', join: ['Year', 'Item'] } }),
      async ({ rows, result }) => {
        expect(
          await rows(
            'select invoice_id, line_no, order_id, customer_id from canonical.invoice_lines order by 1, 2',
          ),
        ).toEqual([
          { invoice_id: '4711-2025', line_no: '1', order_id: '4711-2025-1', customer_id: '0007' },
          { invoice_id: '4711-2026', line_no: '1', order_id: '4711-2026-1', customer_id: '0007' },
          { invoice_id: '4711-2026', line_no: '2', order_id: '4711-2026-2', customer_id: '0007' },
        ]);
        expect(result.files[0]!.reasons).toEqual({ missing_value: 1 });
      },
      0.5,
    );
  });

  it('fills zeros in the first part only, and is for ids', async () => {
    await run(
      { 'lines.csv': file },
      source({ invoice_id: { from: 'Document', pad: 6, join: ['Item', 'Year'] }, line_no: { value: '1' } }),
      async ({ rows }) =>
        expect(await rows('select min(invoice_id) as first from canonical.invoice_lines')).toEqual([
          { first: '004711-1-2025' },
        ]),
      0.5,
    );
    const issues = checkSources(settings(source({ net_amount: ['Net', 'Qty'] })));
    expect(issues.map(({ path, finding }) => [path.join('.'), finding.code, finding.params.option])).toEqual([
      ['sources.lines.columns.net_amount.join', 'ING133', 'join'],
    ]);
  });

  it('names a column that the export does not have', async () => {
    await expect(
      run({ 'lines.csv': file }, source({ invoice_id: ['Document', 'Fiscal'] }), async () => undefined),
    ).rejects.toMatchObject({ finding: { severity: 'fatal' } });
  });
});
