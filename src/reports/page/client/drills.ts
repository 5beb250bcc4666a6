/** Accounts of the tie-out open to their months. Without a script the months simply stand there. */
export function startDrills(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.drill')) {
    const rows = document.getElementById(button.getAttribute('aria-controls') ?? '');
    if (rows === null) continue;
    const toggle = (open: boolean): void => {
      rows.classList.toggle('is-closed', !open);
      button.setAttribute('aria-expanded', String(open));
    };
    toggle(false);
    button.addEventListener('click', () => toggle(button.getAttribute('aria-expanded') !== 'true'));
  }
}
