import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as arrow from 'apache-arrow';
import { bestFirst, byTier, losers, rankedCustomers, sum } from './analysis.mjs';
import { dfd, readArrow, readColumn } from './arrow-to-danfo.mjs';
import { toCsv } from './print.mjs';

// Six ranked customers, one walk-in account and one without a profit. Money as Decimal(18,4), in text: what is
// written down here must come out of Danfo. Expected sums below were added by hand.
const rows = [
  // id, name, ranked, net sales, net profit, tier, segment, service minutes, discount
  [
    '000042',
    '上海远洋贸易有限公司',
    true,
    '1000000.1000',
    '250000.2500',
    'Platinum',
    '重要价值客户',
    120,
    0.02,
  ],
  ['000007', '北京晨光, "华北"分公司', true, '500000.2000', '-90000.7500', 'Lead', null, 900, 0.15],
  ['000311', 'Müller & Söhne', true, '20000.3000', '1500.0001', 'Gold', 'Champions', 30, null],
  ['000100', null, true, '300.4000', '-0.0100', 'Lead', 'Lost', null, 0.1],
  ['000099', '广州海珠商行', true, null, '1500.0001', 'Gold', null, 0, 0.05],
  ['000500', '深圳南山科技', true, null, '800.0000', null, null, 150, 0.04],
  ['999999', '零售散客', false, '7777.0000', '7777.0000', null, null, 5000, 0],
  ['000600', '无利润数据', true, '10.0000', null, null, null, 10, 0.5],
];

let folder;
let customers;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-danfo-'));
  await mkdir(join(folder, 'latest', 'tables'), { recursive: true });
  const file = join(folder, 'latest', 'tables', 'customers.arrow');
  await writeFile(file, arrow.tableToIPC(customerTable(), 'file'));
  customers = await readArrow(file);
});
after(() => rm(folder, { recursive: true, force: true }));

test('the frame holds every row and column, numbers of customers stay text, empty stays empty', () => {
  assert.deepEqual(customers.shape, [8, 11]);
  assert.deepEqual(
    customers.customer_id.values,
    rows.map((row) => row[0]),
  );
  assert.equal(customers.dtypes[0], 'string');
  assert.deepEqual(customers.name.values.slice(0, 4), [rows[0][1], rows[1][1], 'Müller & Söhne', null]);
  assert.deepEqual(customers.service_minutes.values, [120, 900, 30, null, 0, 150, 5000, 10]);
  assert.deepEqual(customers.profit_rank.values, [1, 6, 2, 5, 3, 4, null, null]);
  assert.deepEqual(customers.last_purchase.values.slice(0, 2), ['2024-02-29', null]);
  assert.deepEqual(customers.is_ranked.values.slice(5), [true, false, true]);
});

test('Danfo adds up decimals and doubles to the cent', () => {
  equalMoney(sum(customers, 'net_sales'), '1528088.00');
  equalMoney(sum(customers, 'net_profit'), '171576.49');
  equalMoney(sum(customers, 'service_minutes'), '6210.00');
  assert.equal(customers.net_profit.count(), 7);
});

test('a decimal becomes the nearest double, whatever its size, sign and scale', () => {
  const read = (text, scale) => readColumn(decimals([text, null], scale)).values;
  assert.deepEqual(read('-0.0001', 4), [-0.0001, null]);
  assert.deepEqual(read('99999999999999.9999', 4), [1e14, null]); // doubles are 1/64 apart here
  assert.deepEqual(read('-12345678901234.5678', 4), [-12345678901234.568, null]);
  assert.deepEqual(read('0.07', 2), [0.07, null]);
  assert.deepEqual(read('-42', 0), [-42, null]);
});

test('only ranked customers with a profit take part; best first, ties by number', () => {
  const ranked = bestFirst(rankedCustomers(customers));
  assert.deepEqual(ranked.customer_id.values, ['000042', '000099', '000311', '000500', '000100', '000007']);
});

test('the sums by tier are those of their customers and add up to the whole', () => {
  const ranked = bestFirst(rankedCustomers(customers));
  const tiers = byTier(ranked);
  const found = tiers.values.map(([tier, count, sales, profit]) => [
    tier,
    count,
    sales.toFixed(2),
    profit.toFixed(2),
  ]);
  assert.deepEqual(tiers.columns, ['tier', 'customers', 'net_sales', 'net_profit']);
  assert.deepEqual(found, [
    ['Platinum', 1, '1000000.10', '250000.25'],
    ['Gold', 2, '20000.30', '3000.00'],
    ['(no tier)', 1, '0.00', '800.00'],
    ['Lead', 2, '500300.60', '-90000.76'],
  ]);
  equalMoney(tiers.net_profit.sum(), '163799.49');
  equalMoney(sum(ranked, 'net_profit'), '163799.49');
});

test('customers that lose money: what they bring and what they take', () => {
  const found = losers(bestFirst(rankedCustomers(customers)));
  assert.equal(found.customers, 2);
  assert.equal(found.of, 6);
  equalMoney(found.loss, '-90000.76');
  assert.equal(found.shareOfSales.toFixed(6), (500300.6 / 1520301).toFixed(6));
  assert.equal(found.shareOfServiceMinutes, 900 / 1200);
  assert.equal(found.medianDiscount, 0.125); // of 0.1 and 0.15
  assert.equal(found.medianDiscountOfAll, 0.05); // of 0.02, 0.04, 0.05, 0.1 and 0.15
});

