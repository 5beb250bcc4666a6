import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ProductError } from '../../src/language/messages.ts';
import { checkExtracts } from '../../src/pipeline/check.ts';
import { proposePipeline } from '../../src/pipeline/init.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { runPipeline } from '../../src/pipeline/run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function propose(files: Record<string, readonly string[]>, locale: 'en' | 'zh-CN' = 'en') {
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const outcome = await proposePipeline(folder, 'pipeline.yaml', locale);
  const text = await readFile(outcome.pipeline, 'utf8');
  const of = (name: string) => outcome.sources.find((source) => source.name === name)!;
  const asked = outcome.sources.flatMap(({ questions }) =>
    questions.filter(({ open }) => open).map(({ finding }) => finding.code),
  );
  for (const { questions } of outcome.sources)
    for (const { finding } of questions)
      for (const language of ['en', 'zh-CN'] as const) expect(finding.text(language)).toBeTruthy();
  return { ...outcome, text, of, asked };
}
/** Whether the file, with its open answers filled in, passes check. */
async function passes(answers: readonly string[] = []): Promise<boolean> {
  const file = join(folder, 'pipeline.yaml');
  let text = await readFile(file, 'utf8');
  for (const answer of answers) text = text.replace(/(: |- )\?\?\?/, `$1${answer}`);
  await writeFile(join(folder, 'answered.yaml'), text);
  const { exit } = await checkExtracts(await loadPipeline(join(folder, 'answered.yaml')), {}, quietEffects());
  return exit === 0;
}
const many = (n: number, line: (n: number) => string): string[] =>
  Array.from({ length: n }, (_, i) => line(i + 1));
const two = (n: number): string => String(n).padStart(2, '0');

it('takes order lines for invoice lines and not for customers, cost from the profit, and asks for the tax', async () => {
  const { of, asked, text } = await propose({
    'orders.csv': [
      'Row ID,Order ID,Order Date,Ship Date,Customer ID,Customer Name,City,Region,Product ID,Category,Product Name,Sales,Quantity,Discount,Profit',
      ...many(
        60,
        (n) =>
          `${n},US-2019-${100 + (n % 40)},${two((n % 27) + 1)}/03/19,${two((n % 27) + 2)}/03/19,C-${n % 12},Name ${n % 12},Austin,Central,P-${n % 9},Paper,Pad,${n + 0.5},${(n % 5) + 1},0.2,${n % 7}.1`,
      ),
    ],
  });
  expect(of('invoice_lines').proposal.columns).toMatchObject({
    invoice_id: 'Order ID',
    customer_id: 'Customer ID',
    invoiced_on: 'Order Date',
    product_id: 'Product ID',
    quantity: 'Quantity',
    cost_amount: { from: 'Sales', minus: 'Profit' },
    net_amount: { from: 'Sales', tax_included: '???' },
  });
  expect(asked).toEqual(['ING172']);
  expect(text).toContain(
    '# ? Is there tax in “Sales”? 1.50 is 1.50 net of tax, or 1.33 if 13% tax is in it.',
  );
  const refused = await loadPipeline(join(folder, 'pipeline.yaml')).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProductError);
  const { finding } = refused as ProductError;
  expect([finding.code, finding.params.key]).toEqual(['CFG033', 'tax_included']);
  expect(text.split('\n')[(finding.place?.line ?? 0) - 1]).toContain('???');
  expect(await passes(['0%'])).toBe(true);
});

it('asks who the customer of lines without one is', async () => {
  const { of, asked } = await propose({
    'retail.csv': [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      ...many(
        50,
        (n) =>
          `5363${two(n % 30)},8512${n % 9},MUG,${n % 7 === 0 ? -1 : 2},2010-12-01 08:26:00,2.55,${n % 4 === 0 ? '' : `178${two(n % 10)}.0`},UK`,
      ),
    ],
  });
  expect(of('invoice_lines').proposal.columns).toMatchObject({
    invoice_id: 'InvoiceNo',
    product_id: 'StockCode',
    customer_id: { from: 'CustomerID', empty: '???' },
    unit_price: { from: 'UnitPrice', tax_included: '???' },
  });
  expect(asked.sort()).toEqual(['ING172', 'ING180']);
  expect(await passes(['WALK-IN', '0%'])).toBe(true);
});

