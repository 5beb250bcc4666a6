import type { WriteSheet } from 'hucre';
import type { Summary } from '../../summary.ts';
import type { View } from '../../view.ts';
import { type SayOf, sayOf } from '../catalogue.ts';
import type { WorkbookRows } from '../read.ts';
import type { Frame } from '../table.ts';
import { type WorkbookWord, workbookWords } from '../words.ts';

/** What every sheet is made from. */
export interface Inputs {
  readonly view: View;
  readonly summary: Summary;
  readonly rows: WorkbookRows;
  readonly own: SayOf<typeof workbookWords>;
  readonly frame: Frame;
}

/** Sheets that are only there where they have something to show. */
const conditions: Readonly<Partial<Record<WorkbookWord, (data: View['data']) => boolean>>> = {
  currenciesSheet: ({ currencies }) => currencies.length > 0,
  keyCustomersSheet: ({ standing }) => standing.keyCustomers.length > 0,
  beliefSheet: ({ standing }) => standing.intuition.length > 0,
  movementsSheet: ({ standing }) => standing.movements.length > 0,
};

export const isThere = (sheet: WorkbookWord, { data }: View): boolean => conditions[sheet]?.(data) ?? true;

export type SheetMaker = (inputs: Inputs, name: string) => WriteSheet;

export function frameOf(view: View, title: string): Frame {
  const own = sayOf(workbookWords, view.locale);
  const date = view.format.date(view.context.asOf);
  return { locale: view.locale, footer: own('footer', { title, date }), page: own('page') };
}

export function inputsOf(view: View, summary: Summary, rows: WorkbookRows): Inputs {
  const own = sayOf(workbookWords, view.locale);
  return { view, summary, rows, own, frame: frameOf(view, view.context.title[view.locale]) };
}

/** Whether the figures were held against the books, in words and in tone. */
export function booksWord({ view, summary }: Inputs): { text: string; good: boolean } {
  if (summary.reconciled === null) return { text: view.say('noBooks'), good: false };
  return summary.reconciled
    ? { text: `✓ ${view.say('reconciled')}`, good: true }
    : { text: `✗ ${view.say('notReconciled')}`, good: false };
}

export type { WorkbookWord };
