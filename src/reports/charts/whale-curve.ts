import { type CurvePoint, ranksListed } from '../data/curve.ts';
import type { View } from '../view.ts';
import { type Chart, moneyLabel } from './chart.ts';

/** Cumulative profit over customers from best to worst: the picture the product is named after. */
export function whaleCurve(view: View): Chart | undefined {
  const { data, format, say, measure } = view;
  const { concentration: c } = data;
  const { points, customers, peak: peakAt } = data.curve;
  if (customers === 0) return undefined;
  const total = points.at(-1)!.cumulative_profit;
  const peak = points.find(({ rank }) => rank === peakAt)?.cumulative_profit ?? 0;
  const peakShare = peakAt / customers;
  const listed = new Set(ranksListed(customers, peakAt));
  const point = (row: CurvePoint, side: string): object => ({
    share: share(row),
    cumulative: row.cumulative_profit,
    profit: row.net_profit,
    rank: row.rank,
    customer: row.customer_id,
    side,
  });
  const rising = points.filter(({ rank }) => rank <= peakAt).map((row) => point(row, 'makes'));
  // The falling part starts at the peak, so that the two areas meet.
  const falling = points
    .filter(({ rank }) => rank >= peakAt && peakAt < customers)
    .map((row) => point(row, 'erodes'));
  const start = { share: 0, cumulative: 0, profit: 0, rank: 0, side: 'makes' };
  const marks = [
    ...(peakAt > 0 && peakAt < customers
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
  const band = points.flatMap((row) =>
    row.lowest === null ? [] : [{ share: share(row), lowest: row.lowest, highest: row.highest! }],
  );
  // From best to worst the running total rises and then falls, so it is lowest at an end.
  const low = Math.min(0, total, points[0]!.cumulative_profit, ...band.map((row) => row.lowest));
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
      n: format.number(peakAt),
      all: format.number(customers),
      total: format.money(total),
    }),
    height: 380,
    pointer: 'nearest-x',
    table: {
      columns: [say('rank'), say('name'), measure, `Σ ${measure}`],
      rows: points
        .filter(({ rank }) => listed.has(rank))
        .map((row) => [
          format.number(row.rank),
          row.name,
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

const share = (row: CurvePoint): number => Math.round(row.customers_share * 1e6) / 1e6;
