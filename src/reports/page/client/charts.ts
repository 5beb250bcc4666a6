import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { parse } from 'vega-parser';
import * as data from 'vega-transforms';
import { View } from 'vega-view';
import * as layout from 'vega-view-transforms';
import type { PageChart, PageCustomer } from '../payload.ts';
import type { Ui } from '../ui.ts';
import { narrowed } from './narrowed.ts';
import { startTooltip, tooltipText } from './tooltip.ts';

// Only the transforms that our charts use; expressions are interpreted, so that no policy has to allow eval.
Object.assign(transforms, data, encode, layout);

export interface ChartActions {
  openCustomer(id: string): void;
  /** Narrows the report to the customers of this key, or takes that away again. */
  filter(kind: string, key: string): void;
}

export interface LiveCharts {
  refresh(): void;
  narrow(matched: readonly PageCustomer[] | null): void;
  toPaper(): void;
  toScreen(): void;
}

/** How much larger a chart is shown than drawn: on very wide screens letters grow, as the style sheet has it. */
const blownUp = (): number => (matchMedia('(min-width: 2200px)').matches ? 1.5 : 1);

type Datum = Readonly<Record<string, unknown>>;

/**
 * Replaces the drawings by live ones at the width of their box, when they come into view. On paper the drawings made
 * ahead are used, which always fit.
 */
export function startCharts(ui: Ui, customers: readonly PageCustomer[], actions: ChartActions): LiveCharts {
  const tooltip = startTooltip();
  const byId = new Map(customers.map((customer) => [customer.text('customer_id'), customer]));
  const specs = new Map(ui.payload.charts.map((chart) => [chart.name, chart]));
  const live = new Map<HTMLElement, { view: View; width: number; box: HTMLElement }>();
  /** The customers to draw, or null for all. */
  let matched: readonly PageCustomer[] | null = null;
  const plots = [...document.querySelectorAll<HTMLElement>('.plot')];

  const draw = async (plot: HTMLElement, width: number): Promise<void> => {
    const chart = specs.get(plot.dataset.chart ?? '');
    if (chart === undefined) return;
    const existing = live.get(plot);
    if (existing !== undefined) {
      existing.width = width;
      await existing.view.width(width).signal('outer', width).resize().runAsync();
      return;
    }
    const part = matched === null ? null : narrowed(chart, ui, matched);
    const shown = part === null ? chart : { ...chart, spec: part };
    const box = document.createElement('div');
    box.className = 'live';
    // The plot around it is one image with a name; the figures are in the table below.
    box.setAttribute('aria-hidden', 'true');
    plot.append(box);
    const view = new View(
      parse({ ...shown.spec, width, signals: withOuter(shown.spec, width) }, { aria: false } as object, {
        ast: true,
      }),
      {
        renderer: 'svg',
        expr: expressionInterpreter,
        hover: false,
        logLevel: 1,
      },
    ).initialize(box);
    live.set(plot, { view, width, box });
    await view.runAsync();
    plot.classList.add('is-live');
    listen(plot, view, shown);
  };

  const listen = (plot: HTMLElement, view: View, chart: PageChart): void => {
    const rows = chart.pointer === 'nearest-x' ? sharesOf(chart) : [];
    const under = (event: MouseEvent, datum: Datum | undefined): Datum | undefined => {
      if (chart.pointer === 'mark') return datum;
      const x = (event.clientX - plot.getBoundingClientRect().left) / blownUp() - view.origin()[0];
      return nearest(rows, view.scale('x').invert?.(x) ?? 0);
    };
    if (chart.filters !== undefined || sharesOf(chart).length > 0) plot.classList.add('clickable');
    view.addEventListener('mousemove', (event, item) => {
      const mouse = event as MouseEvent;
      const datum = under(mouse, item?.datum);
      const text = datum === undefined ? null : tooltipText(ui, chart, datum, byId);
      if (text === null) tooltip.hide();
      else tooltip.show(mouse.clientX, mouse.clientY, text);
    });
    view.addEventListener('mouseout', () => tooltip.hide());
    plot.addEventListener('mouseleave', () => tooltip.hide());
    view.addEventListener('click', (event, item) => {
      const datum = under(event as MouseEvent, item?.datum);
      if (datum === undefined) return;
      tooltip.hide();
      if (typeof datum.customer === 'string' && byId.has(datum.customer))
        actions.openCustomer(datum.customer);
      else if (chart.filters !== undefined && typeof datum.key === 'string')
        actions.filter(chart.filters, datum.key);
    });
  };

  const refresh = (): void => {
    for (const plot of plots) {
      const width = Math.floor(plot.clientWidth / blownUp());
      if (width > 0 && live.get(plot)?.width !== width) void draw(plot, width);
    }
  };
  const narrow = (customers: readonly PageCustomer[] | null): void => {
    matched = customers;
    for (const plot of plots) {
      const chart = specs.get(plot.dataset.chart ?? '');
      if (chart === undefined) continue;
      const concerned = customers === null || narrowed(chart, ui, customers) !== null;
      const figure = plot.closest('.chart');
      figure?.classList.toggle('is-narrowed', customers !== null && concerned);
      figure?.classList.toggle('is-whole', !concerned);
      if (!concerned) continue;
      // The box keeps its height while the drawing is exchanged, so that nothing moves.
      plot.style.minHeight = `${plot.offsetHeight}px`;
      const old = live.get(plot);
      old?.view.finalize();
      old?.box.remove();
      live.delete(plot);
    }
    refresh();
  };
  const toPaper = (): void => {
    if (matched === null) return;
    for (const plot of plots) {
      const chart = specs.get(plot.dataset.chart ?? '');
      const ahead = plot.querySelector(':scope > svg');
      if (chart === undefined || ahead === null || narrowed(chart, ui, matched) === null) continue;
      plot.classList.add('on-paper');
      void draw(plot, Number(ahead.getAttribute('width')));
    }
  };
  const toScreen = (): void => {
    for (const plot of plots) plot.classList.remove('on-paper');
    refresh();
  };
  new ResizeObserver(refresh).observe(document.querySelector('main')!);
  return { refresh, narrow, toPaper, toScreen };
}

/** The drawing's whole width is a signal of its own, which axes ask for before the inner width is known. */
function withOuter(spec: object, width: number): object[] {
  const signals = (spec as { signals?: { name: string }[] }).signals ?? [];
  return signals.map((signal) => (signal.name === 'outer' ? { ...signal, value: width } : signal));
}

/** The points of a curve in the order of x: the first inline data set that has shares. */
function sharesOf(chart: PageChart): Datum[] {
  const sets = (chart.spec as { data?: { values?: Datum[] }[] }).data ?? [];
  const values =
    sets.map((set) => set.values ?? []).find((list) => list.some((row) => 'customer' in row)) ?? [];
  return values.filter((row) => 'customer' in row);
}

function nearest(rows: readonly Datum[], share: number): Datum | undefined {
  let best: Datum | undefined;
  for (const row of rows)
    if (best === undefined || Math.abs(Number(row.share) - share) < Math.abs(Number(best.share) - share))
      best = row;
  return best;
}
