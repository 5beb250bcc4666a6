import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { unitOfHeader, unitOfTitles } from '../../src/ingest/map/units.ts';
import { fails, inFolder, run, settings } from './kit.ts';

/** How systems write that no profile knows: each shape is one that a known export has, the rows are made up. */

const columns = {
  invoice_id: 'Order',
  customer_id: 'Customer',
  invoiced_on: 'Date',
  quantity: 'Qty',
  net_amount: 'Amount',
};
const sales = (over: Record<string, unknown> = {}, mapped: Record<string, unknown> = {}) => ({
  sales: { files: 'sales.csv', table: 'invoice_lines', columns: { ...columns, ...mapped }, ...over },
});
const books = (over: Record<string, unknown> = {}) => ({
  books: {
    files: 'sales.csv',
    table: 'ledger',
    columns: { period: 'Month', account: 'Account', amount: 'Amount' },
    ...over,
  },
});
const withDates = (dates: readonly string[]) =>
  ['Order;Customer;Date;Qty;Amount', ...dates.map((date, n) => `F${n};C${n % 3};${date};1;${n + 1},50`)].join(
    '\n',
  );
const withAmounts = (amounts: readonly string[]) =>
  ['Month;Account;Amount', ...amounts.map((amount) => `2026-01;6001;${amount}`)].join('\n');

async function read(file: string | Buffer, sources: Record<string, unknown>) {
  return run(
    { 'sales.csv': file },
    sources,
    async ({ result, rows }) => ({
      codes: result.findings.map(({ code }) => code),
      aside: (await rows('select value, reason_code from ingest.quarantine order by row_number')).map((row) =>
        Object.values(row),
      ),
      days: (
        await rows('select invoiced_on::varchar as d from canonical.invoice_lines order by invoice_id')
      ).map(({ d }) => d),
      amounts: (
        await rows(
          'select net_amount as a, invoice_id as i from canonical.invoice_lines union all by name select amount as a from canonical.ledger order by i, a',
        )
      ).map(({ a }) => Number(a)),
      months: (await rows('select strftime(period, $$%Y-%m$$) as p from canonical.ledger order by p')).map(
        ({ p }) => p,
      ),
    }),
    1,
  );
}

