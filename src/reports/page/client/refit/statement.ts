import { holds, type Narrowing, type Refit, shortAmount, sum } from './refit.ts';

interface Step {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly tone: 'makes' | 'erodes' | 'total';
  readonly amount: number;
}

/**
 * The statement of the matched customers as a waterfall, from its first line or from the gross margin. It ends with
 * their profit: what belongs to no customer belongs to none of them.
 */
export function statementSteps({ chart, ui, matched }: Narrowing): Refit {
  const all = stepsOf(ui, matched);
  const from = chart.name === 'margin-waterfall' ? all.findIndex(({ id }) => id === 'gross_margin') : 0;
  const steps: Step[] = all.slice(Math.max(0, from));
  const links = steps.slice(0, -1).map((step, order) => ({ order, to: order + 1, at: step.end }));
  return {
    values: (values) => {
      if (holds(values, 'amount'))
        return steps.map((step, order) => ({ order, ...step, text: shortAmount(ui, step.amount) }));
      return holds(values, 'at') ? links : values;
    },
    signals: {
      rowLabels: steps.map(({ label }) => label),
      boldRows: steps.flatMap(({ tone }, index) => (tone === 'total' ? [index] : [])),
    },
    rows: steps.length,
    ownScale: true,
  };
}

function stepsOf(ui: Narrowing['ui'], matched: Narrowing['matched']): (Step & { readonly id: string })[] {
  let level = 0;
  return ui.payload.lines.flatMap(({ id, kind, sign, label }) => {
    const amount = sum(matched, id);
    if (kind === 'subtotal') {
      level = amount;
      return [{ id, label, start: 0, end: amount, tone: 'total' as const, amount }];
    }
    const first = id === 'gross_sales';
    const change = sign * amount;
    if (change === 0 && !first) return [];
    const start = first ? 0 : level;
    level = start + change;
    const tone = first ? ('total' as const) : change < 0 ? ('erodes' as const) : ('makes' as const);
    return [{ id, label, start, end: level, tone, amount: change }];
  });
}
