import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import { keyMeasureLeftOut, keyMeasuresNone, strategicUnknown } from '../messages.ts';

/** What the index could not do as it was told. */
export async function keyCustomerFindings(database: Database): Promise<Finding[]> {
  const ranked = await database.count('models.ranked');
  if (ranked < 2) return [];
  const measures = await database.rows<{ measure: string; known: number; given: boolean; is_used: boolean }>(
    `select measure, known, weight_given is not null as given, is_used
     from models.key_customer_weights order by position`,
  );
  const findings: Finding[] = [];
  const unused = measures.filter(({ is_used }) => !is_used);
  if (unused.length === measures.length) findings.push(keyMeasuresNone.finding({}));
  else if (unused.length > 0)
    findings.push(
      keyMeasureLeftOut.finding({
        measures: unused.map(({ measure }) => measure),
        customers: ranked,
      }),
    );
  const strangers = await database.rows<{ customer_id: string }>(
    `select customer_id from settings.strategic_customers
     where customer_id not in (select customer_id from models.ranked) order by customer_id`,
  );
  if (strangers.length > 0)
    findings.push(strategicUnknown.finding({ ids: strangers.map(({ customer_id }) => customer_id) }));
  return findings;
}
