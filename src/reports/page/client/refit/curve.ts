import { holds, type Narrowing, type Refit } from './refit.ts';

/** The curve of the matched customers: best first, as in the payload, with its own peak and total. */
export function curve({ ui, matched }: Narrowing): Refit {
  let level = 0;
  const points = matched.map((customer, index) => {
    const profit = customer.number('net_profit') ?? 0;
    level += profit;
    return {
      share: (index + 1) / matched.length,
      cumulative: level,
      profit,
      rank: customer.number('profit_rank') ?? index + 1,
      customer: customer.text('customer_id'),
      side: 'makes',
    };
  });
  const peakAt = points.findLastIndex((point) => point.profit > 0);
  const peak = points[peakAt];
  const rising = points.slice(0, peakAt + 1);
  const falling = points.slice(Math.max(0, peakAt)).map((point) => ({ ...point, side: 'erodes' }));
  const start = { share: 0, cumulative: 0, profit: 0, rank: 0, side: peakAt < 0 ? 'erodes' : 'makes' };
  const line = [start, ...rising, ...(peakAt === points.length - 1 ? [] : falling)];
  const peakMark =
    peak === undefined || peakAt === points.length - 1
      ? []
      : [
          {
            share: peak.share,
            cumulative: peak.cumulative,
            kind: 'peak',
            text: ui.say('peakLabel', { money: ui.format.moneyShort(peak.cumulative) }),
          },
        ];
  const total = {
    share: 1,
    cumulative: level,
    kind: 'total',
    text: ui.say('totalLabel', { money: ui.format.moneyShort(level) }),
  };
  return {
    values: (values) => {
      if (holds(values, 'customer')) return line;
      if (holds(values, 'kind')) return [...peakMark, total];
      // The band is that of all customers.
      return holds(values, 'lowest') ? [] : values;
    },
  };
}