test('nobody loses money, nothing is measured: no share is made up', () => {
  const columns = { customer_id: ['1'], name: ['甲'], is_ranked: [true], net_sales: [10], net_profit: [1] };
  const frame = new dfd.DataFrame({ ...columns, tier: ['A'], segment: [null], service_minutes: [null] });
  const found = losers(rankedCustomers(frame));
  assert.equal(found.customers, 0);
  assert.equal(found.loss, 0);
  assert.equal(found.shareOfSales, 0);
  assert.equal(found.shareOfServiceMinutes, null);
  assert.equal(found.medianDiscount, null);
});

test('the command prints the answer, is silent otherwise, and writes quoted CSV', async () => {
  const out = join(folder, 'written');
  const { status, stdout, stderr } = run([folder, '--out', out]);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^8 customers × 11 columns; 6 are ranked\./);
  assert.match(stdout, /北京晨光, "华北"分公司 .* 500,000\.20 .* -90,000\.75/);
  assert.match(stdout, /net sales 1,520,301\.00, net profit 163,799\.49\./);
  assert.match(stdout, /2 of 6 lose money, -90,000\.76 together\. .* take 75\.0 % of service minutes\./);
  assert.doesNotMatch(stdout, /零售散客|TensorFlow/);
  assert.equal(
    await readFile(join(out, 'customers-by-tier.csv'), 'utf8'),
    '\uFEFFtier,customers,net_sales,net_profit\r\nPlatinum,1,1000000.10,250000.25\r\nGold,2,20000.30,3000.00\r\n' +
      '(no tier),1,0.00,800.00\r\nLead,2,500300.60,-90000.76\r\n',
  );
});

test('a name with a comma or a quote stays one field of the CSV', () => {
  const columns = { tier: ['Gold, "old"'], customers: [3], net_sales: [0.1 + 0.2], net_profit: [-1] };
  const csv = toCsv(new dfd.DataFrame(columns));
  assert.equal(csv, '\uFEFFtier,customers,net_sales,net_profit\r\n"Gold, ""old""",3,0.30,-1.00\r\n');
});

test('a column that would hide a property of the DataFrame is refused', async () => {
  const file = join(folder, 'size.arrow');
  await writeFile(file, arrow.tableToIPC(arrow.tableFromArrays({ size: Int32Array.of(1, 2) }), 'stream'));
  await assert.rejects(readArrow(file), /^Error: Danfo uses the name "size" itself: rename that column/);
});

test('making a tensor, the next step of an analyst, prints no advertisement', () => {
  const script = "import { dfd } from './arrow-to-danfo.mjs'; new dfd.Series([1, 2]).tensor.print();";
  const { status, stderr } = spawn(['--input-type=module', '--eval', script]);
  assert.equal(stderr, '');
  assert.equal(status, 0);
});

test('what is wrong is said in one line, with the repair', async () => {
  const absent = run([join(folder, 'nowhere')]);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /^No finished run in .*nowhere .*run `npm start` in the project first.*\n$/);
  const option = run(['--output', 'x']);
  assert.equal(option.status, 1);
  assert.match(option.stderr, /^Unknown option '--output'.* Usage: node open-run\.mjs .*\n$/);
  const broken = join(folder, 'broken');
  await mkdir(join(broken, 'tables'), { recursive: true });
  await writeFile(join(broken, 'tables', 'customers.arrow'), 'not arrow');
  const unreadable = run([broken]);
  assert.equal(unreadable.status, 1);
  assert.match(unreadable.stderr, /^.*customers\.arrow is not an Arrow file: run `npm start`.*\n$/);
});

function run(args) {
  return spawn(['open-run.mjs', ...args]);
}

function spawn(args) {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
}

function equalMoney(amount, expected) {
  assert.equal(amount.toFixed(2), expected);
}

/** As a run writes it: two batches, text, booleans, 64-bit integers, money as Decimal128, ratios as Float64. */
function customerTable() {
  const column = (i) => rows.map((row) => row[i]);
  const vectors = {
    customer_id: arrow.vectorFromArray(column(0), new arrow.Utf8()),
    name: arrow.vectorFromArray(column(1), new arrow.Utf8()),
    is_ranked: arrow.vectorFromArray(column(2), new arrow.Bool()),
    net_sales: decimals(column(3), 4),
    net_profit: decimals(column(4), 4),
    tier: arrow.vectorFromArray(column(5), new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())),
    segment: arrow.vectorFromArray(column(6), new arrow.Utf8()),
    service_minutes: arrow.vectorFromArray(column(7), new arrow.Float64()),
    discount_rate: arrow.vectorFromArray(column(8), new arrow.Float64()),
    profit_rank: arrow.vectorFromArray([1n, 6n, 2n, 5n, 3n, 4n, null, null], new arrow.Int64()),
    last_purchase: arrow.vectorFromArray(
      rows.map((_, i) => (i === 0 ? new Date('2024-02-29') : null)),
      new arrow.DateDay(),
    ),
  };
  const whole = new arrow.Table(vectors);
  return whole.slice(0, 3).concat(whole.slice(3));
}

/** Decimal texts as an Arrow column of 128-bit two's complement integers, lowest word first. */
function decimals(texts, scale) {
  const values = texts.map((text) => {
    if (text === null) return null;
    const [whole, fraction = ''] = text.split('.');
    const unscaled = BigInt.asUintN(128, BigInt(whole + fraction.padEnd(scale, '0')));
    return Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number((unscaled >> shift) & 0xffffffffn));
  });
  return arrow.vectorFromArray(values, new arrow.Decimal(scale, 18, 128));
}
