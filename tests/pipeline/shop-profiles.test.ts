import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { ProductError } from '../../src/language/messages.ts';
import { proposePipeline } from '../../src/pipeline/init.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';

/** Exports of web shops and payment services, as `init` proposes them and the reader then reads them. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-shops-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const csv = (rows: readonly (readonly (string | number)[])[], delimiter = ','): string =>
  rows
    .map((row) =>
      row
        .map((cell) => (/[,"]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : cell))
        .join(delimiter),
    )
    .join('\n');

/** What is kept of `file` after every question about tax was answered with this rate. */
async function proposed(file: string, content: string, query: string, tax = '0%') {
  await writeFile(join(folder, file), content);
  const { pipeline, sources } = await proposePipeline(folder, 'p.yaml');
  const text = await readFile(pipeline, 'utf8');
  await writeFile(pipeline, text.replaceAll('tax_included: ???', `tax_included: ${tax}`));
  const loaded = await loadPipeline(pipeline);
  const database = await Database.open({ path: ':memory:', threads: 1 });
  try {
    const { files } = await ingest(
      database,
      loaded.sources,
      { max_set_aside: 0 },
      { dataFolder: folder, workFolder: join(folder, '.work'), effects: quietEffects() },
    );
    return {
      profiles: sources.map(({ proposal }) => proposal.profile),
      open: sources
        .flatMap(({ questions }) => questions.filter((one) => one.open))
        .map(({ finding }) => finding.code),
      files,
      rows: await database.rows(query),
    };
  } finally {
    database.close();
  }
}

const shopify = csv([
  'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Cancelled at,Refunded Amount,Id,Lineitem discount'.split(
    ',',
  ),
  [
    '#1',
    'a@x.org',
    'paid',
    'EUR',
    '67.00',
    '6.00',
    '0',
    '73.00',
    '5.00',
    '2026-03-01 23:14:00 +0100',
    '2',
    'Print',
    '16.00',
    'P',
    'Ann',
    'Ulm',
    '',
    '0.00',
    '1',
    '0',
  ],
  [
    '#1',
    'a@x.org',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '2026-03-01 23:14:00 +0100',
    '2',
    'Bag, "big"',
    '20.00',
    'B',
    '',
    '',
    '',
    '',
    '',
    '0',
  ],
  [
    '#2',
    'b@x.org',
    'voided',
    'EUR',
    '40.00',
    '0',
    '0',
    '40.00',
    '0',
    '2026-03-02 10:00:00 +0100',
    '1',
    'Print',
    '20.00',
    'P',
    'Bo',
    'Ulm',
    '',
    '0.00',
    '2',
    '0',
  ],
  [
    '#2',
    'b@x.org',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '2026-03-02 10:00:00 +0100',
    '1',
    'Bag',
    '20.00',
    'B',
    '',
    '',
    '',
    '',
    '',
    '0',
  ],
  [
    '#3',
    '',
    'partially_refunded',
    'EUR',
    '20.00',
    '0',
    '0',
    '20.00',
    '0',
    '2026-03-03 10:00:00 +0100',
    '1',
    'Bag',
    '20.00',
    'B',
    '',
    '',
    '',
    '7.50',
    '3',
    '0',
  ],
]);

describe('Shopify', () => {
  const query =
    'select invoice_id, line_no, customer_id, quantity, net_amount, kind, class from canonical.invoice_lines order by all';

  it('is read in passes over one file; a voided order goes with all of its lines; lines and discount make the subtotal', async () => {
    const { profiles, rows, open } = await proposed('orders_export.csv', shopify, query);
    expect(profiles).toEqual([
      'shopify/order-lines',
      'shopify/order-refunds',
      'shopify/order-shipping',
      'shopify/order-discounts',
      'shopify/order-customers',
    ]);
    // Whether the prices hold tax, and nothing else.
    expect(open).toEqual(['ING172', 'ING172', 'ING172', 'ING172']);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['#1', '1', 'a@x.org', 2, 32, null, null],
      ['#1', '2', 'a@x.org', 2, 40, null, null],
      ['#1', 'discount', 'a@x.org', 0, -5, null, null],
      ['#1', 'shipping', 'a@x.org', 0, 6, null, 'freight_billed'],
      ['#3', '1', 'WALK-IN', 1, 20, null, null],
      ['#3', 'refund', 'WALK-IN', 0, -7.5, 'credit_note', null],
    ]);
  });

  it('takes out the tax that the source says is in the prices', async () => {
    const { rows } = await proposed('o.csv', shopify, query, '19%');
    expect(rows[0]).toMatchObject({ net_amount: 26.8908 });
  });

  it('is not run before that is said, and no other profile lets it be said', async () => {
    await writeFile(join(folder, 'o.csv'), shopify);
    const source = (profile: string, more = ''): string =>
      `whalecurve: 1\ntitle: t\ncurrency: EUR\nsources:\n  a:\n    files: o.csv\n    profile: ${profile}\n${more}`;
    await writeFile(join(folder, 'p.yaml'), source('shopify/order-lines'));
    const { sources } = await loadPipeline(join(folder, 'p.yaml'));
    const database = await Database.open({ path: ':memory:', threads: 1 });
    try {
      const run = ingest(
        database,
        sources,
        { max_set_aside: 0 },
        {
          dataFolder: folder,
          workFolder: join(folder, '.work'),
          effects: quietEffects(),
        },
      );
      await expect(run).rejects.toMatchObject({
        finding: { code: 'ING196', params: { header: 'Lineitem price' } },
      });
    } finally {
      database.close();
    }
    await writeFile(join(folder, 'q.yaml'), source('salesforce/account', '    tax_included: 19%\n'));
    await expect(loadPipeline(join(folder, 'q.yaml'))).rejects.toThrow(/tax_included/);
  });
});

