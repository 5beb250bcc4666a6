import type { CurvePoint } from '../data/profit.ts';
import type { View } from '../view.ts';
import { type Chart, moneyLabel } from './chart.ts';

/** Cumulative profit over customers from best to worst: the picture the product is named after. */
export function whaleCurve(view: View): Chart | undefined {
  const { data, format, say, measure } = view;
  const { concentration: c } = data;
  const all = data.curve.length;
  if (all === 0) return undefined;
  const peakAt = data.curve.findLastIndex((point) => point.net_profit > 0);
  const total = data.curve[all - 1]!.cumulative_profit;
  const peak = peakAt < 0 ? 0 : data.curve[peakAt]!.cumulative_profit;
  const peakShare = (peakAt + 1) / all;
  const names = new Map(data.customers.map((customer) => [customer.customer_id, customer.name]));
  const point = (row: CurvePoint, side: string): object => ({
    share: Math.round(row.customers_share * 1e6) / 1e6,
    cumulative: row.cumulative_profit,
    profit: row.net_profit,
    rank: row.rank,
    customer: row.customer_id,
    side,
  });
  const kept = sampled(data.curve, peakAt);
  const rising = kept.filter((row) => row.rank <= peakAt + 1).map((row) => point(row, 'makes'));
  // The falling part starts at the peak, so that the two areas meet.
  const falling = kept
    .filter((row) => row.rank >= peakAt + 1 && peakAt + 1 < all)
    .map((row) => point(row, 'erodes'));
  const start = { share: 0, cumulative: 0, profit: 0, rank: 0, side: 'makes' };
  const marks = [
    ...(peakAt >= 0 && peakAt < all - 1
      ? [
          {
            share: peakShare,
            cumulative: peak,
            text: say('peakLabel', { money: format.moneyShort(peak) }),
            kind: 'peak',
          },
        ]
      : []),
    {
      share: 1,
      cumulative: total,
      text: say('totalLabel', { money: format.moneyShort(total) }),
      kind: 'total',
    },
  ];
  const bandAt = new Map(data.band.map((row) => [row.rank, row]));
  const band = kept.flatMap((row) => {
    const at = bandAt.get(row.rank);
    return at === undefined
      ? []
      : [{ share: Math.round(row.customers_share * 1e6) / 1e6, lowest: at.lowest, highest: at.highest }];
  });
  // From best to worst the running total rises and then falls, so it is lowest at an end.
  const low = Math.min(0, total, data.curve[0]!.cumulative_profit, ...band.map((row) => row.lowest));
  const high = Math.max(peak, 0, ...band.map((row) => row.highest)) || 1;
  const percent = { field: 'share', type: 'quantitative' };
  const x = {
    ...percent,
    scale: { domain: [0, 1], nice: false },
    axis: { title: say('whaleX'), format: '.0%', grid: false, tickCount: 5, labelFlush: true },
  };
  const y = {
    field: 'cumulative',
    type: 'quantitative',
    stack: null,
    scale: { domain: [low * 1.08, high * 1.14], nice: false },
    axis: { title: null, labelExpr: moneyLabel(view.locale), tickCount: 5 },
  };
  return {
    name: 'whale-curve',
    title:
      c.unprofitable > 0
        ? say('whaleTitle', {
            peak: format.moneyShort(peak),
            share: format.percent(peakShare, 0),
            eroded: format.moneyShort(peak - total),
          })
        : say('whaleTitleNone', { peak: format.moneyShort(peak) }),
    subtitle: [
      say('whaleSubtitle', { measure: view.measure, currency: view.context.currency }),
      ...(band.length === 0 ? [] : [say('band')]),
    ].join(' · '),
    alt: say('whaleAlt', {
      peak: format.money(peak),
      n: format.number(peakAt + 1),
      all: format.number(all),
      total: format.money(total),
    }),
    height: 380,
    pointer: 'nearest-x',
    table: {
      columns: [say('rank'), say('name'), measure, `Σ ${measure}`],
      rows: deciles(data.curve, peakAt).map((row) => [
        format.number(row.rank),
        names.get(row.customer_id) ?? row.customer_id,
        format.money(row.net_profit),
        format.money(row.cumulative_profit),
      ]),
    },
    spec: {
      height: 380,
      data: { values: [start, ...rising, ...falling] },
      layer: [
        ...(band.length === 0
          ? []
          : [
              {
                data: { values: band },
                mark: { type: 'area', color: '@quiet', opacity: 0.55, tooltip: null },
                encoding: {
                  x: percent,
                  y: { field: 'lowest', type: 'quantitative' },
                  y2: { field: 'highest' },
                },
              },
            ]),
        {
          mark: {
            type: 'area',
            line: { strokeWidth: 2.5 },
            fillOpacity: 0.16,
            interpolate: 'linear',
            tooltip: null,
          },
          encoding: {
            x,
            y,
            color: {
              field: 'side',
              type: 'nominal',
              scale: { domain: ['makes', 'erodes'], range: ['@makes', '@erodes'] },
              legend: null,
            },
          },
        },
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', color: '@inkSoft', strokeWidth: 1 },
          encoding: { y: { field: 'zero', type: 'quantitative' } },
        },
        {
          data: { values: marks },
          transform: [{ filter: "datum.kind == 'peak'" }],
          mark: { type: 'rule', color: '@quiet', strokeDash: [3, 3] },
          encoding: { x: percent, y: { field: 'cumulative', type: 'quantitative' }, y2: { datum: 0 } },
        },
        {
          data: { values: marks },
          mark: { type: 'point', filled: true, size: 70, color: '@ink', opacity: 1 },
          encoding: { x: percent, y: { field: 'cumulative', type: 'quantitative' } },
        },
        {
          data: { values: marks },
          transform: [{ filter: "datum.kind == 'peak'" }],
          mark: {
            type: 'text',
            dy: -14,
            fontWeight: 600,
            fontSize: 13,
            align: peakShare > 0.75 ? 'right' : 'center',
          },
          encoding: { x: percent, y: { field: 'cumulative', type: 'quantitative' }, text: { field: 'text' } },
        },
        {
          data: { values: marks },
          transform: [{ filter: "datum.kind == 'total'" }],
          // Below the end of the curve, where the falling branch leaves room.
          mark: { type: 'text', dy: 20, dx: -6, fontWeight: 600, fontSize: 13, align: 'right' },
          encoding: { x: percent, y: { field: 'cumulative', type: 'quantitative' }, text: { field: 'text' } },
        },
      ],
    },
  };
}

/** At most about 800 points: the eye sees no difference, and the file stays small. The peak and both ends are kept. */
function sampled(curve: readonly CurvePoint[], peakAt: number): readonly CurvePoint[] {
  const stride = Math.ceil(curve.length / 800);
  return curve.filter(
    (_, index) =>
      index % stride === 0 || index === peakAt || index === peakAt + 1 || index === curve.length - 1,
  );
}

function deciles(curve: readonly CurvePoint[], peakAt: number): CurvePoint[] {
  const last = curve.length - 1;
  const at = new Set([
    0,
    peakAt,
    last,
    ...Array.from({ length: 10 }, (_, i) => Math.round(((i + 1) / 10) * last)),
  ]);
  return curve.filter((_, index) => at.has(index));
}
