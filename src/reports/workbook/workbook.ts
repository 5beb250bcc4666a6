import type { Database } from '../../engine/database.ts';
import { summaryOf } from '../summary.ts';
import type { View } from '../view.ts';
import { readWorkbookRows } from './read.ts';
import { causes, customerCauses } from './sheets/causes.ts';
import { cover } from './sheets/cover.ts';
import { currencies } from './sheets/currencies.ts';
import { curve } from './sheets/curve.ts';
import { customers } from './sheets/customers.ts';
import { dictionary } from './sheets/dictionary.ts';
import { executive } from './sheets/executive.ts';
import { groups } from './sheets/groups.ts';
import { inputsOf, isThere, type SheetMaker } from './sheets/kit.ts';
import { belief, keyCustomers, movements } from './sheets/standing.ts';
import { statement } from './sheets/statement.ts';
import { tieMonths, ties } from './sheets/ties.ts';
import type { WorkbookWord } from './words.ts';
import { workbookBytes } from './write.ts';

const sheets: readonly (readonly [WorkbookWord, SheetMaker])[] = [
  ['coverSheet', cover],
  ['executiveSheet', executive],
  ['customersSheet', customers],
  ['statementSheet', statement],
  ['currenciesSheet', currencies],
  ['curveSheet', curve],
  ['groupsSheet', groups],
  ['keyCustomersSheet', keyCustomers],
  ['beliefSheet', belief],
  ['movementsSheet', movements],
  ['causesSheet', causes],
  ['customerCausesSheet', customerCauses],
  ['tieSheet', ties],
  ['tieMonthsSheet', tieMonths],
  ['dictionarySheet', dictionary],
];

/**
 * The report as a workbook a director can use: every figure a value in its format, no formula, no macro, no link out.
 * The same tables and context give the same bytes.
 */
export async function workbookOf(
  database: Database,
  view: View,
): Promise<{ bytes: Uint8Array; rows: number }> {
  const rows = await readWorkbookRows(database);
  const inputs = inputsOf(view, summaryOf(view), rows);
  const { context, locale, format } = view;
  const bytes = await workbookBytes(
    sheets.filter(([word]) => isThere(word, view)).map(([word, make]) => make(inputs, inputs.own(word))),
    {
      locale,
      title: context.title[locale],
      description: inputs.own('description', { date: format.date(context.asOf) }),
      asOf: context.asOf,
      version: context.version,
    },
  );
  return { bytes, rows: rows.customers.length };
}