describe('Amazon', () => {
  it('settlements count what was sold and what shipping was billed, by marketplace; taxes, fees and the total row do not', async () => {
    const head =
      'settlement-id,total-amount,currency,transaction-type,order-id,marketplace-name,amount-type,amount-description,amount,posted-date,posted-date-time,sku,quantity-purchased'.split(
        ',',
      );
    const row = (
      type: string,
      order: string,
      kind: string,
      what: string,
      amount: string,
      quantity = '',
    ): string[] => [
      '99',
      '',
      '',
      type,
      order,
      'Amazon.de',
      kind,
      what,
      amount,
      '01.03.2026',
      '2026-03-01 14:23:00 UTC',
      'W',
      quantity,
    ];
    const text = csv(
      [
        head,
        ['99', '21.28', 'EUR', ...Array<string>(10).fill('')],
        row('Order', 'A1', 'ItemPrice', 'Principal', '29.99', '1'),
        row('Order', 'A1', 'ItemPrice', 'Tax', '5.70', '1'),
        row('Order', 'A1', 'ItemPrice', 'Shipping', '3.99', '1'),
        row('Order', 'A1', 'ItemFees', 'Commission', '-4.50'),
        row('Order', 'A1', 'Promotion', 'Principal', '-2.00'),
        row('Refund', 'A1', 'ItemPrice', 'Principal', '-29.99'),
      ],
      '\t',
    );
    const { rows, profiles } = await proposed(
      'settlement.txt',
      text,
      'select invoice_id, customer_id, quantity, net_amount, kind, class from canonical.invoice_lines order by line_no::int',
    );
    expect(profiles).toEqual(['amazon/settlement']);
    expect(rows.map((one) => Object.values(one))).toEqual([
      ['A1-99', 'Amazon.de', 1, 29.99, 'sale', 'goods'],
      ['A1-99', 'Amazon.de', 0, 3.99, 'sale', 'freight_billed'],
      ['A1-99', 'Amazon.de', 0, -2, 'sale', 'goods'],
      ['A1-99', 'Amazon.de', 0, -29.99, 'return', 'goods'],
    ]);
  });
});

