import { html } from '../html.ts';
import type { PageChart, PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';

export interface Tooltip {
  show(x: number, y: number, markup: string): void;
  hide(): void;
}

export function startTooltip(): Tooltip {
  const tip = document.getElementById('tip')!;
  return {
    show: (x, y, markup) => {
      tip.innerHTML = markup;
      tip.hidden = false;
      const { width, height } = tip.getBoundingClientRect();
      const left = x + 16 + width > innerWidth ? x - width - 12 : x + 16;
      const top = y + 16 + height > innerHeight ? y - height - 12 : y + 16;
      tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
    },
    hide: () => {
      tip.hidden = true;
    },
  };
}

/** What a datum says, as markup from the escaping template; null where there is nothing to say. */
export function tooltipText(
  ui: Ui,
  chart: PageChart,
  datum: Readonly<Record<string, unknown>>,
  byId: ReadonlyMap<string, PageCustomer>,
): string | null {
  const { format, say, payload } = ui;
  const money = (value: unknown): string => format.money(Number(value));
  if (typeof datum.customer === 'string') {
    const customer = byId.get(datum.customer);
    const profit = customer?.number('net_profit') ?? Number(datum.profit ?? datum.value);
    const margin = customer?.number('profit_margin') ?? null;
    return html`<strong>${customer?.text('name') ?? datum.customer}</strong>${payload.measureTitle} ${money(profit)}${
      customer && html`<br>${say('netSales')} ${money(customer.number('net_sales') ?? 0)}`
    }${margin !== null && html`<br>${say('margin')} ${format.percent(margin)}`}${
      typeof datum.cumulative === 'number' &&
      html`<br>${say('rank')} ${format.number(Number(datum.rank))} · Σ ${money(datum.cumulative)}`
    }`.text;
  }
  if (chart.name === 'rfm' && typeof datum.customers === 'number')
    return html`<strong>${say('recencyScore')} ${Number(datum.r)} · ${say('frequencyScore')} ${Number(datum.f)}</strong>${say('customers')} ${format.number(datum.customers)}<br>${payload.measureTitle} ${money(datum.profit)}`
      .text;
  if (typeof datum.month === 'string' && typeof datum.value === 'number')
    return html`<strong>${format.month(datum.month)}</strong>${money(datum.value)}`.text;
  if (typeof datum.tip === 'string') return html`<strong>${String(datum.label)}</strong>${datum.tip}`.text;
  const label = typeof datum.label === 'string' ? datum.label : null;
  const value =
    typeof datum.amount === 'number' ? datum.amount : typeof datum.value === 'number' ? datum.value : null;
  return label === null || value === null ? null : html`<strong>${label}</strong>${money(value)}`.text;
}
