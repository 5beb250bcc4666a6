import type { Locale } from '../../language/locale.ts';
import type { Word } from '../words.ts';

/** What customers can be picked by; the names are those of the address and of the charts. */
export const filterKinds = [
  'side',
  'tier',
  'segment',
  'cluster',
  'field',
  'cause',
  'owner',
  'region',
  'industry',
] as const;
export type FilterKind = (typeof filterKinds)[number];

/**
 * What the page carries for its script, as JSON: every embedded customer in columns, and the words of one language.
 * This file is shared by the writer (Node) and the client (browser) and must need neither.
 */
export type Cell = string | number | null;

/** A column as it is, or as a list of its few values and which of them each customer has. */
export interface Dictionary {
  readonly values: readonly Cell[];
  readonly at: readonly number[];
}
export type PackedColumn = readonly Cell[] | Dictionary;

/**
 * [line, base of the share, share, the peers' median, money, peer group, peers, the part that is cash, the volume loss
 * at which the cash is gone]; the last two null where no lever says.
 */
export type PageCause = readonly [
  line: number,
  base: string,
  share: number,
  median: number,
  effect: number,
  group: string,
  peers: number,
  cash: number | null,
  breakEven: number | null,
];

/** [cost that stays, what the levers give in cash, change of the company's profit, worth it, levers fall short]. */
export type PageLetGo = readonly [
  stays: number,
  levers: number,
  change: number,
  worth: 0 | 1,
  fallShort: 0 | 1,
];

/** [invoice, due date, open amount, days after the due date, in dispute, amount and currency where it is a foreign one]. */
export type PageOpenItem = readonly [
  invoice: string,
  due: string | null,
  amount: number,
  days: number | null,
  disputed: 0 | 1,
  own?: string,
];

/** [currency, net sales, open, overdue], in that currency; null where nothing is known. */
export type PageCurrency = readonly [
  currency: string,
  netSales: number | null,
  open: number | null,
  overdue: number | null,
];

/** [name, title, role, telephone, e-mail] of a person at the customer. */
export type PagePerson = readonly [
  name: string,
  title: string | null,
  role: string | null,
  phone: string | null,
  email: string | null,
];

/** [day, kind, minutes, open, satisfaction, who did it]; the last is a position in `staff`. */
export type PageEncounter = readonly [
  day: string,
  kind: string,
  minutes: number | null,
  open: 0 | 1,
  satisfaction: number | null,
  staff: number | null,
];

/** [account, its name, amount in the ledger]. */
export type PageAccount = readonly [account: string, name: string, ledger: number];

/** What is behind the statements: pools and terms once, and of each customer only positions and numbers. */
export interface PageTraces {
  readonly pools: readonly {
    readonly label: string;
    readonly line: number;
    readonly method: string;
    readonly avoidable: boolean;
    readonly accounts: readonly PageAccount[];
  }[];
  /** [position of the pool, name of the driver, what one counts]. */
  readonly terms: readonly (readonly [pool: number, label: string, factor: number])[];
  /** By customer: what each pool charged, [pool, quantity, amount]. */
  readonly charges: readonly (readonly (readonly [number, number, number])[])[];
  /** By customer: its units of each term, [term, units]. */
  readonly units: readonly (readonly (readonly [number, number])[])[];
  /** By line of the statement: the accounts that prove it. */
  readonly accounts: Readonly<Record<string, readonly PageAccount[]>>;
  readonly annualRate: number | null;
  /** Days of the period. */
  readonly days: number;
}

export interface PageLine {
  readonly id: string;
  readonly kind: 'component' | 'subtotal';
  readonly sign: 1 | -1;
  readonly label: string;
}

export interface PageChart {
  readonly name: string;
  readonly spec: object;
  readonly pointer: 'mark' | 'nearest-x';
  readonly filters?: string;
}

