import { statementLines } from '../../contracts/statement.ts';
import { companyLevelSections, isCompanyLevel } from '../sections.ts';
import { inSentence, type View } from '../view.ts';
import {
  type Chart,
  labelParameter,
  moneyLabel,
  outerWidth,
  rangeBeside,
  rowLabels,
  shortAmount,
  ticks,
} from './chart.ts';
import { textWidth } from './text-metrics.ts';

/** The rows that are totals, which stand in bold. */
export const boldRows = 'boldRows';

export interface Step {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly tone: 'makes' | 'erodes' | 'total';
  /** Signed change, or the level of a subtotal. */
  readonly amount: number;
}

/** The company's statement as steps, from gross sales down to what is left after the company level. */
export function companySteps(view: View): Step[] {
  const { data, say } = view;
  const classes = data.company.filter((row) => !isCompanyLevel(row.section));
  const sum = (id: string): number => classes.reduce((total, row) => total + Number(row[id] ?? 0), 0);
  const steps: Step[] = [];
  let level = 0;
  for (const line of statementLines) {
    if (line.kind === 'subtotal') {
      const label = line.id === 'net_profit' ? say('customersProfit') : line.label[view.locale];
      steps.push({ label, start: 0, end: sum(line.id), tone: 'total', amount: sum(line.id) });
      level = sum(line.id);
      continue;
    }
    const change = line.sign * sum(line.id);
    if (change === 0 && line.id !== 'gross_sales') continue;
    const first = line.id === 'gross_sales';
    steps.push({
      label: line.label[view.locale],
      start: first ? 0 : level,
      end: level + change,
      tone: first ? 'total' : change < 0 ? 'erodes' : 'makes',
      amount: change,
    });
    level += change;
  }
  let below = false;
  for (const section of companyLevelSections) {
    const change = Number(data.company.find((row) => row.section === section)?.net_profit ?? 0);
    if (change === 0) continue;
    below = true;
    steps.push({
      label: say(section),
      start: level,
      end: level + change,
      tone: change < 0 ? 'erodes' : 'makes',
      amount: change,
    });
    level += change;
  }
  if (below) steps.push({ label: say('companyProfit'), start: 0, end: level, tone: 'total', amount: level });
  return steps;
}

export function waterfall(view: View): Chart | undefined {
  const steps = companySteps(view);
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { format, say } = view;
  const words = { sales: format.moneyShort(first.amount), profit: format.moneyShort(last.amount) };
  return drawn(view, steps, {
    name: 'company-waterfall',
    title: say('waterfallTitle', words),
    subtitle: say('waterfallSubtitle', { currency: view.context.currency }),
    alt: say('waterfallAlt', words),
  });
}

/** The lower half alone: beside the cost of goods, what it costs to serve is too small to be seen. */
export function waterfallBelowMargin(view: View): Chart | undefined {
  const all = companySteps(view);
  const from = all.findIndex((step) => step.label === view.line('gross_margin'));
  const steps = all.slice(from);
  const costs = steps.filter((step) => step.tone === 'erodes').sort((a, b) => a.amount - b.amount);
  const [largest] = costs;
  if (from < 0 || largest === undefined) return undefined;
  const { format, say } = view;
  return drawn(view, steps, {
    name: 'margin-waterfall',
    title: say('belowTitle', {
      line: inSentence(view.locale, largest.label),
      money: format.moneyShort(-largest.amount),
    }),
    subtitle: say('belowSubtitle', { currency: view.context.currency }),
    alt: say('waterfallAlt', {
      sales: format.moneyShort(steps[0]!.amount),
      profit: format.moneyShort(steps.at(-1)!.amount),
    }),
  });
}

function drawn(
  view: View,
  steps: readonly Step[],
  head: Pick<Chart, 'name' | 'title' | 'subtitle' | 'alt'>,
): Chart {
  const { format, say } = view;
  const all = steps.flatMap((step) => [step.start, step.end]);
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  const values = steps.map((step, order) => ({ order, ...step, text: shortAmount(format, step.amount) }));
  const column = Math.ceil(Math.max(...values.map(({ text }) => textWidth(text, 12)))) + 12;
  const links = steps.slice(0, -1).map((step, order) => ({ order, to: order + 1, at: step.end }));
  const bold = steps.map((step, index) => (step.tone === 'total' ? index : -1)).filter((index) => index >= 0);
  return {
    ...head,
    height: steps.length * 26 + 30,
    half: true,
    pointer: 'mark',
    table: {
      columns: [say('line'), say('amount')],
      rows: steps.map((step) => [step.label, format.money(step.amount)]),
    },
    spec: {
      height: steps.length * 26,
      params: [labelParameter(steps.map((step) => step.label)), { name: boldRows, value: bold }],
      data: { values },
      encoding: {
        y: {
          field: 'order',
          type: 'ordinal',
          axis: {
            title: null,
            labelExpr: `${rowLabels}[datum.value]`,
            labelFontWeight: { expr: `indexof(${boldRows}, datum.value) >= 0 ? 600 : 400` },
            labelColor: '@ink',
            labelLimit: { expr: `${outerWidth} < 400 ? 104 : 200` },
            labelOverlap: false,
          },
        },
      },
      layer: [
        {
          mark: { type: 'bar', height: 16 },
          encoding: {
            x: {
              field: 'start',
              type: 'quantitative',
              scale: { domain: [low, high], range: rangeBeside(0, column), nice: false },
              axis: {
                title: null,
                labelExpr: moneyLabel(view.locale),
                values: ticks(low, high, 3),
                labelFlush: true,
              },
            },
            x2: { field: 'end' },
            color: {
              field: 'tone',
              type: 'nominal',
              scale: { domain: ['makes', 'erodes', 'total'], range: ['@makes', '@erodes', '@neutral'] },
              legend: null,
            },
          },
        },
        {
          data: { values: links },
          mark: { type: 'rule', color: '@quiet', yOffset: 0, strokeWidth: 1 },
          encoding: {
            x: { field: 'at', type: 'quantitative' },
            y: { field: 'order', type: 'ordinal' },
            y2: { field: 'to' },
          },
        },
        {
          // The figures stand in a column of their own at the right edge, as in a statement.
          mark: { type: 'text', align: 'right', baseline: 'middle', x: { expr: 'width' } },
          encoding: {
            text: { field: 'text' },
            color: {
              condition: { test: "datum.tone == 'erodes'", value: '@erodes' },
              value: '@ink',
            },
          },
        },
      ],
    },
  };
}
