import { describe, expect, it } from 'vitest';
import { type DocumentLine, explainDocument } from '../../src/pipeline/explain/document.ts';
import { explained } from '../support/explain.ts';
import { smallRun } from '../support/small-company.ts';

/** An export known by a profile, in two currencies, whose document numbers start anew each year. */
const files = {
  'lines.csv': `No,Year,Pos,Client,Date,Cur,Qty,Price,Net,Cost
7,2026,1,C1,2026-01-10,USD,10,11.00,100.00,60.00
7,2026,2,C1,2026-01-10,USD,-1,,-10.00,-6.00
7,2025,1,C2,2025-12-30,EUR,1,,50.00,20.00
8,2026,1,C1,2026-02-10,EUR,2,,80.00,30.00
`,
  'rates.csv': 'day,currency,rate\n2026-01-01,USD,0.90\n2026-02-15,USD,0.80\n',
  'own.yaml': `profile: 1
system: Ours
report: { en: Invoice lines, zh-CN: 发票行 }
evidence: export_seen
sources: [our own exports]
table: invoice_lines
known_by: [No, Client]
export: { en: as it is, zh-CN: 原样 }
columns:
  invoice_id: { from: [Number, "No"], join: [Year] }
  line_no: [Pos]
  customer_id: [Client]
  invoiced_on: [Date]
  currency: [Cur]
  quantity: [Qty]
  list_price: [Price]
  net_amount: [Net]
  cost_amount: [Cost]
`,
};
const pipeline = `
whalecurve: 1
title: Two currencies
currency: EUR
as_of: 2026-02-28
sources:
  lines: { files: lines.csv, profile: ./own.yaml }
  rates: { files: rates.csv, table: fx_rates, columns: { "on": day, currency: currency, rate: rate } }
`;

describe('explaining a company that invoices in two currencies', () => {
  it('finds the row of the export, though a profile and two columns make the number', async () => {
    await smallRun(files, pipeline, async ({ out }) => {
      const line = (await explainDocument('7-2026/2', { run: out })) as DocumentLine;
      expect(line.place).toEqual({ source: 'lines', file: 'lines.csv', row: 2 });
      expect(line.cells.slice(0, 2)).toEqual([
        { header: 'No', cell: '7', columns: ['invoice_id'], values: ['7-2026'] },
        { header: 'Year', cell: '2026', columns: ['invoice_id'], values: ['7-2026'] },
      ]);
      expect(line.statement).toMatchObject([
        { line: 'returns', amount: 9, ofMonth: 9 },
        { line: 'cost_of_goods', amount: -5.4, ofMonth: 48.6 },
      ]);
      const text = await explained(out, '--document', '7-2026/1');
      expect(text).toContain('goods, sale · counts in Jan 2026 · USD at 0.9');
      expect(text).toMatch(/Gross sales +10 × 11 × 0\.9 +99\.00 +99\.00/);
    });
  });

  it('shows the statement in each of them, with the rates and what the exchange did', async () => {
    await smallRun(files, pipeline, async ({ out }) => {
      const text = await explained(out, 'C1');
      expect(text).toMatch(/EUR +USD +all in EUR/);
      expect(text).toMatch(/\+ Gross sales +80\.00 +110\.00 +179\.00/);
      expect(text).toMatch(/= Net sales before rebates +80\.00 +90\.00 +161\.00/);
      expect(text).toMatch(/= Gross margin before rebates +50\.00 +36\.00 +82\.40/);
      expect(text).toMatch(/rates used +0\.9\n/);
      expect(text).toMatch(/rate at the end +0\.8\n/);
      // 90 dollars at 0.80 are 72, not the 81 they were booked with.
      expect(text).toMatch(/worth more at that rate +EUR -9\.00/);
      expect(await explained(out, 'C1', '--locale', 'zh-CN')).toMatch(/按期末汇率增减 +EUR -9\.00/);
      expect(await explained(out, 'C2')).not.toContain('By currency');
    });
  });
});