export interface Payload {
  readonly locale: Locale;
  readonly currency: string;
  /** `net profit`, in the reader's language, for sentences; and as a heading. */
  readonly measure: string;
  readonly measureTitle: string;
  readonly words: Readonly<Record<Word, string>>;
  readonly lines: readonly PageLine[];
  readonly levers: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<FilterKind, Readonly<Record<string, string>>>>;
  /** What the sentences on a customer's groups need: the rules of the tiers, names of measures, features of clusters. */
  readonly groupRules: {
    readonly tiers: readonly {
      readonly tier: string;
      readonly label: string;
      readonly rule: string;
      readonly limit: number | null;
    }[];
    readonly measures: Readonly<Record<string, string>>;
    readonly clusterFeatures: readonly string[];
  };
  readonly months: readonly string[];
  /** By statement line: the median share of net sales over all ranked customers, and their total amount. */
  readonly medians: readonly (number | null)[];
  readonly totals: readonly (number | null)[];
  readonly rankedCustomers: number;
  /** Column name → values, all of one length, best customer first. */
  readonly customers: Readonly<Record<string, PackedColumn>>;
  /** By customer: net sales and profit by month, or null without business. */
  readonly history: readonly (readonly [readonly number[], readonly number[]] | null)[];
  /** By customer: the lines that are worse than those of comparable customers, the largest effect first. */
  readonly causes: readonly (readonly PageCause[])[];
  /** By customer with a loss: what letting it go would change. */
  readonly letGo: readonly (PageLetGo | null)[];
  /** By customer: its largest open invoices, those past their due date first. */
  readonly openItems: readonly (readonly PageOpenItem[])[];
  /** By customer that deals in another currency; empty where none does. */
  readonly currencies: readonly (readonly PageCurrency[])[];
  /** By customer: people to speak to; empty where the pipeline does not allow personal data in the report. */
  readonly people: readonly (readonly PagePerson[])[];
  /** By customer: address, telephone, e-mail, under the same condition. */
  readonly reach: readonly (readonly string[])[];
  /** By customer: open cases, then the latest visits, calls, cases and trainings. */
  readonly encounters: readonly (readonly PageEncounter[])[];
  readonly staff: readonly string[];
  /** By tier: what its customers get, each as [kind, words]. */
  readonly policies: Readonly<Record<string, readonly (readonly [Word, string])[]>>;
  /** The day until which is forecast, or null without a forecast. */
  readonly horizon: string | null;
  readonly traces: PageTraces;
  readonly charts: readonly PageChart[];
}

/** One customer of the payload as the table and the card read it. */
export interface PageCustomer {
  readonly index: number;
  text(column: string): string;
  number(column: string): number | null;
}

export function customersOf(payload: Payload): PageCustomer[] {
  const columns = new Map(
    Object.entries(payload.customers).map(([name, column]) => [name, unpacked(column)]),
  );
  const count = columns.get('customer_id')?.length ?? 0;
  return Array.from({ length: count }, (_, index) => ({
    index,
    text: (column) => {
      const value = columns.get(column)?.[index];
      return value === null || value === undefined ? '' : String(value);
    },
    number: (column) => {
      const value = columns.get(column)?.[index];
      return typeof value === 'number' ? value : null;
    },
  }));
}

/** Columns of few values (industry, tier, salesperson) are much smaller as a list and positions in it. */
export function packed(column: readonly Cell[]): PackedColumn {
  const positions = new Map<Cell, number>();
  const at = column.map((value) => {
    const known = positions.get(value);
    if (known !== undefined) return known;
    positions.set(value, positions.size);
    return positions.size - 1;
  });
  return positions.size <= column.length / 8 ? { values: [...positions.keys()], at } : column;
}

function unpacked(column: PackedColumn): readonly Cell[] {
  if (Array.isArray(column)) return column;
  const { values, at } = column as Dictionary;
  return at.map((position) => values[position] ?? null);
}

/** The page shows whole units of money and per mille of ratios: a little more than that is enough, and much smaller. */
export function rounded(value: number): number {
  const digits = Math.abs(value) < 10 ? 1e4 : Math.abs(value) < 100 ? 1e2 : 1;
  return Math.round(value * digits) / digits;
}
