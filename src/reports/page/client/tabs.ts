/** Shows one page of the report at a time; the address keeps which, so that back and a bookmark work. */
export interface Tabs {
  show(page: string): void;
  onShow(listener: () => void): void;
}

export function startTabs(): Tabs {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.tabs a')];
  const pages = [...document.querySelectorAll<HTMLElement>('.page')];
  const listeners: (() => void)[] = [];
  const current = (): string => {
    const id = decodeURIComponent(location.hash.slice(1));
    return pages.some((page) => page.id === id) ? id : pages[0]!.id;
  };
  const update = (): void => {
    const id = current();
    for (const page of pages) page.classList.toggle('is-current', page.id === id);
    for (const link of links) {
      if (link.hash === `#${id}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    for (const listener of listeners) listener();
  };
  const show = (page: string): void => {
    if (location.hash !== `#${page}`) history.pushState(null, '', `#${page}`);
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
  return { show, onShow: (listener) => void listeners.push(listener) };
}
