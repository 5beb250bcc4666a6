import { describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { codes, inFolder, invoiceHeader, invoices, ledger, ledgerFile, run, settings } from './kit.ts';

/** What spreadsheets and typewriters do to ids, amounts and rates; each way on its own. */

const ids = (written: readonly string[]) =>
  run(
    { 'c.csv': ['Nr;Name', ...written.map((id) => `${id};x`)].join('\n') },
    { c: { files: 'c.csv', table: 'customers', columns: { customer_id: 'Nr', name: 'Name' } } },
    async ({ rows }) => ({
      kept: (await rows('select customer_id as id from canonical.customers order by 1')).map((row) => row.id),
      aside: (await rows('select value, reason_code from ingest.quarantine order by 1')).map(
        (row) => `${row.value} ${row.reason_code}`,
      ),
    }),
    1,
  );

describe('ids', () => {
  it.each([
    ['scientific form', ['1.23E+15', '1,23457E+15', '1E+17', 'A1'], ['A1'], 3],
    ['digits zeroed after the 15th', ['123456789012345000', '223456789012345000', '17'], ['17'], 2],
    [
      'long numbers of which one is whole',
      ['123456789012345000', '223456789012345678'],
      ['123456789012345000', '223456789012345678'],
      0,
    ],
    ['one long number with a zero by chance', ['1234567890123450', '17'], ['1234567890123450', '17'], 0],
    ['formula wrappers', ['="00123"', "'00124", '00125'], ['00123', '00124', '00125'], 0],
    ['decimals behind all of them', ['17850.0', '13047.0'], ['13047', '17850'], 0],
    ['full-width digits and letters', ['Ａ１０２', 'A103', '００７'], ['007', 'A102', 'A103'], 0],
    ['blanks and tabs around them', ['\u00a0A1\u202f', 'A2\t', '\u3000A3'], ['A1', 'A2', 'A3'], 0],
    ['Chinese in an id', ['客户１', '客户2'], ['客户1', '客户2'], 0],
  ])('%s', async (_, written, kept, damaged) => {
    const read = await ids(written);
    expect(read.kept).toEqual(kept);
    expect(read.aside.filter((row) => row.endsWith('damaged_id'))).toHaveLength(damaged);
  });
});

it('reads amounts with currency codes and signs, narrow and figure spaces, full width', async () => {
  const written = {
    'HKD 1,200.50': 1200.5,
    'HK$1,200.50': 1200.5,
    'US$ 12.00': 12,
    NT$300: 300,
    'CNY12.00': 12,
    '12.00人民币': 12,
    '＄5.10': 5.1,
    '￡7.20': 7.2,
    '₹1,00,000.00': 100000,
    'CHF 1\u2009234.50': 1234.5,
    '1\u202f234.50': 1234.5,
    '1\u2007234.50': 1234.5,
    '（１，２００．００）': -1200,
    '－５．５': -5.5,
    '−5.5': -5.5,
  };
  // One by one: amounts of several currencies in one column are refused.
  for (const [amount, value] of Object.entries(written))
    await run({ 'ledger.csv': ledgerFile([amount, amount]) }, ledger(), async ({ rows }) => {
      expect(await rows('select value from ingest.quarantine')).toEqual([]);
      const read = await rows('select cast(amount as double) a from canonical.ledger');
      expect(read.map((row) => row.a)).toEqual([value, value]);
    });
});

describe('rates', () => {
  const rates = (written: readonly string[]) =>
    run(
      {
        'invoices.csv': [
          `${invoiceHeader.replaceAll(',', ';')};折扣`,
          ...written.map((rate, n) => `R${n};1;A;2026-01-05;1;10.00;${rate}`),
        ].join('\n'),
      },
      invoices({}, { discount_rate: '折扣' }),
      async ({ rows, result }) => ({
        read: (await rows('select discount_rate r from canonical.invoice_lines order by invoice_id')).map(
          (row) => row.r,
        ),
        told: codes(result).includes('ING167'),
      }),
    );

  it('are read with a percent sign in any width, as shares, and as percents where one is above 1', async () => {
    expect(await rates(['15%', '１５％', '0.5 %', '0.2'])).toEqual({
      read: [0.15, 0.15, 0.005, 0.2],
      told: false,
    });
    expect(await rates(['0.15', '0.2', '1'])).toEqual({ read: [0.15, 0.2, 1], told: false });
    expect(await rates(['15', '0', '0.5'])).toEqual({ read: [0.15, 0, 0.005], told: true });
  });
});

it('brings moments that name their zone to the zone of the company, and says so', async () => {
  const text = [
    'Id;C;At;Kind',
    '1;A;2024-01-05T23:30:00Z;visit',
    '2;A;2024-01-05T23:30:00+01:00;visit',
    '3;A;2024-01-05 19:13:19.638 UTC;visit',
    '4;A;2024-01-05 19:13;visit',
    '5;A;2024-07-01T00:10:00-0400;visit',
  ].join('\n');
  const source = {
    i: {
      files: 'i.csv',
      table: 'interactions',
      columns: { interaction_id: 'Id', customer_id: 'C', at: 'At', kind: 'Kind' },
    },
  };
  const read = (timeZone?: string) =>
    inFolder({ 'i.csv': text }, async (folder) => {
      const database = await Database.open({ path: ':memory:', threads: 1 });
      try {
        const result = await ingest(
          database,
          settings(source),
          { max_set_aside: 0 },
          {
            dataFolder: folder,
            workFolder: `${folder}/.work`,
            effects: quietEffects(),
            timeZone,
          },
        );
        const rows = await database.rows<{ at: string }>(
          'select "at" from canonical.interactions order by interaction_id',
        );
        const finding = result.findings.find(({ code }) => code === 'ING168');
        return {
          at: rows.map(({ at }) => at.slice(0, 16)),
          zone: finding?.params.zone,
          values: finding?.params.values,
        };
      } finally {
        database.close();
      }
    });
  expect(await read('Asia/Shanghai')).toEqual({
    at: ['2024-01-06T07:30', '2024-01-06T06:30', '2024-01-06T03:13', '2024-01-05T19:13', '2024-07-01T12:10'],
    zone: 'Asia/Shanghai',
    values: 4,
  });
  expect(await read()).toEqual({
    at: ['2024-01-05T23:30', '2024-01-05T23:30', '2024-01-05T19:13', '2024-01-05T19:13', '2024-07-01T00:10'],
    zone: '',
    values: 4,
  });
});
