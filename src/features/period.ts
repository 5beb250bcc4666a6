import type { Database } from '../engine/database.ts';
import { nothingBeforeAsOf, periodAfterAsOf } from './messages.ts';
import type { FeatureSettings } from './settings.ts';

/** The days the figures cover, as ISO dates. */
export interface Period {
  /** The last day that counts. */
  readonly asOf: string;
  /** The first day that counts. */
  readonly periodStart: string;
  /** The first day of the RFM window. */
  readonly windowStart: string;
}

/**
 * As-of: the given day, else the last invoice. Start: `period.from`, else the month of the first invoice (of the first
 * receivable where there is no invoice line). Window: `rfm.window_months` whole months that end with the as-of day.
 */
export async function decidePeriod(
  database: Database,
  settings: Pick<FeatureSettings, 'period' | 'rfm'>,
  asOfGiven: string | undefined,
): Promise<Period> {
  const { last } = await database.row<{ last: string | null }>(
    'select cast(max(invoiced_on) as varchar) as last from canonical.invoice_lines',
  );
  const asOf = asOfGiven ?? last;
  const first =
    asOf === null
      ? null
      : (
          await database.row<{ first: string | null }>(
            `select cast(date_trunc('month', coalesce(
               (select min(invoiced_on) from canonical.invoice_lines where invoiced_on <= cast($asOf as date)),
               (select min(issued_on) from canonical.receivables where issued_on <= cast($asOf as date))
             )) as varchar) as first`,
            { asOf },
          )
        ).first?.slice(0, 10);
  if (asOf === null || first === undefined || first === null)
    throw nothingBeforeAsOf.error({ asOf: asOf ?? '', last: last ?? '' });
  const periodStart = settings.period.from ?? first;
  if (periodStart > asOf) throw periodAfterAsOf.error({ from: periodStart, asOf });
  const { start } = await database.row<{ start: string }>(
    `select cast(cast(cast($asOf as date) + interval 1 day - to_months(cast($months as integer)) as date) as varchar) as start`,
    { asOf, months: settings.rfm.window_months ?? 0 },
  );
  return { asOf, periodStart, windowStart: settings.rfm.window_months === undefined ? periodStart : start };
}
