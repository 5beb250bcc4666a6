import type { SourceRow } from '../data/acquisition.ts';
import type { View } from '../view.ts';
import { bars } from './bars.ts';
import { type Chart, shortAmount } from './chart.ts';

export const sourceName = ({ say }: Pick<View, 'say'>, { source }: SourceRow): string =>
  source === '' ? say('sourceUnknown') : source;

/** Profit of the customers each source has won, against what it cost to win them. */
export function acquisition(view: View): Chart | undefined {
  const { format, say } = view;
  const rows = view.data.acquisition.filter(({ won, cost }) => won > 0 || (cost ?? 0) > 0);
  if (rows.length === 0) return undefined;
  return bars(
    view,
    {
      name: 'acquisition',
      title: titleOf(view, rows),
      subtitle: say('acquisitionSubtitle', { measure: view.measureTitle, currency: view.context.currency }),
      alt: say('barsAlt', { label: sourceName(view, rows[0]!), money: format.money(rows[0]!.net_profit) }),
      columns: [say('acquisitionSource'), say('wonCustomers'), say('profitSoFar'), say('acquisitionCost')],
    },
    rows.map((row) => ({
      key: row.source,
      label: sourceName(view, row),
      value: row.net_profit,
      ...(row.cost === null ? {} : { reference: row.cost }),
      text: shortAmount(format, row.net_profit),
      cells: [
        format.number(row.won),
        format.money(row.net_profit),
        row.cost === null ? '–' : format.money(row.cost),
      ],
    })),
  );
}

/** The finding: which source pays, and which has cost the most without paying yet. */
function titleOf(view: View, rows: readonly SourceRow[]): string {
  const { say, format } = view;
  const paid = rows.filter(({ payback }) => payback === 'paid_back');
  const open = rows
    .filter(({ payback }) => payback === 'not_yet' || payback === 'nobody_won')
    .toSorted((a, b) => a.balance! - b.balance! || (a.source < b.source ? -1 : 1));
  const [best, worst] = [paid[0], open[0]];
  const params = {
    best: best === undefined ? '' : sourceName(view, best),
    month: format.number(best?.payback_month ?? 0),
    worst: worst === undefined ? '' : sourceName(view, worst),
    short: worst === undefined ? '' : format.moneyShort(-worst.balance!),
  };
  if (best !== undefined && worst !== undefined) return say('acquisitionTitle', params);
  if (best !== undefined) return say('acquisitionTitlePaid', params);
  if (worst !== undefined) return say('acquisitionTitleOpen', params);
  return say('acquisitionTitleNoCost');
}
