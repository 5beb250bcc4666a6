import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../src/engine/database.ts';
import { quietEffects } from '../src/engine/effects.ts';
import { type IngestResult, ingest } from '../src/ingest/ingest.ts';
import { sourceSettings } from '../src/ingest/settings.ts';
import { ProductError } from '../src/language/messages.ts';

/**
 * Reads the exports of a dozen systems as they are: each is read with its books closed and comes to the answer, or is
 * refused with the one question that a person must answer. `asks`: the code of that question when `says` is left out.
 */
interface Reading {
  readonly files: string;
  readonly table: string;
  readonly columns: Record<string, unknown>;
  /** What had to be said of the file. */
  readonly says?: Record<string, unknown>;
  readonly asks?: string;
  /** Nothing needs to be said of the order of its dates: the rows prove it, and the days are those of `dates`. */
  readonly provesDates?: string;
  /** The check that the file must fail: its own total is not that of its rows, say. */
  readonly fails?: string;
  readonly rows?: number;
  /** SQL over `canonical`, and what it must give. */
  readonly sums?: Record<string, number>;
  readonly maxSetAside?: number;
}

type Same = (what: string, expected: number, found: number, tolerance: number) => void;

interface Trap {
  readonly file: string;
  readonly rows?: number;
  readonly right: Record<string, number | string>;
}

const superstore = {
  invoice_id: 'Order ID',
  line_no: 'Row ID',
  customer_id: 'Customer ID',
  invoiced_on: 'Order Date',
  quantity: 'Quantity',
  net_amount: 'Sales',
  cost_amount: { from: 'Sales', minus: 'Profit' },
};
const sales = 'select sum(net_amount) from canonical.invoice_lines';
const profit = 'select sum(net_amount - cost_amount) from canonical.invoice_lines';
const epoch = (which: string) =>
  `select ${which}(invoiced_on) - date '1970-01-01' from canonical.invoice_lines`;
const day = (text: unknown): number => Date.parse(`${String(text)}T00:00:00Z`) / 86_400_000;

export async function validateReading(data: string, same: Same): Promise<void> {
  const traps = JSON.parse(await readFile(join(data, 'expected', 'ingest_traps.json'), 'utf8')) as {
    traps: Trap[];
  };
  const trap = (part: string): Record<string, number | string> => found(traps.traps, part);
  const n = (part: string, key: string): number => Number(trap(part)[key]);
  for (const one of readings(trap, n)) {
    console.log(`${one.files}`);
    if (one.asks !== undefined) {
      const asked = await read(data, { ...one, says: {} }).catch((error: unknown) => error);
      const code = asked instanceof ProductError ? asked.finding.code : 'nothing';
      same(`asks ${one.asks}, asked ${code}`, 1, Number(code === one.asks), 0);
    }
    if (one.provesDates !== undefined) {
      const days = [
        `select md5(string_agg("${one.provesDates}"::date::varchar, ' ' order by "${one.provesDates}")) from canonical.${one.table}`,
      ];
      const sums = Object.fromEntries(days.map((sql) => [sql, 0]));
      const { dates: _, ...rest } = one.says ?? {};
      const [proven, told] = await Promise.all(
        [rest, one.says ?? {}].map(async (says) => (await read(data, { ...one, says, sums })).texts),
      );
      same(
        'proves the order of its dates',
        1,
        Number(proven?.join() === told?.join() && proven?.[0] !== 'null'),
        0,
      );
    }
    const { result, sums } = await read(data, one);
    for (const file of result.files)
      if (file.rowsRead !== file.rowsKept + file.rowsSetAside)
        same(`${file.file}: kept + set aside`, file.rowsRead, file.rowsKept + file.rowsSetAside, 0);
    const rows = result.files.reduce((sum, file) => sum + file.rowsRead, 0);
    if (one.rows !== undefined) same('rows read', one.rows, rows, 0);
    const failures = result.findings.filter(
      ({ severity, code }) => severity === 'failure' && code !== one.fails,
    );
    same('findings that fail the run', 0, failures.length, 0);
    for (const failure of failures) console.log(`    ${failure.code}: ${failure.text('en')}`);
    if (one.fails !== undefined)
      same(`fails with ${one.fails}`, 1, Number(result.findings.some(({ code }) => code === one.fails)), 0);
    for (const [sql, expected] of Object.entries(one.sums ?? {}))
      same(sql.slice(0, 70), expected, sums[sql] ?? Number.NaN, 0.00005);
  }
}

