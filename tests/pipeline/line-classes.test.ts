import { describe, expect, it } from 'vitest';
import { smallRun } from '../support/small-company.ts';

/** Each class of line, from the export through ingest to its own place on the statement and in the ledger. */
const files = {
  'lines.csv': `document;line;type;customer;day;item;class;quantity;list price;net;cost
R1;1;invoice;C1;05.01.2026;P1;;10;12,00;100,00;60,00
R1;2;invoice;C1;05.01.2026;P2;;2;12,00;0,00;7,00
R1;3;invoice;C1;05.01.2026;FREIGHT;;1;;9,50;4,00
R1;4;invoice;C1;05.01.2026;;Small-order fee;1;;15,00;
R1;5;invoice;C1;05.01.2026;;Rounding;1;;0,02;
R1;6;invoice;C1;05.01.2026;PALLET;;4;;48,00;
R1;7;invoice;C1;05.01.2026;;VAT;1;;23,66;
R1;8;invoice;C1;05.01.2026;HOUR;;3;;240,00;90,00
G1;1;credit;C1;06.02.2026;P1;;-1;12,00;-10,00;-6,00
G2;1;credit;C1;07.02.2026;P1;Allowance;0;;-5,00;
G3;1;credit;C1;08.02.2026;PALLET;;-4;;-48,00;
W1;1;invoice;C1;09.02.2026;;Write-off;-1;;-30,00;
N1;1;invoice;C2;05.02.2026;P2;;1;;0,00;3,50
`,
  'freight.csv': `delivery,customer,day,freight
D1,C1,2026-01-06,13.25
`,
  'bonus.csv': `customer,month,amount
C1,2026-02,8.00
`,
  'ledger.csv': `period,account,amount
2026-01,4000,-340.00
2026-02,4100,15.00
2026-02,4200,8.00
2026-01,4300,-24.52
2026-01,5000,157.00
2026-02,5000,-2.50
2026-01,6300,13.25
2026-02,6900,30.00
`,
};
const pipeline = `
whalecurve: 1
title: Classes
currency: EUR
as_of: 2026-02-28
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    dates: DD.MM.YYYY
    columns:
      invoice_id: document
      line_no: line
      customer_id: customer
      invoiced_on: day
      product_id: item
      quantity: quantity
      list_price: list price
      net_amount: net
      cost_amount: cost
      class: { from: class, values: { Small-order fee: fee, Rounding: rounding, VAT: tax, Write-off: write_off, Allowance: goods } }
  freight: { files: freight.csv, table: shipments, columns: { shipment_id: delivery, customer_id: customer, shipped_on: day, freight_cost: freight } }
  bonus: { files: bonus.csv, table: rebates, columns: { customer_id: customer, period: month, amount: amount } }
  ledger: { files: ledger.csv, table: ledger, columns: { period: period, account: account, amount: amount } }
line_classes: { freight_billed: { products: [FREIGHT] }, deposit: { products: [PALLET] }, service: { products: [HOUR] } }
books:
  tolerance: 0
  accounts:
    - { accounts: 4000, carries: sales }
    - { accounts: 4100, carries: returns }
    - { accounts: 4200, carries: rebates }
    - { accounts: 4300, carries: freight_and_fees_billed }
    - { accounts: 5000, carries: cost_of_goods }
    - { accounts: 6900, carries: bad_debt }
costs: { freight: { line: delivery, accounts: 6300, method: direct, from: freight_cost } }
`;

describe('classes of lines, from the export to the statement', () => {
  it('each has a place of its own, once', async () => {
    await smallRun(files, pipeline, async ({ outcome, rows }) => {
      const failed = outcome.findings.filter(({ severity }) => severity === 'failure');
      expect(failed.map((one) => one.text('en'))).toEqual([]);
      const totals = await rows(
        `select class, kind, lines, net_amount as net, gross_sales as gross, discounts, returns, cost_of_goods as cost,
                freight_and_fees_billed as fees, bad_debt as lost, left_out as aside
         from features.class_totals order by class, kind`,
      );
      const nought = { net: 0, gross: 0, discounts: 0, returns: 0, cost: 0, fees: 0, lost: 0, aside: 0 };
      const of = (name: string, kind: string, lines: number, over: object) => ({
        ...nought,
        class: name,
        kind,
        lines,
        ...over,
      });
      expect(totals).toEqual([
        of('deposit', 'return', 1, { net: -48, aside: -48 }),
        of('deposit', 'sale', 1, { net: 48, aside: 48 }),
        of('fee', 'sale', 1, { net: 15, fees: 15 }),
        // Given away: 24 at list price is all discount; without a list price nothing is known but the cost.
        of('free_goods', 'sale', 2, { gross: 24, discounts: 24, cost: 10.5 }),
        of('freight_billed', 'sale', 1, { net: 9.5, fees: 9.5 }),
        of('goods', 'credit_note', 1, { net: -5, returns: 5 }),
        of('goods', 'return', 1, { net: -10, returns: 10, cost: -6 }),
        of('goods', 'sale', 1, { net: 100, gross: 120, discounts: 20, cost: 60 }),
        of('rounding', 'sale', 1, { net: 0.02, fees: 0.02 }),
        of('service', 'sale', 1, { net: 240, gross: 240, cost: 90 }),
        of('tax', 'sale', 1, { net: 23.66, aside: 23.66 }),
        of('write_off', 'return', 1, { net: -30, lost: 30 }),
      ]);
      expect(await rows("select * from features.customer_profit where customer_id = 'C1'")).toMatchObject([
        {
          gross_sales: 384,
          discounts: 44,
          returns: 15,
          rebates: 8,
          net_sales: 317,
          cost_of_goods: 151,
          gross_margin: 166,
          freight_and_fees_billed: 24.52,
          delivery: 13.25,
          contribution: 177.27,
          bad_debt: 30,
          net_profit: 147.27,
        },
      ]);
      // Freight billed stands against freight paid; the line's own cost of freight is not goods.
      expect(
        await rows('select account, unexplained, reconciled from features.tie_out where not reconciled'),
      ).toEqual([]);
      expect(await rows('select sum(charged) as charged from features.tie_out')).toEqual([
        { charged: -143.77 },
      ]);
    });
  });

  it('free goods are no purchase, though they are work and cost', async () => {
    await smallRun(files, pipeline, async ({ rows }) => {
      const [gift] = await rows(
        `select first_purchase, invoices, net_profit from features.behaviour join features.customer_profit using (customer_id)
         where customer_id = 'C2'`,
      );
      expect(gift).toEqual({ first_purchase: null, invoices: 1, net_profit: -3.5 });
      expect(await rows("select frequency from features.rfm where customer_id = 'C2'")).not.toMatchObject([
        { frequency: 1 },
      ]);
    });
  });
});
