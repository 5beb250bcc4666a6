import type { CohortCell, Scorecard } from '../data/people.ts';
import type { View } from '../view.ts';
import { bars } from './bars.ts';
import { type Chart, shortAmount } from './chart.ts';

/** Salespeople by profit, and how cohorts stay. */

/** How many salespeople the chart shows; the table has more. */
const most = 24;

/** Profit of each salesperson's customers, against what their sales would give at the company's rate. */
export function salespeople(view: View): Chart | undefined {
  const { format, say, measureTitle } = view;
  const { company, named } = cardsOf(view, 'salesperson');
  const best = named[0];
  if (company === undefined || best === undefined) return undefined;
  const worst = farthestBelow(named);
  const expected = (card: Scorecard): number => card.net_profit - (card.profit_gap ?? 0);
  return bars(
    view,
    {
      name: 'salespeople',
      title:
        worst === undefined
          ? say('salespeopleTitleOne', { best: best.value, made: format.moneyShort(best.net_profit) })
          : say('salespeopleTitle', {
              best: best.value,
              made: format.moneyShort(best.net_profit),
              worst: worst.value,
              sales: format.moneyShort(worst.net_sales),
              money: format.moneyShort(worst.net_profit),
            }),
      subtitle: say('salespeopleSubtitle', {
        measure: measureTitle,
        rate: format.percent(company.profit_rate ?? 0),
        currency: view.context.currency,
      }),
      alt: say('barsAlt', { label: best.value, money: format.money(best.net_profit) }),
      filters: 'owner',
      columns: [say('owner'), say('customers'), say('netSales'), measureTitle, say('atCompanyRate')],
    },
    named.slice(0, most).map((card) => ({
      key: card.value,
      label: card.value,
      value: card.net_profit,
      ...(card.profit_gap === null ? {} : { reference: expected(card) }),
      text: shortAmount(format, card.net_profit),
      cells: [
        format.number(card.customers),
        format.money(card.net_sales),
        format.money(card.net_profit),
        card.profit_gap === null ? '–' : format.money(expected(card)),
      ],
    })),
  );
}

/** The company's own row, and those of a dimension that the data names, best first. */
export function cardsOf(
  { data }: View,
  dimension: Scorecard['dimension'],
): { company: Scorecard | undefined; named: readonly Scorecard[]; unnamed: Scorecard | undefined } {
  const all = data.people.scorecards;
  const own = all.filter((card) => card.dimension === dimension);
  return {
    company: all.find((card) => card.dimension === 'company'),
    named: own.filter(({ value }) => value !== ''),
    unnamed: own.find(({ value }) => value === ''),
  };
}

/** Who is farthest below what the same sales would give at the company's rate. */
export function farthestBelow(cards: readonly Scorecard[]): Scorecard | undefined {
  return cards
    .filter((card) => (card.profit_gap ?? 0) < 0)
    .toSorted((a, b) => a.profit_gap! - b.profit_gap! || (a.value < b.value ? -1 : 1))[0];
}

export const cohortName = (view: View, cohort: string): string =>
  cohort === 'before' ? view.say('cohortBefore') : cohort.replace('-', ' ');

/** Cells that may be shown: whole quarters only, whose customers had the whole time to buy. */
export const wholeCells = (view: View): readonly CohortCell[] =>
  view.data.people.cohorts.filter(({ is_partial }) => !is_partial);