async function read(
  data: string,
  one: Reading,
): Promise<{ result: IngestResult; sums: Record<string, number>; texts: string[] }> {
  const work = await mkdtemp(join(tmpdir(), 'whalecurve-reading-'));
  const database = await Database.open({ path: ':memory:' });
  try {
    const { files, table, columns, says } = one;
    const settings = {
      ...sourceSettings.parse({ files, table, columns, ...says }),
      name: 'source',
    } as Parameters<typeof ingest>[1][number];
    const quality = { max_set_aside: one.maxSetAside ?? 0.01 };
    const options = { dataFolder: data, workFolder: work, effects: quietEffects() };
    const result = await ingest(database, [settings], quality, options);
    const sums: Record<string, number> = {};
    const texts: string[] = [];
    for (const sql of Object.keys(one.sums ?? {})) {
      const { found } = await database.row<{ found: number | string | null }>(`select (${sql}) as found`);
      sums[sql] = Number(found);
      texts.push(String(found));
    }
    return { result, sums, texts };
  } finally {
    database.close();
    await rm(work, { recursive: true, force: true });
  }
}

function found(traps: readonly Trap[], part: string): Record<string, number | string> {
  const { right, rows } = traps.find(({ file }) => file.includes(part))!;
  return rows === undefined ? right : { rows, ...right };
}

