import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explained } from '../support/explain.ts';
import { smallRun } from '../support/small-company.ts';

/**
 * A company that reports in euros and is owed dollars, from its exports to what people open: 100 dollars booked with
 * 90.00 and paid with 80.00, 200 dollars open, booked with 180.00 and worth 160.00.
 */
const files = {
  'lines.csv': `No,Client,Date,Cur,Qty,Net,Cost
1,C1,2026-01-10,USD,1,100.00,60.00
2,C1,2026-02-10,USD,1,200.00,120.00
3,C2,2026-02-10,EUR,1,80.00,30.00
`,
  'open.csv': `No,Client,Date,Due,Cur,Amount,Paid on,Paid
1,C1,2026-01-10,2026-01-31,USD,100.00,2026-02-20,100.00
2,C1,2026-02-10,2026-02-20,USD,200.00,,
3,C2,2026-02-10,2026-03-10,EUR,80.00,,
`,
  'rates.csv': 'day,currency,rate\n2026-01-01,USD,0.90\n2026-02-15,USD,0.80\n',
  'ledger.csv': `month,account,name,amount
2026-01,4000,Sales,-90.00
2026-02,4000,Sales,-260.00
2026-01,5000,Goods,54.00
2026-02,5000,Goods,138.00
2026-02,6060,Exchange differences,30.00
`,
};
const pipeline = (carries: string): string => `
whalecurve: 1
title: Owed dollars
currency: EUR
as_of: 2026-02-28
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: "No", line_no: { value: "1" }, customer_id: Client, invoiced_on: Date, currency: Cur, quantity: Qty, net_amount: Net, cost_amount: Cost }
  open:
    files: open.csv
    table: receivables
    columns: { invoice_id: "No", customer_id: Client, issued_on: Date, due_on: Due, currency: Cur, amount: Amount, paid_on: Paid on, paid_amount: Paid }
  rates: { files: rates.csv, table: fx_rates, columns: { "on": day, currency: currency, rate: rate } }
  ledger: { files: ledger.csv, table: ledger, columns: { period: month, account: account, description: name, amount: amount } }
books:
  accounts:
    - { accounts: "4000", carries: sales }
    - { accounts: "5000", carries: cost_of_goods }
    - { accounts: "6060", carries: ${carries} }
`;
const both = '[exchange_realised, exchange_unrealised]';

describe('a company that is owed dollars and reports in euros', () => {
  it('ties: what exchange rates took stands in its own account, not in a customer', async () => {
    await smallRun(files, pipeline(both), async ({ out, outcome, rows }) => {
      expect(outcome.findings.filter(({ severity }) => severity === 'failure')).toEqual([]);
      expect(
        await rows(`select section, net_profit from features.company_statement where customers = 0`),
      ).toEqual([{ section: 'exchange', net_profit: -30 }]);
      expect(
        await rows(`select role, ledger, charged, unexplained from features.tie_out where account = '6060'`),
      ).toEqual([
        { role: 'exchange_realised + exchange_unrealised', ledger: 30, charged: 30, unexplained: 0 },
      ]);
      const account = await explained(out, '--account', '6060');
      expect(account).toContain('Exchange differences on payments + Exchange differences on open items');
      expect(account).toMatch(/2026-02 +30\.00 +30\.00/);
      expect(account).toMatch(/C1 .*EUR 30\.00/);
      expect(await explained(out, '--account', '6060', '--locale', 'zh-CN')).toContain(
        '收款汇兑损益（已实现）',
      );
    });
  });

  it('says which document is missing in the books', async () => {
    const without = {
      ...files,
      'ledger.csv': files['ledger.csv'].replace('2026-02,4000,Sales,-260.00', '2026-02,4000,Sales,-180.00'),
    };
    await smallRun(without, pipeline(both), async ({ out, outcome }) => {
      expect(outcome.findings.map(({ code }) => code)).toContain('FEA336');
      expect(await explained(out, '--account', '4000')).toMatch(
        /2026-02 +3 +-EUR 80\.00 +is not in the books/,
      );
      expect(await explained(out, '--account', '4000', '--month', '2026-01')).not.toContain(
        'not in the books',
      );
    });
  });

  it('is not reconciled where the books have another difference', async () => {
    const other = {
      ...files,
      'ledger.csv': files['ledger.csv'].replace('differences,30.00', 'differences,10.00'),
    };
    await smallRun(other, pipeline(both), async ({ outcome, rows }) => {
      expect(outcome.findings.map(({ code }) => code)).toContain('FEA330');
      expect(await rows(`select unexplained from features.tie_out where account = '6060'`)).toEqual([
        { unexplained: -20 },
      ]);
    });
  });

  it('explains a customer and a document in their own currency', async () => {
    await smallRun(files, pipeline(both), async ({ out }) => {
      const customer = await explained(out, 'C1');
      expect(customer).toMatch(/USD +300\.00 +200\.00 +200\.00 +0\.8 +160\.00 +-20\.00 +-10\.00/);
      expect(customer).toContain('belongs to the company and is in no line of this statement');
      expect(await explained(out, 'C2')).not.toContain('Owed by currency');
      const paid = await explained(out, '--document', '1/1');
      expect(paid).toContain('USD 100.00 at 0.9 of the invoice day: EUR 90.00');
      expect(paid).toContain('USD 100.00 paid: exchange difference -EUR 10.00, of the company');
      const open = await explained(out, '--document', '2/1', '--locale', 'zh-CN');
      expect(open).toContain('尚有 USD 200.00 未清，按基准日汇率 0.8 折合 €160.00，其中汇率变动 -€20.00');
      expect(await explained(out, 'C1', '--line', 'cost_of_credit', '--month', '2026-02')).toMatch(
        /USD 200\.00 × 0\.9 = 180\.00/,
      );
    });
  });

  it('shows the currencies on the page, and reminds of what the invoice says', async () => {
    await smallRun(files, pipeline(both), async ({ out }) => {
      const page = await readFile(join(out, 'latest', 'report.html'), 'utf8');
      const row = (head: string): string =>
        new RegExp(`<th scope="row">${head}</th>.*?</tr>`, 's').exec(
          page.slice(page.indexOf('Owed by currency')),
        )?.[0] ?? '';
      expect(
        row('USD')
          .replace(/<[^>]+>/g, ' ')
          .trim()
          .split(/\s+/),
      ).toEqual(['USD', '1', '200', '200', '0.8', '160', '-20', '-10']);
      expect(page).toContain(
        'Exchange rates took EUR 10 on payments of the period and took EUR 20 on what is open.',
      );
      expect(page).toContain('By currency of the invoice');
      const lists = join(out, 'latest', 'lists');
      const name = (await readdir(lists)).find(
        (file) => file.startsWith('payment-reminders') && file.endsWith('.csv'),
      )!;
      const csv = await readFile(join(lists, name), 'utf8');
      expect(csv).toContain('Currency');
      expect(csv).toMatch(/USD[,;]200(\.00)?[,;]160/);
    });
  });

  it('says nothing of currencies where there is one only', async () => {
    const euros = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        name === 'rates.csv' ? text : text.replaceAll('USD', 'EUR'),
      ]),
    );
    await smallRun(euros, pipeline(both), async ({ out, rows }) => {
      expect(await rows('from features.receivable_currencies')).toEqual([]);
      const page = await readFile(join(out, 'latest', 'report.html'), 'utf8');
      expect(page).not.toMatch(/<h3[^>]*>(Owed by currency|By currency of the invoice)/);
    });
  });
});
