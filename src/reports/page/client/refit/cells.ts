import type { PageCustomer, Payload } from '../../payload.ts';
import { type Datum, holds, type Narrowing, type Refit, shortAmount, sum } from './refit.ts';

/** A cell of recency and frequency. An empty one fades; the others keep the strength they have among all customers. */
export function rfmCells({ ui, matched }: Narrowing): Refit {
  return cells('r', (row) => {
    const members = matched.filter(
      (customer) => customer.number('r_score') === row.r && customer.number('f_score') === row.f,
    );
    const profit = sum(members, 'net_profit');
    return { ...filled(members, profit, ui.format.number(members.length), shortAmount(ui, profit)), profit };
  });
}

/** Who moved from tier to tier among the matched. */
export function movementCells({ ui, matched }: Narrowing): Refit {
  return cells('fromKey', (row) => {
    const members = matched.filter(
      (customer) => customer.text('span_before') === row.fromKey && customer.text('span_now') === row.toKey,
    );
    const change = sum(members, 'profit_change');
    const money = shortAmount(ui, change);
    return filled(members, change, ui.format.number(members.length), change > 0 ? `+${money}` : money);
  });
}

function filled(members: readonly PageCustomer[], money: number, count: string, text: string): Datum {
  return {
    customers: members.length,
    count: members.length === 0 ? '' : count,
    money: members.length === 0 ? '' : text,
    tone: money < 0 ? 'erodes' : 'makes',
    ...(members.length === 0 ? { strength: 0.04, on: 'weak' } : {}),
  };
}

const cells = (key: string, refit: (row: Datum) => Datum): Refit => ({
  values: (values) => (holds(values, key) ? values.map((row) => ({ ...row, ...refit(row) })) : values),
});

/** Net sales or profit of the matched customers, month by month. */
export function months(payload: Payload, matched: readonly PageCustomer[], which: 0 | 1): Refit {
  const total = new Map(
    payload.months.map((month, index) => [
      month,
      matched.reduce((all, customer) => all + (payload.history[customer.index]?.[which][index] ?? 0), 0),
    ]),
  );
  return {
    values: (values) =>
      values
        .filter((row) => typeof row.month !== 'string' || total.has(row.month))
        .map((row) => {
          if (typeof row.month !== 'string') return row;
          const value = total.get(row.month) ?? 0;
          return { ...row, value, ...(which === 1 ? { tone: value < 0 ? 'erodes' : 'makes' } : {}) };
        }),
  };
}
