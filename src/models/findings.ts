import type { Database } from '../engine/database.ts';
import type { Finding } from '../language/messages.ts';
import { groupsFound, nobodyRanked, notRanked, totalNotPositive } from './messages.ts';

/** What the finished rankings have to say for themselves. */
export async function rankingFindings(database: Database): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { customers, total_profit } = await database.row<{ customers: number; total_profit: number }>(
    'select customers, total_profit from models.concentration',
  );
  if (customers === 0) findings.push(nobodyRanked.finding({}));
  else if (total_profit <= 0) findings.push(totalNotPositive.finding({ total: total_profit }));

  const unranked = await database.rows<{ class: string; customers: number }>(
    `select class, count(*) as customers from features.customers
     where not is_ranked group by class order by customers desc, class`,
  );
  if (unranked.length > 0) {
    const classes = Object.fromEntries(unranked.map((row) => [row.class, row.customers]));
    findings.push(notRanked.finding({ classes }));
  }

  const { groups, members } = await database.row<{ groups: number; members: number }>(
    'select count(*) as groups, cast(coalesce(sum(members), 0) as bigint) as members from models.customer_groups',
  );
  if (groups > 0) findings.push(groupsFound.finding({ groups, members }));
  return findings;
}
