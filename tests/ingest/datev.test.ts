import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { datevHead } from '../../src/ingest/read/datev.ts';
import { codes, fails, run, type Sources } from './kit.ts';

/** The shape of a DATEV booking batch: metadata, headers, then bookings with the sign in a column of its own. */
const meta = (yearStart: string): string =>
  `"EXTF";700;21;"Buchungsstapel";9;20180306102500000;;"XY";"";"";1001;456;${yearStart};4;20180201;20180228;"Beispiel";"";1;;0;"EUR"`;
const header =
  'Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;Konto;Gegenkonto (ohne BU-Schlüssel);Belegdatum;Leistungsdatum;Buchungstext';
const batch = (rows: readonly string[], yearStart = '20180101'): Buffer =>
  iconv.encode([meta(yearStart), header, ...rows].join('\r\n'), 'windows-1252');

const ledger = (over: Record<string, unknown> = {}): Sources => ({
  ledger: {
    files: 'EXTF.csv',
    table: 'ledger',
    columns: {
      period: 'Belegdatum',
      account: 'Konto',
      amount: {
        from: 'Umsatz (ohne Soll/Haben-Kz)',
        negate_when: { column: 'Soll/Haben-Kennzeichen', is: 'H' },
      },
      description: 'Buchungstext',
    },
    ...over,
  },
});

describe('DATEV', () => {
  it('reads Windows-1252, days without a year, and the sign from its column, without a word', async () => {
    const rows = [
      '24,95;"H";1200;4940;2102;;"Bücher – für €"',
      '5950,00;"S";10000;8400;301;;"Honorar"',
      '1,00;"h";1200;4940;3102;;"kein Tag"',
    ];
    await run({ 'EXTF.csv': batch(rows) }, ledger(), async ({ result, rows: select }) => {
      expect(
        await select('select period, account, amount, description from canonical.ledger order by account'),
      ).toEqual([
        { period: '2018-01-01', account: '10000', amount: 5950, description: 'Honorar' },
        { period: '2018-02-01', account: '1200', amount: -24.95, description: 'Bücher – für €' },
      ]);
      expect(result.files[0]).toMatchObject({
        encoding: 'windows-1252',
        encodingReason: 'DATEV format',
        rowsRead: 3,
        reasons: { not_a_month: 1 },
      });
      expect(codes(result)).toContain('ING122');
    });
  });

  it('counts a day before the first of the business year to its second half', async () => {
    const rows = ['1,50;"S";1;2;107;01072019;""', '2,50;"S";3;2;3006;300619;""'];
    const receivables = {
      open: {
        files: 'EXTF.csv',
        table: 'shipments',
        dates: 'DDMM',
        columns: { shipment_id: 'Konto', customer_id: 'Konto', shipped_on: 'Belegdatum' },
      },
      late: {
        files: 'EXTF.csv',
        table: 'shipments',
        columns: {
          shipment_id: { from: 'Konto', pad: 3 },
          customer_id: 'Konto',
          shipped_on: 'Leistungsdatum',
        },
      },
    };
    await run({ 'EXTF.csv': batch(rows, '20180701') }, receivables, async ({ rows: select }) =>
      expect(await select('select shipment_id, shipped_on from canonical.shipments order by 1')).toEqual([
        { shipment_id: '001', shipped_on: '2019-07-01' },
        { shipment_id: '003', shipped_on: '2019-06-30' },
        { shipment_id: '1', shipped_on: '2018-07-01' },
        { shipment_id: '3', shipped_on: '2019-06-30' },
      ]),
    );
  });

  it('has no year without its first line, and asks', async () => {
    const { code } = await fails(
      { 'EXTF.csv': `${header}\n1,50;"S";1;2;107;;""` },
      ledger({ dates: 'DDMM' }),
    );
    expect(code).toBe('ING115');
  });

  it('knows its first line and no other', () => {
    expect(datevHead(Buffer.from(`\ufeff${meta('20180101')}\r\n`))).toEqual({ yearStart: '2018-01-01' });
    expect(datevHead(Buffer.from('DTVF;510;20;"Kontenbeschriftungen"'))).toEqual({ yearStart: undefined });
    expect(datevHead(Buffer.from('EXTF;Betrag;Konto'))).toBeUndefined();
  });
});
