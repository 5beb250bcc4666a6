import type { Reader } from './reader.ts';

/** What the sentences on a customer's groups need beside the customer's own figures. */
export interface Membership {
  readonly customer_id: string;
  readonly share_before: number | null;
  readonly state: string | null;
  readonly quiet_days: number | null;
  readonly usual_days: number | null;
  readonly overdue_after: number | null;
  readonly buying_days: number | null;
  readonly sales_change: number | null;
  readonly began_on: string | null;
  /** Empty where the customer stayed in its tier. */
  readonly tier_before: string | null;
  readonly tier_now: string | null;
  readonly profit_before: number | null;
  readonly profit_now: number | null;
  readonly moved_by: string | null;
  /** Empty for who is no key customer. */
  readonly key_rank: number | null;
  readonly key_score: number | null;
  readonly strength: string | null;
  readonly weakness: string | null;
  readonly verdict: string | null;
}

export interface MembershipData {
  readonly memberships: ReadonlyMap<string, Membership>;
  /** The rule of each tier, and its limit: a share of profit or an amount of loss. */
  readonly tierRules: readonly { tier: string; rule: string; limit: number | null }[];
  /** Features that clusters were compared by. */
  readonly clusterFeatures: readonly string[];
}

/** The columns of it that the page carries for its cards. */
export const membershipColumns = [
  'share_before',
  'state',
  'quiet_days',
  'usual_days',
  'overdue_after',
  'buying_days',
  'sales_change',
  'began_on',
  'tier_before',
  'tier_now',
  'profit_before',
  'profit_now',
  'moved_by',
  'key_rank',
  'key_score',
  'strength',
  'weakness',
  'verdict',
] as const satisfies readonly (keyof Membership)[];

/** One row for each customer that the page carries, put together in SQL. */
export async function readMemberships({
  database,
  present,
  rows,
  embedded,
}: Reader): Promise<MembershipData> {
  const found = present.has('models.rhythm')
    ? await database.rows<Membership>(
        `select e.customer_id, t.share_before, r.state, r.quiet_days, r.usual_days, r.overdue_after,
                r.purchases as buying_days, r.change as sales_change, r.first_purchase as began_on,
                m.tier_before, m.tier_now, m.net_profit_before as profit_before, m.net_profit_now as profit_now, m.reason as moved_by,
                k.rank as key_rank, k.score as key_score, k.strength, k.weakness, i.verdict
         from (${embedded}) as e
         left join models.tiers as t using (customer_id)
         left join models.rhythm as r using (customer_id)
         left join models.customer_changes as m
           on m.customer_id = e.customer_id and m.basis = 'spans' and m.tier_before <> m.tier_now
              and m.tier_before <> 'none' and m.tier_now <> 'none'
         left join models.key_customers as k on k.customer_id = e.customer_id and k.is_key
         left join models.intuition as i on i.customer_id = e.customer_id
         order by e.customer_id`,
      )
    : [];
  return {
    memberships: new Map(found.map((row) => [row.customer_id, row])),
    tierRules: await rows(
      'settings.tiers',
      `select tier, rule, cast(coalesce(share_of_profit, loss_up_to) as double) as "limit"
       from settings.tiers order by position`,
    ),
    clusterFeatures: (
      await rows<{ feature: string }>(
        'models.cluster_features',
        'select feature from models.cluster_features order by position',
      )
    ).map(({ feature }) => feature),
  };
}
