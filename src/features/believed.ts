import type { Database } from '../engine/database.ts';
import type { Finding } from '../language/messages.ts';
import { believedNotRanked, believedUnmatched } from './messages.ts';

/** Names a message tells; all of them stand in `features.believed_customers` and in the report. */
const told = 5;

/** Which lines of management's list of key customers were not recognised, or mean somebody who is not ranked. */
export async function believedFindings(database: Database): Promise<Finding[]> {
  const open = await database.rows<{
    name: string;
    candidates: number;
    nearest: string | null;
    id: string | null;
  }>(
    `select believed.name, believed.candidates, customers.name as nearest, believed.nearest_id as id
     from features.believed_customers as believed
     left join features.customers as customers on customers.customer_id = believed.nearest_id
     where believed.customer_id is null order by believed.believed_rank nulls last, believed.name`,
  );
  const aside = await database.rows<{ name: string; class: string }>(
    `select believed.name, customers.class
     from features.believed_customers as believed
     join features.customers as customers on customers.customer_id = believed.customer_id
     where not customers.is_ranked order by believed.believed_rank nulls last, believed.name`,
  );
  return [
    ...(open.length === 0
      ? []
      : [believedUnmatched.finding({ lines: open.length, names: open.slice(0, told) })]),
    ...(aside.length === 0
      ? []
      : [
          believedNotRanked.finding({
            lines: aside.length,
            names: aside.slice(0, told).map(({ name }) => name),
          }),
        ]),
  ];
}
