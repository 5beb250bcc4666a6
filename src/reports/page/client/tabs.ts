/** Shows one page of the report at a time; the address keeps which, so that back and a bookmark work. */
export interface Tabs {
  show(page: string): void;
  /** Puts the filters as they are now into the address. */
  note(): void;
  onShow(listener: () => void): void;
}

/** @param query what stands behind the page in the address, as the filters are now */
export function startTabs(query: () => string): Tabs {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.tabs a')];
  const pages = [...document.querySelectorAll<HTMLElement>('.page')];
  const listeners: (() => void)[] = [];
  const current = (): string => {
    const id = pageOf(location.hash);
    return pages.some((page) => page.id === id) ? id : pages[0]!.id;
  };
  const update = (): void => {
    const id = current();
    for (const page of pages) page.classList.toggle('is-current', page.id === id);
    for (const link of links) {
      if (link.hash === `#${id}`) {
        link.setAttribute('aria-current', 'page');
        // On a narrow screen the tabs run out of sight.
        const list = link.closest('ul');
        if (list !== null) list.scrollLeft = link.offsetLeft - list.offsetLeft - list.clientWidth / 3;
      } else link.removeAttribute('aria-current');
    }
    for (const listener of listeners) listener();
  };
  const show = (page: string): void => {
    const address = `#${page}${query()}`;
    if (location.hash !== address) history.pushState(null, '', address);
    update();
    scrollTo(0, 0);
  };
  links.forEach((link, index) => {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      show(link.hash.slice(1));
    });
    link.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step !== 0) links[(index + step + links.length) % links.length]!.focus();
    });
  });
  addEventListener('popstate', update);
  addEventListener('hashchange', update);
  update();
  const note = (): void => {
    const address = `#${current()}${query()}`;
    if (location.hash !== address) history.pushState(null, '', address);
  };
  return { note, show, onShow: (listener) => void listeners.push(listener) };
}

/** The page of an address: `#customers?tier=repair` → `customers`, `#account-6601` → the page it stands on. */
function pageOf(hash: string): string {
  const id = decodeURIComponent(hash.slice(1).split('?')[0] ?? '');
  return document.getElementById(id)?.closest('.page')?.id ?? id;
}
