import type { Database } from '../engine/database.ts';
import type { Finding } from '../language/messages.ts';
import { intuitionHeld } from './messages.ts';

/** How management's list of key customers fares, where there is one with anybody on it who is ranked. */
export async function intuitionFindings(database: Database): Promise<Finding[]> {
  const [summary] = await database.rows<{
    believed: number;
    confirmed: number;
    eroding: number;
    overrated: number;
    unnoticed: number;
  }>('select believed, confirmed, eroding, overrated, unnoticed from models.intuition_summary');
  return summary === undefined || summary.believed === 0 ? [] : [intuitionHeld.finding(summary)];
}