describe('needs no answer', () => {
  const lines = (gross: boolean): string[] => [
    `单据编号,单据日期,客户编号,商品编号,数量,${gross ? '金额' : '无税额'},税金,价税合计,单据类型`,
    ...many(40, (n) => {
      const net = 211.37 + 13.91 * n;
      const tax = Math.round(net * 13) / 100;
      const amount = Math.round(net * 100) / 100;
      return `D${n},2026-01-${two((n % 28) + 1)},${1000 + (n % 9)},P${n % 5},${(n % 3) + 1},${amount.toFixed(2)},${tax.toFixed(2)},${(amount + tax).toFixed(2)},${n % 10 === 0 ? '销售退货' : '销售'}`;
    }),
  ];

  it('where net + tax = gross says which amount is net, and the type of the document that returns are positive', async () => {
    const { of, asked } = await propose({ 'lines.csv': lines(true) }, 'zh-CN');
    const { columns, known } = of('invoice_lines').proposal;
    const all: Record<string, unknown> = { ...known, ...columns };
    const turned = { column: '单据类型', is: ['销售退货'] };
    expect(all.net_amount).toEqual({ from: '金额', negate_when: turned });
    expect(all.quantity).toEqual({ from: '数量', negate_when: turned });
    expect(all.tax_amount).toMatchObject({ from: '税金' });
    expect(asked).toEqual([]);
    expect(await passes()).toBe(true);
  });

  it('where zeros are lost in one export and kept in another, and parents are customers of the same list', async () => {
    const { of, asked } = await propose({
      'accounts.csv': [
        'Account Number,Account Name,City,Industry,Parent Account Number',
        ...many(30, (n) => `${1000 + n},Firm ${n},Wuxi,Food,${n % 10 === 0 ? 1001 : ''}`),
      ],
      'erp.csv': [
        'Invoice No.,Line,Customer No.,Invoice Date,Item Code,Qty,Net Amount',
        ...many(
          40,
          (n) =>
            `F${n},1,00${1001 + (n % 30)},2026-01-05,I${n},${n % 9 === 0 ? -1 : 1},${n % 9 === 0 ? -5 : 5}.00`,
        ),
      ],
    });
    expect(asked).toEqual([]);
    expect(of('customers').proposal.columns.customer_id).toEqual({ from: 'Account Number', pad: 6 });
    expect(of('relationships')).toMatchObject({
      proposal: {
        columns: {
          from_id: { from: 'Parent Account Number', pad: 6 },
          to_id: { from: 'Account Number', pad: 6 },
          kind: { value: 'parent_of' },
        },
        where: [{ column: 'Parent Account Number', filled: true }],
      },
    });
    expect(await passes()).toBe(true);
  });

  it('where a system is known by its headers: the profile is named', async () => {
    const { of, asked, text } = await propose({
      'KNA1.csv': ['KUNNR,NAME1,LAND1,ORT01,XCPDK', ...many(5, (n) => `000000100${n},Firm ${n},CN,Wuxi,`)],
      'alipay.csv': ['交易时间,交易对方,收/支,金额', '2026-01-05 10:00:00,某人,收入,5.00'],
    });
    expect(of('customers').proposal.profile).toBe('sap/kna1-customers');
    expect(text).toContain('profile: sap/kna1-customers');
    expect(text).toContain('alipay.csv: alipay/statement, ');
    expect(asked).toEqual([]);
    expect(await passes()).toBe(true);
  });
});

it('never takes the total of a document for the amount of its lines', async () => {
  const { of } = await propose({
    'lines.csv': [
      'Invoice No.,Invoice Date,Customer No.,Item Code,Qty,Net Amount,Amount Net',
      ...many(30, (n) => {
        const document = Math.ceil(n / 2);
        const [a, b] = [10 + document, 20 + document];
        return `F${document},2026-01-05,A,I${n},1,${a + b}.00,${n % 2 === 0 ? a : b}.00`;
      }),
    ],
  });
  expect(of('invoice_lines').proposal.columns.net_amount).toBe('Amount Net');
});