/** Cohort × time since the first purchase: who still buys. */
export function cohortHeatmap(view: View): Chart | undefined {
  const { format, say } = view;
  const cells = wholeCells(view);
  const fresh = cells.filter(({ cohort }) => cohort !== 'before');
  const unit = cells[0]?.unit;
  if (unit === undefined || fresh.length === 0) return undefined;
  const rows = [...new Set(cells.map(({ cohort }) => cohort))];
  const steps = [...new Set(cells.map(({ step }) => step))].sort((a, b) => a - b);
  const label = (cohort: string): string =>
    say('cohortRow', {
      cohort: cohortName(view, cohort),
      n: format.number(cells.find((cell) => cell.cohort === cohort)!.customers),
    });
  const values = cells.map((cell) => ({
    cohort: label(cell.cohort),
    step: cell.step,
    share: cell.active_share,
    strength: 0.06 + 0.84 * cell.active_share,
    text: format.percent(cell.active_share, 0),
    label: `${label(cell.cohort)} · ${say(cell.unit === 'year' ? 'sinceYear' : 'sinceQuarter')} ${cell.step}`,
    tip: say('cohortTip', {
      n: format.number(cell.active),
      share: format.percent(cell.active_share, 0),
      measure: view.measure,
      money: cell.net_profit === null ? '–' : format.money(cell.net_profit),
    }),
    // White letters on the strong cells, ink on the pale ones.
    on: cell.active_share > 0.62 ? 'strong' : 'weak',
  }));
  const encoding = {
    x: {
      field: 'step',
      type: 'ordinal',
      scale: { domain: steps, paddingInner: 0.04 },
      axis: {
        title: say(unit === 'year' ? 'sinceYear' : 'sinceQuarter'),
        labelAngle: 0,
        labelColor: '@ink',
        titlePadding: 10,
      },
    },
    y: {
      field: 'cohort',
      type: 'ordinal',
      scale: { domain: rows.map(label), paddingInner: 0.06 },
      axis: { title: null, labelColor: '@ink', labelLimit: 150, labelOverlap: false },
    },
  };
  return {
    name: 'cohorts',
    title: titleOf(view, fresh, unit),
    subtitle: say(unit === 'year' ? 'cohortsSubtitleYear' : 'cohortsSubtitleQuarter'),
    alt: say('cohortsAlt'),
    height: rows.length * 34 + 40,
    pointer: 'mark',
    table: {
      columns: [
        say('cohort'),
        say(unit === 'year' ? 'sinceYear' : 'sinceQuarter'),
        say('customers'),
        say('activeCustomers'),
        say('netSales'),
        view.measureTitle,
      ],
      rows: cells.map((cell) => [
        cohortName(view, cell.cohort),
        format.number(cell.step),
        format.number(cell.customers),
        format.number(cell.active),
        cell.net_sales === null ? '–' : format.money(cell.net_sales),
        cell.net_profit === null ? '–' : format.money(cell.net_profit),
      ]),
    },
    spec: {
      height: rows.length * 34,
      data: { values },
      encoding,
      layer: [
        {
          mark: { type: 'rect', fill: '@makes' },
          encoding: {
            fillOpacity: {
              field: 'strength',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0, 1] },
              legend: null,
            },
          },
        },
        {
          // Where the cells are too narrow for a figure, the colour says it; the table has them all.
          mark: { type: 'text', fontSize: 11, opacity: { expr: `width / ${steps.length} < 27 ? 0 : 1` } },
          encoding: {
            text: { field: 'text' },
            color: { condition: { test: "datum.on == 'strong'", value: '@paper' }, value: '@ink' },
          },
        },
      ],
    },
  };
}

/** The finding: of all newcomers that could, how many still bought a year after their first quarter. */
function titleOf(view: View, fresh: readonly CohortCell[], unit: 'quarter' | 'year'): string {
  const year = unit === 'year' ? 1 : 4;
  const later = fresh.filter(({ step }) => step === year);
  const customers = later.reduce((sum, cell) => sum + cell.customers, 0);
  const active = later.reduce((sum, cell) => sum + cell.active, 0);
  const [first, last] = [later[0], later.at(-1)];
  if (first === undefined || last === undefined || customers === 0) return view.say('cohortsTitleShort');
  return view.say('cohortsTitle', {
    n: view.format.number(customers),
    cohorts:
      first === last
        ? cohortName(view, first.cohort)
        : view.say('cohortFrom', { from: cohortName(view, first.cohort), to: cohortName(view, last.cohort) }),
    share: view.format.percent(active / customers, 0),
  });
}
