import { describe, expect, it } from 'vitest';
import { codes, fails, invoiceHeader, invoices, ledger, ledgerFile, run } from './kit.ts';

const amounts = async (written: readonly string[], over: Record<string, unknown> = {}) =>
  run({ 'ledger.csv': ledgerFile(written) }, ledger(over), async ({ rows }) => ({
    kept: (await rows('select amount::varchar as amount from canonical.ledger')).map((row) =>
      Number(row.amount),
    ),
    aside: (await rows('select value, reason_code, field from ingest.quarantine')).map((row) => [
      row.value,
      row.reason_code,
    ]),
  }));

describe('numbers', () => {
  it('proves the decimal point, and reads every way of writing with it', async () => {
    const read = await amounts([
      '1,234.50',
      '1234.5',
      '.5',
      '(1,234.00)',
      '123.45-',
      '- 7',
      '１，２３４．５０',
      '¥12.00',
      'CNY 123.18',
      '1,23,456.00',
      "1'234.50",
      '1 234',
      '\u00a012\u3000',
      '1E+3',
      '="17.5"',
      '100元',
    ]);
    expect(read).toEqual({
      kept: [
        1234.5, 1234.5, 0.5, -1234, -123.45, -7, 1234.5, 12, 123.18, 123456, 1234.5, 1234, 12, 1000, 17.5,
        100,
      ],
      aside: [],
    });
  });

  it('proves the decimal comma', async () => {
    expect((await amounts(['1.234,56', '0,5', '1.234', '-12,00', '1 234,5'])).kept).toEqual([
      1234.56, 0.5, 1234, -12, 1234.5,
    ]);
    expect((await amounts(['1.234.567', '1,234'])).kept).toEqual([1234567, 1.234]);
    expect((await amounts(['1,234,567', '1.234'])).kept).toEqual([1234567, 1.234]);
  });

  it('asks where every value fits both readings, and says how each reads', async () => {
    for (const [value, asPoint, asComma] of [
      ['1,234', '1234', '1.234'],
      ['12.500', '12.500', '12500'],
    ] as const) {
      const { code, params } = await fails({ 'ledger.csv': ledgerFile([value, '17']) }, ledger());
      expect(code).toBe('ING110');
      expect(params).toMatchObject({ header: 'Amount', value, asPoint, asComma });
    }
    expect((await amounts(['1,234', '17'], { decimal: 'point' })).kept).toEqual([1234, 17]);
    expect((await amounts(['1,234', '17'], { decimal: 'comma' })).kept).toEqual([1.234, 17]);
  });

  it('takes the proof of other columns of the file, and says so', async () => {
    const text = [invoiceHeader.replaceAll(',', ';'), 'R1;1;1;2026-01-01;1,000;1.234,56'].join('\n');
    await run({ 'invoices.csv': text }, invoices(), async ({ result, rows }) => {
      expect(await rows('select quantity, net_amount from canonical.invoice_lines')).toEqual([
        { quantity: 1, net_amount: 1234.56 },
      ]);
      expect(result.findings.map(({ code, params }) => [code, params.header, params.mark])).toEqual([
        ['ING112', '数量', 'comma'],
      ]);
    });
  });

  it('lets the majority of a column decide, and sets the contrary aside', async () => {
    expect(await amounts(['1.50', '2.50', '12,5', '1,23,4'])).toEqual({
      kept: [1.5, 2.5],
      aside: [
        ['12,5', 'not_a_number'],
        ['1,23,4', 'not_a_number'],
      ],
    });
  });

  it('never turns what it cannot read into nothing', async () => {
    const read = await amounts([
      '12',
      'abc',
      '12a',
      '--1',
      '1.2.3',
      '万',
      '',
      '无',
      'n/a',
      '99999999999999999',
    ]);
    expect(read.kept).toEqual([12]);
    expect(read.aside).toEqual([
      ['abc', 'not_a_number'],
      ['12a', 'not_a_number'],
      ['--1', 'not_a_number'],
      ['1.2.3', 'not_a_number'],
      ['万', 'not_a_number'],
      [null, 'missing_value'],
      ['无', 'missing_value'],
      ['n/a', 'not_a_number'],
      ['99999999999999999', 'not_a_number'],
    ]);
  });

  it('adds, subtracts, multiplies and negates in DECIMAL', async () => {
    const text =
      'Month;Account;Debit;Credit;Qty\n2026-01;1;0.10;;3\n2026-01;2;;0.20;2\n2026-01;3;0.30;0.10;1\n2026-01;4;;;1\n';
    const read = async (amount: unknown) =>
      run({ 'ledger.csv': text }, ledger({}, { amount }), async ({ rows }) =>
        (await rows('select amount::varchar as a from canonical.ledger order by account')).map(
          (row) => row.a,
        ),
      );
    expect(await read({ from: 'Debit', minus: 'Credit' })).toEqual(['0.1000', '-0.2000', '0.2000']);
    expect(await read({ from: 'Debit', plus: 'Credit', negate: true })).toEqual([
      '-0.1000',
      '-0.2000',
      '-0.4000',
    ]);
    expect(await read({ from: 'Debit', minus: 'Credit', times: 'Qty' })).toEqual([
      '0.3000',
      '-0.4000',
      '0.2000',
    ]);
  });
});