function readings(
  trap: (part: string) => Record<string, number | string>,
  n: (part: string, key: string) => number,
): Reading[] {
  const recent = trap('superstore_2019');
  return [
    {
      files: 'commerce/superstore/superstore_2019_2022.csv.gz',
      table: 'invoice_lines',
      columns: superstore,
      provesDates: 'invoiced_on',
      says: { dates: 'DD/MM/YY' },
      rows: n('superstore_2019', 'rows'),
      sums: {
        [epoch('min')]: day(recent.min),
        [epoch('max')]: day(recent.max),
      },
    },
    {
      files: 'commerce/superstore-classic/superstore_cr_cp1252.csv.gz',
      table: 'invoice_lines',
      columns: superstore,
      asks: 'ING104',
      says: { encoding: 'windows-1252', dates: 'MM/DD/YYYY' },
      rows: n('cr_cp1252', 'rows'),
      sums: { [sales]: n('cr_cp1252', 'sum_sales'), [profit]: n('cr_cp1252', 'sum_profit') },
    },
    {
      files: 'commerce/superstore-classic/superstore_broken_quotes.csv.gz',
      table: 'invoice_lines',
      columns: superstore,
      provesDates: 'invoiced_on',
      says: { dates: 'MM/DD/YYYY', unquoted: 'Product Name' },
      rows: 9994,
      sums: { [sales]: n('broken_quotes', 'sum_sales'), [profit]: n('broken_quotes', 'sum_profit') },
    },
    {
      files: 'commerce/superstore-classic/superstore_semicolon_decimal_comma_cp1252.csv.gz',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'Row ID',
        line_no: { value: '1' },
        customer_id: 'Customer Name',
        invoiced_on: 'Ship Date',
        quantity: 'Quantity',
        net_amount: 'Sales',
      },
      asks: 'ING104',
      says: { encoding: 'windows-1252', dates: 'DD/MM/YYYY' },
      rows: n('decimal_comma', 'rows'),
      sums: { [sales]: n('decimal_comma', 'sum_sales') },
    },
    {
      files: 'commerce/northwind/orders.csv',
      table: 'shipments',
      columns: {
        shipment_id: 'orderID',
        customer_id: 'customerID',
        shipped_on: 'orderDate',
        freight_cost: 'freight',
      },
      says: { unquoted: 'shipAddress' },
      rows: n('northwind/orders', 'rows'),
      sums: { 'select sum(freight_cost) from canonical.shipments': n('northwind/orders', 'sum_freight') },
    },
    {
      files: 'commerce/northwind/customers.csv',
      table: 'customers',
      columns: { customer_id: 'customerID', name: 'companyName' },
      says: { unquoted: 'address' },
      rows: n('northwind/customers', 'rows'),
      sums: { 'select count(*) from canonical.customers': n('northwind/customers', 'rows') },
    },
    {
      files: 'commerce/northwind/order-details.csv',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'orderID',
        line_no: 'productID',
        customer_id: { value: 'X' },
        invoiced_on: { value: '1997-01-01' },
        quantity: 'quantity',
        net_amount: { from: 'unitPrice', times: 'quantity' },
      },
      rows: 2155,
    },
    {
      files: 'commerce/sap-sample-content/Sales/SalesOrderItems.csv.gz',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'SALESORDERID',
        line_no: 'SALESORDERITEM',
        customer_id: { value: 'X' },
        invoiced_on: 'DELIVERYDATE',
        quantity: 'QUANTITY',
        net_amount: 'NETAMOUNT',
        tax_amount: 'TAXAMOUNT',
        cost_amount: 'GROSSAMOUNT',
      },
      rows: n('SalesOrderItems', 'rows'),
      sums: {
        [sales]: n('SalesOrderItems', 'sum_net'),
        'select sum(tax_amount) from canonical.invoice_lines': n('SalesOrderItems', 'sum_tax'),
        'select sum(cost_amount) from canonical.invoice_lines': n('SalesOrderItems', 'sum_gross'),
      },
    },
    {
      files: 'commerce/online-retail/by-day/*.csv.gz',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'InvoiceNo',
        customer_id: { from: 'CustomerID', empty: 'NONE' },
        invoiced_on: 'InvoiceDate',
        quantity: 'Quantity',
        net_amount: { from: 'UnitPrice', times: 'Quantity' },
      },
      rows: n('online-retail', 'rows'),
      sums: {
        "select count(distinct customer_id) from canonical.invoice_lines where customer_id <> 'NONE'": n(
          'online-retail',
          'customers',
        ),
        'select count(*) from canonical.invoice_lines': n('online-retail', 'rows'),
        "select count(*) from canonical.invoice_lines where contains(customer_id, '.')": 0,
      },
    },
    {
      files: 'commerce/ibm-accounts-receivable/accounts_receivable.csv',
      table: 'receivables',
      columns: {
        invoice_id: 'invoiceNumber',
        customer_id: 'customerID',
        issued_on: 'InvoiceDate',
        amount: 'InvoiceAmount',
        due_on: 'DueDate',
      },
      provesDates: 'issued_on',
      says: { dates: 'MM/DD/YYYY' },
      rows: 2466,
    },
    {
      files: 'commerce/adventureworks-dw/FactResellerSales.parquet',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'SalesOrderNumber',
        line_no: 'SalesOrderLineNumber',
        customer_id: 'ResellerKey',
        invoiced_on: 'OrderDate',
        quantity: 'OrderQuantity',
        net_amount: 'SalesAmount',
      },
      rows: 60_855,
    },
    {
      files: 'exports/datev/EXTF_Buchungsstapel.csv',
      table: 'ledger',
      columns: {
        period: 'Belegdatum',
        account: 'Konto',
        amount: {
          from: 'Umsatz (ohne Soll/Haben-Kz)',
          negate_when: { column: 'Soll/Haben-Kennzeichen', is: 'H' },
        },
      },
      says: { dates: 'DDMM' },
    },
    {
      files: 'exports/cn_erp/doc_lines_with_total.csv',
      table: 'invoice_lines',
      columns: {
        invoice_id: '单据编号',
        customer_id: '客户编码',
        invoiced_on: '单据日期',
        product_id: '商品编码',
        quantity: { from: '数量', empty: 1 },
        net_amount: '金额',
      },
      rows: 3,
      sums: { [sales]: 0.3 },
    },
    {
      files: 'exports/odoo/o2m-quotations-order-lines.csv',
      table: 'invoice_lines',
      columns: {
        invoice_id: 'Order Reference',
        customer_id: 'Customer',
        invoiced_on: 'Order Date',
        product_id: 'Order Lines/Product Template',
        quantity: 'Order Lines/Quantity',
        net_amount: { from: 'Order Lines/Unit Price', times: 'Order Lines/Quantity' },
      },
      rows: 5,
      sums: {
        'select count(distinct invoice_id) from canonical.invoice_lines': 2,
        [sales]: 10 * 30.75 + 70 + 5 * 150 + 24 * 75 + 30 * 38.25,
      },
    },
    {
      files: 'exports/cn_statements/alipay_example-alipay-records.csv',
      table: 'receivables',
      columns: {
        invoice_id: '交易订单号',
        customer_id: { value: 'X' },
        issued_on: '交易时间',
        amount: '金额',
      },
      maxSetAside: 1,
    },
    {
      files: 'exports/cn_statements/icbc_debit-v2_example-icbc-debit-v2-records.csv',
      table: 'ledger',
      // Whoever took the names out of it has changed the amounts, and not the total below them.
      fails: 'ING121',
      columns: {
        period: '交易日期',
        account: { value: '1002' },
        amount: { from: '记账金额(收入)', minus: '记账金额(支出)' },
      },
    },
    {
      files: 'exports/salesforce_devorg/Account.csv',
      table: 'customers',
      columns: { customer_id: 'Id', name: 'Name', industry: 'Industry' },
    },
    {
      files: 'exports/salesforce_devorg/Opportunity.csv',
      table: 'interactions',
      columns: {
        interaction_id: 'Id',
        customer_id: 'AccountId',
        at: 'CreatedDate',
        kind: { value: 'visit' },
      },
      provesDates: 'at',
      says: { dates: 'MM/DD/YY' },
    },
    {
      files: 'exports/xero/xero_invoice_data.csv',
      table: 'receivables',
      columns: {
        invoice_id: 'invoice_id',
        customer_id: 'contact_id',
        issued_on: 'date',
        amount: 'total',
        due_on: 'due_date',
      },
    },
    {
      files: 'exports/quickbooks/customer_data.csv',
      table: 'customers',
      columns: { customer_id: 'id', name: 'display_name' },
    },
    {
      files: 'exports/netsuite/netsuite2_customer_data.csv',
      table: 'customers',
      columns: { customer_id: 'id', name: 'altname' },
    },
  ];
}
