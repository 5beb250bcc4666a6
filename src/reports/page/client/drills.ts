/** Rows that open to what is behind them. Without a script what is behind them simply stands there. */
export interface Drills {
  /** Opens the ledger account in the tie-out and goes to it. */
  openAccount(account: string): void;
}

export function startDrills(): Drills {
  const set = (button: HTMLElement, open: boolean): void => {
    document.getElementById(button.getAttribute('aria-controls') ?? '')?.classList.toggle('is-closed', !open);
    button.setAttribute('aria-expanded', String(open));
  };
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('.drill')];
  for (const button of buttons) {
    set(button, false);
    button.addEventListener('click', () => set(button, button.getAttribute('aria-expanded') !== 'true'));
  }
  return {
    openAccount: (account) => {
      const button = buttons.find(({ dataset }) => dataset.accounts?.split(' + ').includes(account) === true);
      if (button === undefined) return;
      set(button, true);
      button.scrollIntoView({ block: 'start' });
      button.focus({ preventScroll: true });
    },
  };
}