describe('dates', () => {
  const dates = async (written: readonly string[], dates?: string) =>
    run(
      { 'c.csv': ['Nr;Name;Since', ...written.map((date, n) => `${n};x;${date}`)].join('\n') },
      {
        c: {
          files: 'c.csv',
          table: 'customers',
          ...(dates === undefined ? {} : { dates }),
          columns: { customer_id: 'Nr', name: 'Name', created_on: 'Since' },
        },
      },
      async ({ rows }) => ({
        kept: (await rows('select created_on from canonical.customers order by customer_id')).map(
          (row) => row.created_on,
        ),
        aside: (await rows('select value, reason_code from ingest.quarantine')).map(
          (row) => `${row.value} ${row.reason_code}`,
        ),
      }),
    );

  it('reads year-month-day in all its spellings without being told', async () => {
    expect(
      await dates([
        '2024-01-05',
        '2024/1/5',
        '2024.01.05',
        '20240105',
        '2024年1月5日',
        '2024-01-05 23:59:59',
        '2024-01-05T00:00:00Z',
        '',
        '00000000',
      ]),
    ).toEqual({ kept: [...Array.from({ length: 7 }, () => '2024-01-05'), null, null], aside: [] });
  });

  it.each([
    ['DD.MM.YYYY', '05.03.2024'],
    ['DD/MM/YYYY', '5/3/2024'],
    ['MM/DD/YYYY', '3/5/2024 7:42 AM'],
    ['DD/MM/YY', '05/03/24'],
    ['MM/DD/YY', '03/05/24'],
    ['YYYYMMDD', '20240305'],
    ['YYYY/MM/DD', '2024/3/5'],
  ])('reads %s when told', async (order, date) => {
    expect(await dates([date, '2024-03-05'], order)).toEqual({
      kept: ['2024-03-05', '2024-03-05'],
      aside: [],
    });
  });

  it('asks for any other order, with a value and how it can be read', async () => {
    const source = {
      c: {
        files: 'c.csv',
        table: 'customers',
        columns: { customer_id: 'Nr', name: 'Name', created_on: 'Since' },
      },
    };
    const ask = (values: readonly string[]) =>
      fails({ 'c.csv': ['Nr;Name;Since', ...values.map((date, n) => `${n};x;${date}`)].join('\n') }, source);
    expect(await ask(['03/01/19', '04/01/19'])).toMatchObject({
      code: 'ING111',
      params: {
        value: '03/01/19',
        readings: [
          { order: 'DD/MM/YY', date: '2019-01-03' },
          { order: 'MM/DD/YY', date: '2019-03-01' },
          { order: 'YY/MM/DD', date: '2003-01-19' },
        ],
      },
    });
  });

  it('sets impossible days aside', async () => {
    const read = await dates(['2025-02-30', '2025-13-05', '2024-02-29', 'soon', '0205-01-01', '31/12/2024']);
    expect(read.kept).toEqual(['2024-02-29']);
    expect(read.aside).toHaveLength(5);
    expect(new Set(read.aside.map((row) => row.split(' ').at(-1)))).toEqual(new Set(['not_a_date']));
  });

  it('reads months, and the month of a date', async () => {
    const months = ['2025-03', '202503', '2025/3', '03.2025', '3/2025', '2025年3月', '2025-03-17', '2025-00'];
    const text = ['Month;Account;Amount', ...months.map((month) => `${month};1;1`)].join('\n');
    await run({ 'ledger.csv': text }, ledger(), async ({ rows }) => {
      expect(await rows('select distinct period from canonical.ledger')).toEqual([{ period: '2025-03-01' }]);
      expect(await rows('select value, reason_code from ingest.quarantine')).toEqual([
        { value: '2025-00', reason_code: 'not_a_month' },
      ]);
    });
  });

  it('reads times of day', async () => {
    const times = [
      '2024-01-05 07:05',
      '2024-01-05T07:05:03Z',
      '2024/1/5 7:05',
      '2024-01-05',
      '2024-01-05 7:05 PM',
      '2024-01-05 12:10 AM',
      '2024-01-05 25:00',
    ];
    const text = ['Id;C;At;Kind', ...times.map((time, n) => `${n};1;${time};visit`)].join('\n');
    const source = {
      i: {
        files: 'i.csv',
        table: 'interactions',
        columns: { interaction_id: 'Id', customer_id: 'C', at: 'At', kind: 'Kind' },
      },
    };
    await run({ 'i.csv': text }, source, async ({ rows }) =>
      expect(
        (await rows('select "at" from canonical.interactions order by interaction_id')).map((row) => row.at),
      ).toEqual([
        '2024-01-05T07:05:00',
        '2024-01-05T07:05:03',
        '2024-01-05T07:05:00',
        '2024-01-05T00:00:00',
        '2024-01-05T19:05:00',
        '2024-01-05T00:10:00',
      ]),
    );
  });
});

