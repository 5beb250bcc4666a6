import { type FilterKind, filterKinds, type PageCustomer, type Payload } from '../payload.ts';

export const columnOf = (kind: string): string => (kind === 'field' ? 'profit_field' : kind);

/** The customers that the whole report is narrowed to. Charts, table and address all follow this one. */
export interface Filters {
  current(): ReadonlyMap<FilterKind, string>;
  /** The customers that fit, or null where nothing is filtered. */
  matched(): readonly PageCustomer[] | null;
  /** An empty key takes the filter away. */
  set(kind: string, key: string): void;
  /** The same key a second time takes the filter away. */
  toggle(kind: string, key: string): void;
  clear(): void;
  /** `?tier=repair` for the address, or nothing. */
  query(): string;
  /** Takes the filters from an address. */
  read(hash: string): void;
  onChange(listener: () => void): void;
}

export function startFilters(payload: Payload, customers: readonly PageCustomer[]): Filters {
  const state = new Map<FilterKind, string>();
  const listeners: (() => void)[] = [];
  const known = (kind: string, key: string): kind is FilterKind =>
    (filterKinds as readonly string[]).includes(kind) &&
    Object.hasOwn(payload.labels[kind as FilterKind], key);
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const filters: Filters = {
    current: () => state,
    matched: () =>
      state.size === 0
        ? null
        : customers.filter((customer) =>
            [...state].every(([kind, key]) => customer.text(columnOf(kind)) === key),
          ),
    set: (kind, key) => {
      if (key === '') state.delete(kind as FilterKind);
      else if (known(kind, key)) state.set(kind, key);
      changed();
    },
    toggle: (kind, key) => filters.set(kind, state.get(kind as FilterKind) === key ? '' : key),
    clear: () => {
      state.clear();
      changed();
    },
    query: () =>
      state.size === 0
        ? ''
        : `?${filterKinds
            .filter((kind) => state.has(kind))
            .map((kind) => `${kind}=${encodeURIComponent(state.get(kind)!)}`)
            .join('&')}`,
    read: (hash) => {
      const before = filters.query();
      state.clear();
      for (const [kind, key] of new URLSearchParams(hash.split('?')[1] ?? ''))
        if (known(kind, key)) state.set(kind, key);
      if (filters.query() !== before) changed();
    },
    onChange: (listener) => void listeners.push(listener),
  };
  return filters;
}