describe('Chinese shops', () => {
  it('有赞 by item: refunds taken off, closed orders out, freight billed is no freight paid', async () => {
    const head =
      '订单号,订单状态,订单创建时间,买家付款时间,商品名称,规格编码,商品优惠后价格,商品数量,商品实际成交金额,商品已退款金额,运费,订单实付金额,买家手机号'.split(
        ',',
      );
    const row = (id: string, status: string, refund: string): string[] => [
      id,
      status,
      '2026-03-01 10:00:00',
      '2026-03-01 10:01:00',
      '蛋糕',
      'G1',
      '90.00',
      '2',
      '180.00',
      refund,
      '8.00',
      '188.00',
      '138****0001',
    ];
    const text = csv([
      head,
      row('E1', '交易完成', '0.00'),
      row('E2', '交易关闭', '0.00'),
      row('E3', '交易完成', '180.00'),
    ]);
    const { rows, profiles } = await proposed(
      '订单.csv',
      `\ufeff${text}`,
      'select * from canonical.invoice_lines order by 1',
      '13%',
    );
    expect(profiles).toEqual(['youzan/order-items']);
    expect(rows).toMatchObject([
      { invoice_id: 'E1', customer_id: '138****0001', quantity: 2, net_amount: 159.292, freight_cost: null },
      { invoice_id: 'E3', net_amount: 0 },
    ]);
  });

  it('淘宝 by order: ids as formulas, 件 behind quantities, refunds in words', async () => {
    const head =
      '订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝总数量,退款金额'.split(
        ',',
      );
    const text = csv([
      head,
      [
        '="1930679858170640"',
        '会员',
        '598.00',
        '598.00',
        '交易成功',
        '2026-03-01 22:02:00',
        '2026-03-01 22:03:00',
        '2件',
        '无退款申请',
      ],
      [
        '="1930679858170641"',
        '会员',
        '598.00',
        '598.00',
        '交易成功',
        '2026-03-02 22:02:00',
        '2026-03-02 22:03:00',
        '1件',
        '98.00',
      ],
      [
        '="1930679858170642"',
        '会员',
        '598.00',
        '0.00',
        '交易关闭',
        '2026-03-03 22:02:00',
        '',
        '1件',
        '无退款申请',
      ],
    ]);
    const { rows, profiles } = await proposed(
      'ExportOrderList.csv',
      text,
      'select invoice_id, quantity, net_amount from canonical.invoice_lines order by 1',
    );
    expect(profiles).toEqual(['taobao/orders']);
    expect(rows).toEqual([
      { invoice_id: '1930679858170640', quantity: 2, net_amount: 598 },
      { invoice_id: '1930679858170641', quantity: 1, net_amount: 500 },
    ]);
  });
});

describe('payment services', () => {
  it.each([
    [
      'stripe/balance',
      'balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category\ntxn_1,2026-09-14 10:02:11,eur,600.00,8.70,591.30,charge',
    ],
    [
      'paypal/activity',
      '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID"\n"03/14/2026","10:00:00","PDT","B","Payment","Completed","USD","1,020.00","-3.20","1,016.80","8AB"',
    ],
    [
      'paypal/activity',
      '"Datum","Uhrzeit","Name","Währung","Brutto","Gebühr","Netto","Transaktionscode"\n"14.03.2026","10:00:00","K","EUR","1.020,00","-3,20","1.016,80","8AB"',
    ],
    [
      'wechat-pay/statement',
      `微信支付账单明细,,,,\n${'\n'.repeat(14)}交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n2026-03-03 12:01:00,商户消费,店,"商品",支出,¥31.77,零钱,已退款(￥9.84),"420\t","100\t","/"`,
    ],
  ])('%s feeds nothing, and the only file of a folder is told so', async (profile, content) => {
    await writeFile(join(folder, 'a.csv'), content);
    const error = await proposePipeline(folder, 'p.yaml').catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ProductError);
    const { finding } = error as ProductError;
    expect(finding).toMatchObject({ code: 'CFG014', params: { leftOut: [{ file: 'a.csv' }] } });
    expect(finding.text('en')).toMatch(/no sale/);
    expect(finding.text('zh-CN')).toMatch(/不是销售明细/);
    expect(profile).toBeTruthy();
  });
});

describe('rows that name no customer', () => {
  const pipeline = (more = '', customer = '{ from: Email, empty: TILL }'): string => `whalecurve: 1
title: Shop
currency: GBP
${more}
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: No, customer_id: ${customer}, invoiced_on: Date, quantity: Qty, net_amount: Net }
`;
  const classesOf = async (text: string) => {
    const file = join(folder, 'p.yaml');
    await writeFile(file, text);
    return (await loadPipeline(file)).settings.customer_classes;
  };

  it('are a walk-in account, by own columns and by a profile', async () => {
    expect(await classesOf(pipeline())).toEqual({ walk_in: { ids: ['TILL'] } });
    expect(await classesOf(pipeline('', 'Email'))).toEqual({});
    const shop = `whalecurve: 1
title: Shop
currency: GBP
sources:
  lines: { files: lines.csv, profile: shopify/order-lines, tax_included: 0% }
  refunds: { files: lines.csv, profile: shopify/order-refunds, tax_included: 0% }
`;
    expect(await classesOf(shop)).toEqual({ walk_in: { ids: ['WALK-IN'] } });
  });

  it('stand beside the walk-in accounts of the file, and are what the file says they are', async () => {
    expect(await classesOf(pipeline('customer_classes: { walk_in: { ids: [C9], names: [cash] } }'))).toEqual({
      walk_in: { ids: ['C9', 'TILL'], names: ['cash'] },
    });
    expect(await classesOf(pipeline('customer_classes: { internal: { ids: [TILL] } }'))).toEqual({
      internal: { ids: ['TILL'] },
    });
  });
});