describe('ids, words, yes and no', () => {
  const customers = async (rows: readonly string[], columns: Record<string, unknown>) =>
    run(
      { 'c.csv': ['Nr;Name;Type;Mail', ...rows].join('\n') },
      { c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name', ...columns } } },
      async ({ result, rows: read }) => ({
        kept: await read(
          'select customer_id, class, consent_mail from canonical.customers order by customer_id',
        ),
        aside: (await read('select field, value, reason_code from ingest.quarantine')).map((row) => [
          row.field,
          row.value,
          row.reason_code,
        ]),
        codes: codes(result),
      }),
    );
  const ids = async (written: readonly string[], mapping: unknown = 'Nr') => {
    const read = await customers(
      written.map((id) => `${id};x;;`),
      { customer_id: mapping },
    );
    return { ids: read.kept.map((row) => row.customer_id), aside: read.aside };
  };

  it('unwraps ids, fills them up, and cuts .0 only where all have it', async () => {
    expect((await ids(['="00123"', "'00124", '00125\t'])).ids).toEqual(['00123', '00124', '00125']);
    expect((await ids(['17850.0', '17851.0'])).ids).toEqual(['17850', '17851']);
    expect((await ids(['1.0', '1.1'])).ids).toEqual(['1.0', '1.1']);
    expect((await ids(['1042', '0001043', 'A7'], { from: 'Nr', pad: 6 })).ids).toEqual([
      '0001043',
      '001042',
      'A7',
    ]);
  });

  it('sets ids aside that a spreadsheet has destroyed', async () => {
    expect(await ids(['1.23457E+15', '9'])).toEqual({
      ids: ['9'],
      aside: [['customer_id', '1.23457E+15', 'damaged_id']],
    });
  });

  it('translates words, keeps canonical ones, sets unknown ones aside, and takes `otherwise` for all others', async () => {
    const rows = ['1;x;walk-IN;', '2;x;Internal;', '3;x;Strange;', '4;x;;'];
    const values = { 'Walk-in': 'walk_in' };
    const strict = await customers(rows, { class: { from: 'Type', values } });
    expect(strict.kept.map((row) => row.class)).toEqual(['walk_in', 'internal', null]);
    expect(strict.aside).toEqual([['class', 'Strange', 'unknown_value']]);
    const lax = await customers(rows, { class: { from: 'Type', values, otherwise: 'ordinary' } });
    expect(lax.kept.map((row) => row.class)).toEqual(['walk_in', 'internal', 'ordinary', 'ordinary']);
    const bare = await customers(rows, { class: 'Type' });
    expect(bare.kept.map((row) => row.class)).toEqual(['walk_in', 'internal', null]);
    expect((await customers(rows, { class: { value: 'test' } })).kept.map((row) => row.class)).toEqual([
      'test',
      'test',
      'test',
      'test',
    ]);
  });

  it('reads yes and no', async () => {
    const words = ['Yes', 'true', '1', '是', 'J', 'No', 'FALSE', '0', '否', 'N', '', 'maybe'];
    const read = await customers(
      words.map((word, n) => `${n + 10};x;;${word}`),
      { consent_mail: 'Mail' },
    );
    expect(read.kept.map((row) => row.consent_mail)).toEqual([
      ...Array(5).fill(true),
      ...Array(5).fill(false),
      null,
    ]);
    expect(read.aside).toEqual([['consent_mail', 'maybe', 'not_a_boolean']]);
  });

  it('quotes no personal value in a finding', async () => {
    const source = {
      c: {
        files: 'c.csv',
        table: 'customers',
        columns: { customer_id: 'Nr', name: 'Name', email: { from: 'Mail', values: { a: 'b' } } },
      },
    };
    await run({ 'c.csv': 'Nr;Name;Mail\n1;Erika;erika@example.com\n;Max;\n' }, source, async ({ result }) => {
      const finding = result.findings.find(({ code }) => code === 'ING122');
      expect(`${finding!.text('en')}${finding!.text('zh-CN')}${JSON.stringify(finding!.params)}`).not.toMatch(
        /Erika|erika|Max/,
      );
      expect(finding!.params.examples).toMatchObject([
        { row: 1, field: 'email', reason: 'unknown_value', value: '' },
        { row: 2, field: 'customer_id', reason: 'missing_value' },
      ]);
    });
  });
});

it('takes an empty cell for what the mapping says, and nothing else', async () => {
  const file = [
    invoiceHeader,
    'R1,1,,2026-01-05,1,10.00',
    'R2,1,无,2026-01-05,,20.00',
    'R3,1,1E+15,2026-01-05,x,1.00',
  ];
  const sources = invoices(
    {},
    { customer_id: { from: '客户编码', empty: 'WALK-IN' }, quantity: { from: '数量', empty: 1 } },
  );
  await run(
    { 'invoices.csv': file.join('\n') },
    sources,
    async ({ rows }) => {
      expect(await rows('select invoice_id, customer_id, quantity from canonical.invoice_lines')).toEqual([
        { invoice_id: 'R1', customer_id: 'WALK-IN', quantity: 1 },
        { invoice_id: 'R2', customer_id: '无', quantity: 1 },
      ]);
      expect(await rows('select reason_code from ingest.quarantine')).toEqual([
        { reason_code: 'damaged_id' },
      ]);
    },
    1,
  );
});
