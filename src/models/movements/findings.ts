import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import { spansDiffer } from '../messages.ts';

/** What makes a comparison with an earlier run lame. */
export async function movementFindings(database: Database): Promise<Finding[]> {
  const [spans] = await database.rows<{ before: number; now: number }>(
    `select months_before as before, months as now from models.compared_spans
     where basis = 'run' and months_before <> months`,
  );
  return spans === undefined ? [] : [spansDiffer.finding(spans)];
}