it('says where what the lines lack stands, and that it must be exported with them', async () => {
  const { of, asked } = await propose({
    'orders.csv': [
      'orderID,customerID,orderDate,shippedDate,freight',
      ...many(25, (n) => `${n},C${n % 5},2026-01-02,2026-01-03,5.${n}`),
    ],
    'details.csv': [
      'orderID,productID,unitPrice,quantity,discount',
      ...many(25, (n) => `${n},P${n % 5},14.00,${n},0`),
    ],
  });
  // What a list of orders calls freight may be what customers are charged: income and no cost.
  expect(of('shipments').proposal.columns).toMatchObject({ shipment_id: 'orderID', freight_cost: '???' });
  expect(asked).toContain('ING187');
  expect(of('invoice_lines').proposal.missing).toEqual(['customer_id', 'invoiced_on']);
  expect(asked).toContain('ING171');
});

describe('freight beside the lines of a sale', () => {
  const lines = (header: string, freight: (n: number) => string) => ({
    'lines.csv': [
      `Invoice No.,Line,Invoice Date,Customer No.,Item Code,Qty,Net Amount,${header}`,
      ...many(30, (n) => `F${n},1,2026-01-05,A${n % 4},I${n},1,${n}.00,${freight(n)}`),
    ],
  });

  it.each(['Freight', '运费'])('may be income or cost: %s is asked for', async (header) => {
    const { of, asked, text } = await propose(lines(header, () => '5.00'));
    expect(of('invoice_lines').proposal.columns.freight_cost).toBe('???');
    expect(asked).toContain('ING200');
    expect(text).not.toContain(`Not used: ${header}`);
  });

  it.each([
    // On each line its own, and the same for the whole invoice on each of its lines.
    ['[Line, Freight]', (line: number) => line, 90],
    ['{ value: freight }', () => 4, 120],
  ])('is read as income the way the question says: line_no: %s', async (lineNo, amount, billed) => {
    const rows = many(30, (n) =>
      [1, 2].map((line) => `F${n},${line},2026-01-05,A1,1,10.00,${amount(line)}.00`).join('\n'),
    );
    const header = 'Invoice No.,Line,Invoice Date,Customer No.,Qty,Net Amount,Freight';
    await writeFile(join(folder, 'lines.csv'), [header, ...rows, ''].join('\n'));
    const common = 'invoice_id: Invoice No., customer_id: Customer No., invoiced_on: Invoice Date';
    await writeFile(
      join(folder, 'both.yaml'),
      `whalecurve: 1
title: Freight
currency: EUR
sources:
  sales: { files: lines.csv, table: invoice_lines, columns: { ${common}, line_no: Line, quantity: Qty, net_amount: Net Amount } }
  freight: { files: lines.csv, table: invoice_lines, columns: { ${common}, line_no: ${lineNo}, quantity: { value: 0 }, net_amount: Freight, class: { value: freight_billed } } }
`,
    );
    const outcome = await runPipeline(
      await loadPipeline(join(folder, 'both.yaml')),
      { out: join(folder, 'out') },
      quietEffects(),
    );
    const warehouse = await Database.open({ path: join(outcome.folder, 'warehouse.duckdb'), readOnly: true });
    const sums = 'sum(net_sales)::integer as sales, sum(freight_and_fees_billed)::integer as billed';
    expect(await warehouse.rows(`select ${sums} from features.customer_profit`)).toEqual([
      { sales: 600, billed },
    ]);
    warehouse.close();
  });

  it('is not asked for where the header says that we bear it', async () => {
    const { of, asked } = await propose(lines('Freight Cost', () => '5.00'));
    expect(of('invoice_lines').proposal.columns.freight_cost).toBe('Freight Cost');
    expect(asked).not.toContain('ING200');
  });

  it('is not asked for where there is none', async () => {
    const { asked } = await propose(lines('Freight', (n) => (n % 2 === 0 ? '0.00' : '')));
    expect(asked).not.toContain('ING200');
  });
});
