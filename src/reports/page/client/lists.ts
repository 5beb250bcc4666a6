import type { PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';

/**
 * The tables of the pages that list customers, row by row: a filter hides the rows of customers that do not fit, and a
 * line below says how many are left. Tables of anything else stay as they are.
 */
export function startLists(ui: Ui): { narrow(matched: readonly PageCustomer[] | null): void } {
  const lists = [...document.querySelectorAll<HTMLTableElement>('main table:not(#customer-table)')]
    .filter((table) => table.closest('.chart') === null)
    .map((table) => ({
      table,
      rows: [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')].flatMap((row) => {
        const openers = row.querySelectorAll<HTMLElement>('[data-open]');
        const id = openers.length === 1 ? openers[0]!.dataset.open : undefined;
        return id === undefined ? [] : [{ row, id }];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
  const noteOf = (table: HTMLTableElement): HTMLElement => {
    const box = table.parentElement!;
    const next = box.nextElementSibling;
    if (next?.classList.contains('rows-note')) return next as HTMLElement;
    const note = document.createElement('p');
    note.className = 'rows-note';
    box.after(note);
    return note;
  };
  return {
    narrow: (matched) => {
      const ids = matched === null ? null : new Set(matched.map((customer) => customer.text('customer_id')));
      for (const { table, rows } of lists) {
        for (const { row, id } of rows) row.hidden = ids !== null && !ids.has(id);
        const note = noteOf(table);
        note.hidden = ids === null;
        note.textContent =
          ids === null
            ? ''
            : ui.say('rowsFollow', {
                n: ui.format.number(rows.filter(({ row }) => !row.hidden).length),
                all: ui.format.number(rows.length),
              });
      }
    },
  };
}
