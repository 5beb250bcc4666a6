import { adviceFor } from '../../contracts/levers.ts';
import { statementLines } from '../../contracts/statement.ts';
import type { Chart } from '../charts/chart.ts';
import type { Drawing } from '../charts/draw.ts';
import { ageingColumns } from '../data/credit.ts';
import type { KnownRow } from '../data/known.ts';
import { lineIds } from '../data/lines.ts';
import { membershipColumns } from '../data/memberships.ts';
import { documentLines, type OpenItem } from '../data/traces.ts';
import type { View } from '../view.ts';
import { type Word, words } from '../words.ts';
import { behaviourColumns } from './card.ts';
import { type Cell, type PageOpenItem, type Payload, packed, rounded } from './payload.ts';
import { tracesOf } from './traces.ts';

const texts = [
  'customer_id',
  'name',
  'industry',
  'region',
  'city',
  'owner',
  'tier',
  'segment',
  'cluster',
  'profit_field',
  'cause',
];
const counts = ['sales_rank', 'profit_rank', 'r_score', 'f_score', 'm_score', 'recency_days', 'frequency'];
const ratios = ['profit_margin'];

/** Turns the data into what the page's script needs, as small as that goes: columns, rounded, one language. */
export function payloadOf(
  view: View,
  charts: Iterable<Chart>,
  drawings: ReadonlyMap<string, Drawing>,
): Payload {
  const { data, locale, say } = view;
  const columns: Record<string, Cell[]> = {};
  const names = new Map(data.groups.map((group) => [group.group_id, group.name]));
  const own = new Set([...texts, ...counts, ...ratios, ...lineIds, 'cause_effect', ...behaviourColumns]);
  for (const column of own)
    columns[column] = data.customers.map((customer) => {
      const value =
        column === 'group_name'
          ? (names.get(String(customer.group_id ?? '')) ?? null)
          : (customer[column] ?? null);
      if (column === 'cluster' && value !== null) return String(value);
      return typeof value === 'number' ? rounded(value) : typeof value === 'boolean' ? String(value) : value;
    });
  columns.side = data.customers.map(({ net_profit }) => (net_profit < 0 ? 'erodes' : 'makes'));
  addKnown(columns, view);
  for (const column of ['owner', 'region', 'industry'])
    columns[column] = columns[column]!.map((value) => (String(value ?? '').trim() === '' ? null : value));
  const lineIndex = new Map(lineIds.map((id, index) => [id, index]));
  return {
    locale,
    currency: view.context.currency,
    measure: view.measure,
    measureTitle: view.measureTitle,
    words: Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[locale]])) as Record<
      Word,
      string
    >,
    lines: statementLines.map(({ id, kind, sign, label }) => ({ id, kind, sign, label: label[locale] })),
    levers: Object.fromEntries(Object.entries(adviceFor).map(([line, text]) => [line, text[locale]])),
    labels: {
      side: labels(columns.side!, (side) => say(side === 'erodes' ? 'erodesSide' : 'makesSide'), [
        'makes',
        'erodes',
      ]),
      tier: labels(
        columns.tier!,
        view.tier,
        data.tiers.map((tier) => tier.key),
      ),
      segment: labels(
        columns.segment!,
        view.segment,
        data.segments.map((segment) => segment.key),
      ),
      cluster: labels(
        columns.cluster!,
        view.cluster,
        data.clusters.map((cluster) => cluster.key),
      ),
      field: labels(columns.profit_field!, view.field, ['peak', 'drain', 'desert']),
      cause: labels(
        columns.cause!,
        view.line,
        data.causesByLine.map((cause) => cause.line),
      ),
      owner: labels(columns.owner!, same, []),
      region: labels(columns.region!, same, []),
      industry: labels(columns.industry!, same, []),
    },
    groupRules: {
      tiers: data.tierRules.map((rule) => ({ ...rule, label: view.tier(rule.tier) })),
      measures: Object.fromEntries(
        data.standing.keyMeasures.map(({ measure, label_en, label_zh }) => [
          measure,
          locale === 'zh-CN' ? label_zh : label_en,
        ]),
      ),
      clusterFeatures: data.clusterFeatures,
    },
    months: data.months,
    medians: lineIds.map((id) => orNull(data.medianShares[id])),
    totals: lineIds.map((id) => orNull(data.total[id])),
    rankedCustomers: data.rankedCustomers,
    customers: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, packed(column)])),
    history: data.customers.map((customer) => data.history.get(customer.customer_id) ?? null),
    causes: data.customers.map((customer) =>
      (data.causes.get(customer.customer_id) ?? [])
        .filter((cause) => lineIndex.has(cause.line))
        .slice(0, 5)
        .map((cause) => [
          lineIndex.get(cause.line)!,
          cause.base,
          rounded(cause.share),
          rounded(cause.peer_median),
          rounded(cause.effect),
          cause.peer_group,
          cause.peers,
          ...leverOf(view, cause.customer_id, cause.line),
        ]),
    ),
    letGo: data.customers.map(({ customer_id }) => {
      const row = data.letGoOf.get(customer_id);
      return row === undefined
        ? null
        : [
            rounded(row.cost_that_stays),
            rounded(row.lever_gain),
            rounded(row.profit_change),
            row.worth_letting_go ? 1 : 0,
            row.levers_fall_short ? 1 : 0,
          ];
    }),
    openItems: data.customers.map(({ customer_id }) =>
      (data.openItems.get(customer_id) ?? []).map((item) => openItem(item, view)),
    ),
    currencies:
      data.customerCurrencies.size === 0
        ? []
        : data.customers.map(({ customer_id }) =>
            (data.customerCurrencies.get(customer_id) ?? []).map((row) => [
              row.currency,
              row.net_invoiced === null ? null : rounded(row.net_invoiced),
              row.open_balance === null ? null : rounded(row.open_balance),
              row.overdue === null ? null : rounded(row.overdue),
            ]),
          ),
    ...encountersOf(view),
    policies: policiesOf(view),
    horizon: data.forecast.fit?.horizon ?? null,
    traces: tracesOf(view),
    charts: [...charts].flatMap((chart) => {
      const drawing = drawings.get(chart.name);
      if (drawing === undefined) return [];
      const filters = chart.filters === undefined ? {} : { filters: chart.filters };
      return [{ name: chart.name, spec: drawing.vega, pointer: chart.pointer, ...filters }];
    }),
  };
}

