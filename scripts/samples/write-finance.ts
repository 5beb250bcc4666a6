/** finance/: the German parent's system. Windows-1252, semicolons, decimal commas, CRLF. */
import iconv from 'iconv-lite';
import { german, periodOfMonth } from './calendar.ts';
import { crlf, germanAmount, record } from './text.ts';
import type { Company } from './types.ts';

const csv = (rows: (string | number)[][]): Buffer =>
  iconv.encode(crlf(rows.map((r) => record(r, ';'))), 'win1252');

export const ledger = (company: Company): Buffer =>
  csv([
    ['Periode', 'Konto', 'Kontobezeichnung', 'Kostenstelle', 'Soll', 'Haben'],
    ...company.ledger.map((r) => [
      periodOfMonth(r.month),
      r.account,
      r.name,
      r.costCentre,
      germanAmount(r.debit),
      germanAmount(r.credit),
    ]),
  ]);

export const openItems = (company: Company): Buffer =>
  csv([
    ['Belegnummer', 'Debitor', 'Belegdatum', 'Fälligkeit', 'Betrag', 'Zahldatum', 'Bezahlt', 'Ausgebucht'],
    ...company.receivables.map((r) => [
      r.invoice,
      r.customer,
      german(r.issued),
      german(r.due),
      germanAmount(r.amount),
      r.settled === null ? '' : german(r.settled),
      germanAmount(r.paid),
      germanAmount(r.writtenOff),
    ]),
  ]);

export const rebates = (company: Company): Buffer =>
  csv([
    ['Debitor', 'Periode', 'Bonus'],
    ...company.rebates.map((r) => [r.customer, periodOfMonth(r.month), germanAmount(r.amount)]),
  ]);
