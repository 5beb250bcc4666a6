import type { Payback } from '../../contracts/models/acquisition.ts';
import type { Reader } from './reader.ts';

/** An acquisition source: what it cost, whom it won, what they brought. */
export interface SourceRow {
  readonly source: string;
  readonly leads: number;
  readonly won: number;
  readonly conversion: number | null;
  readonly conversion_low: number | null;
  readonly conversion_high: number | null;
  readonly days_to_win: number | null;
  readonly cost: number | null;
  readonly cost_per_customer: number | null;
  readonly net_profit: number;
  readonly balance: number | null;
  readonly months: number | null;
  readonly payback: Payback;
  readonly payback_month: number | null;
  readonly expected_value: number | null;
}

/** Sources by what they have left after their cost, those without a cost last; none where no leads are read. */
export const readAcquisition = ({ rows }: Reader): Promise<SourceRow[]> =>
  rows<SourceRow>(
    'models.acquisition',
    'select * from models.acquisition order by balance is null, balance desc, net_profit desc, source',
  );