function openItem(item: OpenItem, { format }: View): PageOpenItem {
  const known = [
    item.invoice_id,
    item.due_on,
    rounded(item.open_amount),
    item.days,
    item.disputed ? 1 : 0,
  ] as const;
  return item.currency === null
    ? known
    : [...known, `${item.currency} ${format.number(item.own_open ?? 0, 2)}`];
}

const knownFigures = [
  'p_alive',
  'expected_sales',
  'lifetime_value',
  'value_low',
  'value_high',
  'tenth',
  'profit_change',
  'index_rank',
  'index_score',
  'believed_place',
] as const satisfies readonly (keyof KnownRow)[];
const knownWords = ['rhythm', 'span_before', 'span_now', 'change_reason', 'verdict'] as const;

/** What other tables know of the embedded customers, as further columns. */
function addKnown(columns: Record<string, Cell[]>, { data }: View): void {
  const add = (name: string, value: (id: string) => number | null | undefined): void => {
    const column = data.customers.map(({ customer_id }) => {
      const found = value(customer_id);
      return found === null || found === undefined || found === 0 ? null : rounded(found);
    });
    // A column without a figure would only be weight.
    if (column.some((cell) => cell !== null)) columns[name] = column;
  };
  for (const column of ageingColumns) add(column, (id) => data.ageingOf.get(id)?.[column]);
  for (const line of documentLines) add(`documents_${line}`, (id) => data.documentCounts.get(id)?.[line]);
  for (const column of membershipColumns) {
    const values = data.customers.map(
      ({ customer_id }) => data.memberships.get(customer_id)?.[column] ?? null,
    );
    if (values.some((value) => value !== null))
      columns[column] = values.map((value) => (typeof value === 'number' ? rounded(value) : value));
  }
  add('people_known', (id) => data.peopleKnown.get(id));
  add('balance_days', (id) => data.balanceDays.get(id));
  add('lowest', (id) => data.ranges.get(id)?.[0]);
  add('highest', (id) => data.ranges.get(id)?.[1]);
  for (const column of knownFigures) add(column, (id) => data.known.get(id)?.[column] as number | null);
  for (const column of knownWords)
    columns[column] = data.customers.map(
      ({ customer_id }) => (data.known.get(customer_id)?.[column] as string | null | undefined) ?? null,
    );
}

/** Whom to speak to, how to reach the customer, and what was dealt with lately. */
function encountersOf({ data }: View): Pick<Payload, 'people' | 'reach' | 'encounters' | 'staff'> {
  const staff: string[] = [];
  const staffAt = new Map<string, number>();
  const place = (name: string): number => {
    const known = staffAt.get(name);
    if (known !== undefined) return known;
    staffAt.set(name, staff.push(name) - 1);
    return staff.length - 1;
  };
  return {
    people: data.customers.map(({ customer_id }) =>
      (data.contactsOf.get(customer_id) ?? []).map(
        ({ name, title, role, phone, email }) => [name, title, role, phone, email] as const,
      ),
    ),
    reach: data.customers.map(({ customer_id }) => {
      const row = data.reach.get(customer_id);
      return [row?.address, row?.phone, row?.email].filter((text): text is string => Boolean(text?.trim()));
    }),
    encounters: data.customers.map(({ customer_id }) =>
      (data.encounters.get(customer_id) ?? []).map(
        (one) =>
          [
            one.day,
            one.kind,
            one.minutes === null ? null : rounded(one.minutes),
            one.is_open ? 1 : 0,
            one.satisfaction,
            one.owner === null ? null : place(one.owner),
          ] as const,
      ),
    ),
    staff,
  };
}

function policiesOf({ context, locale }: View): Payload['policies'] {
  const kinds = ['marketing', 'credit', 'price', 'service'] as const;
  return Object.fromEntries(
    Object.entries(context.tierLabels).map(([tier, { policy }]) => [
      tier,
      kinds.flatMap((kind) => {
        const text = policy?.[kind]?.[locale];
        return text === undefined ? [] : [[kind, text] as const];
      }),
    ]),
  );
}

/** Names as the data writes them. */
const same = (name: string): string => name;

function leverOf(view: View, id: string, line: string): [number | null, number | null] {
  const lever = view.data.levers.get(id)?.find((row) => row.line === line);
  return lever === undefined
    ? [null, null]
    : [
        rounded(lever.cash_gain),
        lever.break_even_volume_loss === null || lever.cash_gain <= 0
          ? null
          : rounded(lever.break_even_volume_loss),
      ];
}

/** Keys in the order given, best first, then any other that customers carry. */
function labels(
  values: readonly Cell[],
  label: (key: string) => string,
  order: readonly string[],
): Record<string, string> {
  const used = new Set(values.filter((value) => value !== null).map(String));
  const keys = [
    ...order.filter((key) => used.has(key)),
    ...[...used].filter((key) => !order.includes(key)).sort(),
  ];
  return Object.fromEntries(keys.map((key) => [key, label(key)]));
}

const orNull = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.round(value * 1e6) / 1e6;
