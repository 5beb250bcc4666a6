import { describe, expect, it } from 'vitest';
import { codes, fails, ledger, run } from './kit.ts';

/** Rows that look like postings and are none, and amounts that look alike and are not. */

const read = (
  lines: readonly string[],
  over: Record<string, unknown> = {},
  columns: Record<string, unknown> = {},
) =>
  run({ 'ledger.csv': lines.join('\n') }, ledger(over, columns), async ({ result, rows }) => ({
    rows: (
      await rows(
        'select account, strftime(period, $$%m$$) as m, amount::double as a from canonical.ledger order by all',
      )
    ).map((row) => Object.values(row)),
    reasons: result.files[0]!.reasons,
    codes: codes(result),
  }));

describe('a detailed ledger', () => {
  it('is read without the balances and sums that are printed between its postings', async () => {
    for (const words of [
      ['上年结转', '本月合计', '本年累计'],
      ['Opening balance', 'Period total', 'Closing balance'],
      ['Saldovortrag', 'Monatssumme', 'Endbestand'],
    ]) {
      const got = await read([
        'Month,Account,Text,Amount',
        `2026-01,6001,${words[0]},500`,
        '2026-01,6001,rent,5',
        `2026-01,6001,${words[1]},5`,
        `2026-01,6001, ${words[2]} ,505`,
        '2026-01,6001,Opening balance of the new shop,7',
      ]);
      expect([got.rows, got.reasons]).toEqual([
        [
          ['6001', '01', 5],
          ['6001', '01', 7],
        ],
        { total_row: 3 },
      ]);
    }
  });

  it('is read without accounts that are the sum of those below, and says so', async () => {
    const got = await read([
      'Month,Account,Amount',
      '2026-01,66,34',
      '2026-01,6601,30',
      '2026-01,660101,10',
      '2026-01,660102,20',
      '2026-02,66,7.5',
      '2026-02,6601,7.5',
      '2026-02,660102,7.5',
      '2026-01,6602,4',
      '2026-01,660201,3',
      '2026-02,1002,1',
    ]);
    expect(got.rows).toEqual([
      ['1002', '02', 1],
      ['660101', '01', 10],
      ['660102', '01', 20],
      ['660102', '02', 7.5],
      ['6602', '01', 4],
      ['660201', '01', 3],
    ]);
    expect(got.codes).toContain('ING149');
  });

  it('keeps an account that has postings of its own, and one that agrees once by chance', async () => {
    const got = await read([
      'Month,Account,Amount',
      '2026-01,6601,31',
      '2026-01,660101,10',
      '2026-01,660102,20',
      '2026-01,6602,5',
      '2026-01,660201,5',
    ]);
    expect([got.rows.length, got.codes.includes('ING149')]).toEqual([5, false]);
  });
});

describe('amounts with a currency beside them', () => {
  const file = (amounts: readonly string[]): string =>
    ['Month;Account;Amount', ...amounts.map((amount) => `2026-01;6001;${amount}`)].join('\n');

  it('are refused where there are several in one column and no column tells them', async () => {
    const { code, params } = await fails({ 'ledger.csv': file(['€ 5.00', '$7.00', '€1.50']) }, ledger());
    expect([code, params.currencies]).toEqual([
      'ING189',
      [
        { currency: 'EUR', rows: 2 },
        { currency: '$', rows: 1 },
      ],
    ]);
    expect((await fails({ 'ledger.csv': file(['USD 5.00', '7.00 HKD']) }, ledger())).code).toBe('ING189');
  });

  it('also where each file has its own', async () => {
    const files = { '1.csv': file(['€ 5.00']), '2.csv': file(['$7.00']).replace('2026-01', '2026-02') };
    expect(await fails(files, ledger({ files: '*.csv' }))).toMatchObject({
      code: 'ING189',
      params: { file: '2.csv' },
    });
  });

  it('are read where it is one, however it is written', async () => {
    for (const amounts of [
      ['¥5.00', '7.00元', 'RMB 1.00'],
      ['$5.00', 'USD 7.00', 'US$ 1.00'],
      ['5.00', '€7.00', 'EUR 1.00'],
    ])
      expect((await read(file(amounts).split('\n'))).rows.map(([, , a]) => a)).toEqual([1, 5, 7]);
  });
});