describe('days', () => {
  it.each<[string, string[], string[]]>([
    ['Oracle, NetSuite', ['05-Mar-24', '15-DEC-24'], ['2024-03-05', '2024-12-15']],
    ['Zoho, Tally', ['5-Mar-2024', '15 Dec 2024', '05MAR2024'], ['2024-03-05', '2024-12-15', '2024-03-05']],
    [
      'PayPal, QuickBooks',
      ['Mar 5, 2024', 'December 15, 2024', 'Tue, Mar 5, 2024'],
      ['2024-03-05', '2024-12-15', '2024-03-05'],
    ],
    ['with a time', ['5 Mar 2024 23:04', 'Mar 5, 2024 3:04:05 PM'], ['2024-03-05', '2024-03-05']],
    ['German', ['05. März 2024', '15.Dez.2024', '1. Mai 2024'], ['2024-03-05', '2024-12-15', '2024-05-01']],
    [
      'French',
      ['5 févr. 2024', '1 août 2024', '14 juillet 2024', '14 juin 2024'],
      ['2024-02-05', '2024-08-01', '2024-07-14', '2024-06-14'],
    ],
    [
      'Spanish, Italian',
      ['5 ene. 2024', '15 dic 2024', '3 giugno 2024'],
      ['2024-01-05', '2024-12-15', '2024-06-03'],
    ],
    [
      'Chinese with a time',
      ['2024年3月5日12时30分', '2024年12月15日 08:01:02', '2024年03月05日'],
      ['2024-03-05', '2024-12-15', '2024-03-05'],
    ],
    [
      'digits only',
      ['20240305143000', '202403151430', '20240316'],
      ['2024-03-05', '2024-03-15', '2024-03-16'],
    ],
    ['ISO basic form', ['20240305T120000', '20240315T1200'], ['2024-03-05', '2024-03-15']],
  ])('%s', async (_, written, days) => {
    const got = await read(withDates(written), sales());
    expect(got).toMatchObject({ days, aside: [] });
  });

  it('sets aside what is no day', async () => {
    const written = ['31-Feb-24', '5-Foo-2024', '20241305143000', '2024-03-05'];
    expect((await read(withDates(written), sales())).aside).toEqual([
      ['31-Feb-24', 'not_a_date'],
      ['5-Foo-2024', 'not_a_date'],
      ['20241305143000', 'not_a_date'],
    ]);
  });

  it('months with a name', async () => {
    const file = [
      'Month;Account;Amount',
      ...['Jan-26', 'February 2026', 'Mär 2026'].map((m) => `${m};6001;1`),
    ].join('\n');
    expect((await read(file, books())).months).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  it('asks from which day a spreadsheet counts, with both readings, and reads what it is told', async () => {
    const file = withDates(['45356', '45370.5', '45371']);
    const { code, params } = await fails({ 'sales.csv': file }, sales());
    expect([code, params.readings]).toEqual([
      'ING111',
      [
        { order: 'excel', date: '2024-03-05' },
        { order: 'excel_1904', date: '2028-03-06' },
      ],
    ]);
    expect((await read(file, sales({ dates: 'excel' }))).days).toEqual([
      '2024-03-05',
      '2024-03-19',
      '2024-03-20',
    ]);
    expect((await read(file, sales({ dates: 'excel_1904' }))).days[0]).toBe('2028-03-06');
  });
});

describe('amounts', () => {
  it('in units of ten thousand, by cell', async () => {
    expect((await read(withAmounts(['1.5万', '3亿元', '2.25', '△7', '▲8.5']), books())).amounts).toEqual([
      -8.5, -7, 2.25, 15_000, 300_000_000,
    ]);
  });

  it.each<[string, number | undefined]>([
    ['金额(万元)', 4],
    ['销售额万元', 4],
    ['金额（单位：千元）', 3],
    ['营业收入(百万元)', 6],
    ['销售额(万)', 4],
    ['Betrag in TEUR', 3],
    ['Umsatz Tsd. €', 3],
    ['Amount (in thousands)', 3],
    ["Revenue ($'000)", 3],
    ['Sales (000s)', 3],
    ['Net sales (EUR m)', 6],
    ['Umsatz Mio. EUR', 6],
    ['金额', undefined],
    ['金额(元)', undefined],
    ['Amount', undefined],
    ['Amount (EUR)', undefined],
    ['Tax amount', undefined],
    ['Amount in EUR', undefined],
    ['千克单价', undefined],
    ['万科金额', undefined],
    ['Market EUR', undefined],
    ['Task $', undefined],
  ])('header %s', (header, exponent) => {
    expect(unitOfHeader(header)?.exponent).toBe(exponent);
  });

  it('in the unit that the header or a title names, and says so', async () => {
    const file = withAmounts(['1.5', '2.25']);
    for (const [head, factor] of [
      [file.replace('Amount', '金额(万元)'), 10_000],
      [`某公司 科目余额表\n单位：万元\n${file}`, 10_000],
      [`Trial balance, amounts in thousands of EUR\n\n${file}`, 1000],
      [`某公司\n单位：元\n${file}`, 1],
    ] as const) {
      const amount = head.includes('金额(') ? '金额(万元)' : 'Amount';
      const got = await read(head, books({ columns: { period: 'Month', account: 'Account', amount } }));
      expect([got.amounts, got.codes.includes('ING169')]).toEqual([
        [1.5 * factor, 2.25 * factor],
        factor > 1,
      ]);
    }
    expect(unitOfTitles(['TEUR Handels GmbH', 'Sales in Germany'])).toBeUndefined();
  });

  it('asks where the files of a source are in different units', async () => {
    const files = { 'a.csv': `单位：万元\n${withAmounts(['1'])}`, 'b.csv': withAmounts(['1']) };
    expect(await fails(files, books({ files: '*.csv' }))).toMatchObject({ code: 'ING129' });
  });

  it('takes the words for debit and credit for a sign in a ledger, and for nothing in a list of sales', async () => {
    const german = withAmounts(['1.234,50 H', '1.234,50 S', '34,50']);
    expect((await read(german, books())).amounts).toEqual([-1234.5, 34.5, 1234.5]);
    const english = withAmounts(['1,234.50 CR', '100.00Dr', '-1.25 Cr', '12.50 XX']);
    expect(await read(english, books())).toMatchObject({
      amounts: [-1234.5, 1.25, 100],
      aside: [['12.50 XX', 'not_a_number']],
    });
    const chinese = withAmounts(['借 1,234.50', '1,000.50贷', '贷￥3.00']);
    expect((await read(chinese, books())).amounts).toEqual([-1000.5, -3, 1234.5]);
    const list = 'Order;Customer;Date;Qty;Amount\nF1;C1;2026-01-05;1;1,234.50 CR';
    expect((await read(list, sales())).aside).toEqual([['1,234.50 CR', 'not_a_number']]);
  });
});

describe('a header that stands twice', () => {
  const file =
    'Order,Customer,Date,Qty,Amount,Crcy,Amount\nF1,C1,2026-01-05,1,1.50,EUR,9.99\nF2,C1,2026-01-06,1,2.25,EUR,8.88\n';

  it('is asked for where the columns differ', async () => {
    const { code, params } = await fails({ 'sales.csv': file }, sales());
    expect([code, params.columns]).toEqual([
      'ING128',
      [
        { name: 'Amount_1', letter: 'E', value: '1.50' },
        { name: 'Amount_2', letter: 'G', value: '9.99' },
      ],
    ]);
    for (const [header, amounts] of [
      ['Amount_1', [1.5, 2.25]],
      ['Amount_2', [9.99, 8.88]],
    ])
      expect((await read(file, sales({}, { net_amount: header }))).amounts).toEqual(amounts);
  });

  it('is either of them where they are the same, however they are spelled', async () => {
    const same = file
      .replaceAll('9.99', '1.50')
      .replaceAll('8.88', '2.25')
      .replace(/Amount\n/, 'Amount *\n');
    expect((await read(same, sales())).amounts).toEqual([1.5, 2.25]);
  });

  it('shows no text of it, which may be a name', async () => {
    const names = 'Order,Customer,Customer,Date,Qty,Amount\nF1,Li,Wang,2026-01-05,1,1.50\n';
    const { params } = await fails({ 'sales.csv': names }, sales());
    expect(JSON.stringify(params)).not.toMatch(/Li|Wang/);
  });
});

describe('times of another zone', () => {
  const ingested = (written: string, source: Record<string, unknown>, timeZone?: string) =>
    inFolder({ 'sales.csv': written }, async (folder) => {
      const database = await Database.open({ path: ':memory:', threads: 1 });
      try {
        const { findings } = await ingest(
          database,
          settings({ sales: source }),
          { max_set_aside: 0 },
          {
            dataFolder: folder,
            workFolder: `${folder}/.work`,
            effects: quietEffects(),
            timeZone,
            plainFrom: 0,
          },
        );
        const days = await database.rows<{ d: string }>(
          'select invoiced_on::varchar as d from canonical.invoice_lines order by invoice_id',
        );
        return { days: days.map(({ d }) => d), codes: findings.map(({ code }) => code) };
      } finally {
        database.close();
      }
    });
  const file = withDates(['2024-03-05 23:10:00', '2024-03-05 10:00', '2024-03-05']);

  it('are brought to the company’s where the source says so; a day alone stays the day', async () => {
    const source = sales({ time_zone: 'UTC' }).sales;
    expect((await ingested(file, source, 'Asia/Shanghai')).days).toEqual([
      '2024-03-06',
      '2024-03-05',
      '2024-03-05',
    ]);
    expect((await ingested(file, source, 'America/New_York')).days).toEqual([
      '2024-03-05',
      '2024-03-05',
      '2024-03-05',
    ]);
    expect((await ingested(file, sales().sales, 'Asia/Shanghai')).days).toEqual([
      '2024-03-05',
      '2024-03-05',
      '2024-03-05',
    ]);
  });

  it('or where its header does, as those of web shops do; without the company’s zone the run says so', async () => {
    const source = sales({}, { invoiced_on: 'Created (UTC)' }).sales;
    const written = file.replace('Date', 'Created (UTC)');
    const got = await ingested(written, source, 'Asia/Shanghai');
    expect([got.days[0], got.codes.includes('ING139')]).toEqual(['2024-03-06', true]);
    const without = await ingested(written, source);
    expect([without.days[0], without.codes.includes('ING139')]).toEqual(['2024-03-05', true]);
  });
});

it('strips the marks that payment services put before each cell, and sets their totals aside', async () => {
  const file =
    '交易时间,交易单号,商户号,金额\n`2024-03-05 10:00:00,`4200000012345678901,`0012,`12.50\n`2024-03-06 10:00:00,`4200000012345678902,`0012,`2.50\n';
  const got = await read(file, {
    sales: {
      files: 'sales.csv',
      table: 'invoice_lines',
      columns: {
        invoice_id: '交易单号',
        customer_id: '商户号',
        invoiced_on: '交易时间',
        quantity: { value: 1 },
        net_amount: '金额',
      },
    },
  });
  expect(got).toMatchObject({ days: ['2024-03-05', '2024-03-06'], amounts: [12.5, 2.5], aside: [] });
});

it.each([
  [
    'sep=; on the first line',
    Buffer.from('sep=;\r\nOrder;Customer;Date;Qty;Amount\r\nF1;C1;2026-01-05;1;1,50\r\n'),
  ],
  [
    'and after a byte order mark',
    Buffer.from('\ufeffsep=;\r\nOrder;Customer;Date;Qty;Amount\r\nF1;C1;2026-01-05;1;1,50\r\n'),
  ],
  [
    'and in UTF-16 with tabs',
    iconv.encode(
      '\ufeffsep=\t\r\nOrder\tCustomer\tDate\tQty\tAmount\r\nF1\tC1\t2026-01-05\t1\t1,50\r\n',
      'utf-16le',
    ),
  ],
  ['line ends of three kinds', Buffer.from('Order,Customer,Date,Qty,Amount\r\nF1,C1,2026-01-05,1,1.50\r')],
  [
    'a delimiter at the end of each line',
    Buffer.from('Order;Customer;Date;Qty;Amount;\nF1;C1;2026-01-05;1;1,50;\n'),
  ],
  ['and only of the rows', Buffer.from('Order;Customer;Date;Qty;Amount\nF1;C1;2026-01-05;1;1,50;\n')],
])('reads a file with %s', async (_, file) => {
  expect(await read(file, sales())).toMatchObject({ amounts: [1.5], days: ['2026-01-05'], aside: [] });
});
