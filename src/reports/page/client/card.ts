import { customerCard } from '../card.ts';
import type { PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';

/** The customer card in a native dialog: focus stays inside, Escape closes, focus goes back to where it was. */
export function startCard(
  ui: Ui,
  customers: readonly PageCustomer[],
): { open(id: string): void; close(): void } {
  const dialog = document.querySelector<HTMLDialogElement>('#card')!;
  const body = dialog.querySelector<HTMLElement>('.card-body')!;
  const byId = new Map(customers.map((customer) => [customer.text('customer_id'), customer]));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  body.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest<HTMLElement>('.behind-opener');
    const row = opener === null ? null : document.getElementById(opener.getAttribute('aria-controls') ?? '');
    if (opener === null || row === null) return;
    row.hidden = !row.hidden;
    opener.setAttribute('aria-expanded', String(!row.hidden));
  });
  return {
    close: () => dialog.close(),
    open: (id) => {
      const customer = byId.get(id);
      if (customer === undefined || dialog.open) return;
      // Made by the escaping template: data cannot become markup.
      body.innerHTML = customerCard(ui, customer).text;
      dialog.showModal();
      dialog.scrollTop = 0;
    },
  };
}
