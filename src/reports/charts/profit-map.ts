import type { CustomerRow } from '../data/customers.ts';
import type { View } from '../view.ts';
import { type Chart, moneyLabel, outerWidth } from './chart.ts';
import { textWidth } from './text-metrics.ts';

const clip = 0.6;
const height = 400;

/** Customers by size and margin: peaks, drains and deserts (Byrnes & Wass 2021). */
export function profitMap(view: View): Chart | undefined {
  const { format, say } = view;
  const shown = view.data.customers.filter((customer) => customer.net_sales > 0);
  if (shown.length === 0) return undefined;
  const fieldOf = (customer: CustomerRow): string => String(customer.profit_field ?? 'desert');
  const sum = (field: string): { n: number; money: number } => {
    const members = shown.filter((customer) => fieldOf(customer) === field);
    return { n: members.length, money: members.reduce((total, customer) => total + customer.net_profit, 0) };
  };
  const [peaks, drains, deserts] = [sum('peak'), sum('drain'), sum('desert')];
  const sales = shown.map((customer) => customer.net_sales);
  const low = Math.max(10, Math.min(...sales) * 0.8);
  const high = Math.max(...sales) * 1.6;
  const labels = namesWithRoom(shown, low, high);
  const values = shown.map((customer) => ({
    customer: customer.customer_id,
    sales: Math.round(Math.max(customer.net_sales, low)),
    margin:
      Math.round(1000 * Math.max(-clip, Math.min(clip, customer.net_profit / customer.net_sales))) / 1000,
    size: Math.round(Math.abs(customer.net_profit)),
    field: fieldOf(customer),
    ...(labels.has(customer.customer_id) ? { label: short(customer.name) } : {}),
  }));
  const x = {
    field: 'sales',
    type: 'quantitative',
    scale: { type: 'log', domain: [low, high], nice: false },
    axis: {
      title: say('netSales'),
      labelExpr: moneyLabel(view.locale),
      values: powersOfTen(low, high),
      grid: false,
    },
  };
  const y = {
    field: 'margin',
    type: 'quantitative',
    scale: { domain: [-clip * 1.06, clip * 1.06], nice: false },
    axis: { title: say('margin'), format: '+.0%', values: [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6] },
  };
  return {
    name: 'profit-map',
    title: say('mapTitle', {
      peaks: format.number(peaks.n),
      made: format.moneyShort(peaks.money),
      drains: format.number(drains.n),
      lost: format.moneyShort(-drains.money),
    }),
    subtitle: say('mapSubtitle'),
    alt: say('mapAlt', { n: format.number(shown.length) }),
    height,
    pointer: 'mark',
    filters: 'field',
    table: {
      keys: ['peak', 'drain', 'desert'],
      columns: [say('field'), say('customers'), view.measure],
      rows: (
        [
          ['peak', peaks],
          ['drain', drains],
          ['desert', deserts],
        ] as const
      ).map(([field, { n, money }]) => [view.field(field), format.number(n), format.money(money)]),
    },
    spec: {
      height,
      data: { values },
      layer: [
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', color: '@inkSoft' },
          encoding: { y: { field: 'zero', type: 'quantitative' } },
        },
        {
          mark: { type: 'point', filled: true, fillOpacity: 0.62, strokeWidth: 0, opacity: 1 },
          encoding: {
            x,
            y,
            size: { field: 'size', type: 'quantitative', scale: { range: [14, 700] }, legend: null },
            color: {
              field: 'field',
              type: 'nominal',
              scale: { domain: ['peak', 'drain', 'desert'], range: ['@makes', '@erodes', '@neutral'] },
              legend: {
                title: null,
                orient: 'top',
                labelExpr: `datum.value == 'peak' ? ${JSON.stringify(view.field('peak'))} : datum.value == 'drain' ? ${JSON.stringify(view.field('drain'))} : ${JSON.stringify(view.field('desert'))}`,
                labelColor: '@ink',
                labelFontSize: 12,
                symbolOpacity: 1,
              },
            },
          },
        },
        // Names keep apart from the dots below them by a rim of paper, drawn first.
        ...[{ stroke: '@paper', strokeWidth: 3, strokeJoin: 'round' }, {}].map((rim) => ({
          transform: [{ filter: 'isValid(datum.label)' }],
          mark: {
            type: 'text',
            dy: -14,
            fontSize: 11,
            color: '@ink',
            opacity: { expr: `${outerWidth} < 620 ? 0 : 1` },
            ...rim,
          },
          encoding: {
            x: { field: 'sales', type: 'quantitative' },
            y: { field: 'margin', type: 'quantitative' },
            text: { field: 'label' },
          },
        })),
      ],
    },
  };
}

const short = (name: string): string => (textWidth(name, 11) > 130 ? `${clipped(name, 118)}…` : name);

function clipped(name: string, width: number): string {
  let text = '';
  for (const character of name) {
    if (textWidth(text + character, 11) > width) break;
    text += character;
  }
  return text.trimEnd();
}

function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 10 ** (first + index));
}

/** The customers with most money at stake whose names do not touch one another at the usual width. */
function namesWithRoom(customers: readonly CustomerRow[], low: number, high: number): Set<string> {
  const width = 780;
  const byStake = customers.toSorted(
    (a, b) => Math.abs(b.net_profit) - Math.abs(a.net_profit) || (a.customer_id < b.customer_id ? -1 : 1),
  );
  const worst = customers
    .filter((customer) => customer.net_profit < 0)
    .slice(-4)
    .reverse();
  const taken: { left: number; right: number; y: number }[] = [];
  const chosen = new Set<string>();
  for (const customer of [...byStake.slice(0, 5), ...worst]) {
    const x = (Math.log(Math.max(customer.net_sales, low) / low) / Math.log(high / low)) * width;
    const margin = Math.max(-clip, Math.min(clip, customer.net_profit / customer.net_sales));
    const y = ((clip - margin) / (2 * clip)) * height;
    const half = textWidth(short(customer.name), 11) / 2 + 6;
    const box = { left: x - half, right: x + half, y };
    const free = taken.every(
      (other) => box.right < other.left || box.left > other.right || Math.abs(other.y - y) > 18,
    );
    if (!free || box.right > width || box.left < 0) continue;
    taken.push(box);
    chosen.add(customer.customer_id);
  }
  return chosen;
}
