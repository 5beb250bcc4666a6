import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import { customersDue, oneYearOnly } from '../messages.ts';

/** Who is due, and what the extract is too short to say. */
export async function retentionFindings(database: Database): Promise<Finding[]> {
  const { buyers, knows, overdue, dormant, since } = await database.row<{
    buyers: number;
    knows: boolean;
    overdue: number;
    dormant: number;
    since: string | null;
  }>(
    `select (select count(*) from models.customer_years) as buyers,
            (select coalesce(bool_or(has_two_years), false) from models.customer_years) as knows,
            count(case when state = 'overdue' then 1 end) as overdue,
            count(case when state = 'dormant' then 1 end) as dormant,
            cast(min(first_purchase) as varchar) as since
     from models.rhythm`,
  );
  if (buyers === 0 || since === null) return [];
  const findings: Finding[] = [];
  if (!knows) findings.push(oneYearOnly.finding({ since }));
  if (overdue + dormant > 0) findings.push(customersDue.finding({ overdue, dormant }));
  return findings;
}
