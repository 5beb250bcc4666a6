/** The figures that the README shows and that a right product must find. */
import { GROUP_MEMBERS } from './planted.ts';
import type { Statement, Truth } from './truth.ts';
import type { Company } from './types.ts';

export interface Summary {
  customersRanked: number;
  netSales: number;
  rankedNetSales: number;
  marginRate: number;
  profit: number;
  profitRate: number;
  peak: number;
  peakPercent: number;
  customersAtPeak: number;
  negative: number;
  negativeShare: number;
  lossTotal: number;
  excludedProfit: number;
  use: { handling: number[]; service: number[] };
  bySales: Statement[];
  byProfit: Statement[];
}

const sum = (items: readonly Statement[], value: (s: Statement) => number): number =>
  items.reduce((a, s) => a + value(s), 0);

export function summarise(_company: Company, truth: Truth): Summary {
  const ranked = truth.statements.filter((s) => s.ranked);
  const bySales = [...ranked].sort((a, b) => b.net - a.net || (a.code < b.code ? -1 : 1));
  const byProfit = [...ranked].sort((a, b) => b.profit - a.profit || (a.code < b.code ? -1 : 1));
  const profit = sum(ranked, (s) => s.profit);
  const winners = ranked.filter((s) => s.profit > 0);
  const losers = ranked.filter((s) => s.profit < 0);
  const peak = sum(winners, (s) => s.profit);
  return {
    customersRanked: ranked.length,
    netSales: sum(truth.statements, (s) => s.net),
    rankedNetSales: sum(ranked, (s) => s.net),
    marginRate: sum(ranked, (s) => s.margin) / sum(ranked, (s) => s.net),
    profit,
    profitRate: profit / sum(ranked, (s) => s.net),
    peak,
    peakPercent: peak / profit,
    customersAtPeak: winners.length,
    negative: losers.length,
    negativeShare: losers.length / ranked.length,
    lossTotal: -sum(losers, (s) => s.profit),
    excludedProfit: sum(
      truth.statements.filter((s) => !s.ranked),
      (s) => s.profit,
    ),
    use: truth.use,
    bySales,
    byProfit,
  };
}

export const groupNet = (truth: Truth): number =>
  sum(
    truth.statements.filter((s) => (GROUP_MEMBERS as readonly string[]).includes(s.code)),
    (s) => s.net,
  );
