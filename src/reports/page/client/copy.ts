import type { Ui } from '../ui.ts';

/** Copies a command. A page opened from a file may not have the clipboard: then the command is selected instead. */
export function startCopy(ui: Ui): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    if (button === null) return;
    const done = (): void => {
      button.textContent = ui.say('copied');
      setTimeout(() => {
        button.textContent = ui.say('copy');
      }, 2000);
    };
    const select = (): void => {
      const code = button.previousElementSibling;
      if (code === null) return;
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    };
    const { clipboard } = navigator as { clipboard?: Clipboard };
    if (clipboard === undefined) select();
    else void clipboard.writeText(button.dataset.copy ?? '').then(done, select);
  });
}
