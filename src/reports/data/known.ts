import type { Row } from '../../engine/database.ts';
import type { Reader } from './reader.ts';

/** What models know of single customers beyond their statement, for the card and for charts that follow a filter. */
export interface KnownRow extends Row {
  readonly customer_id: string;
  readonly p_alive: number | null;
  readonly expected_sales: number | null;
  readonly lifetime_value: number | null;
  readonly value_low: number | null;
  readonly value_high: number | null;
  /** Tenth of all customers by that value, 1 the most valuable. */
  readonly tenth: number | null;
  readonly rhythm: string | null;
  /** The two spans that movements compare; `none` without business. */
  readonly span_before: string | null;
  readonly span_now: string | null;
  readonly profit_change: number | null;
  readonly change_reason: string | null;
  readonly index_rank: number | null;
  readonly index_score: number | null;
  readonly verdict: string | null;
  readonly believed_place: number | null;
}

export interface KnownData {
  readonly known: ReadonlyMap<string, KnownRow>;
}

const needed = ['lifetime', 'rhythm', 'customer_changes', 'key_customers', 'intuition'];

export async function readKnown({ database, embedded, present }: Reader): Promise<KnownData> {
  if (!needed.every((table) => present.has(`models.${table}`))) return { known: new Map() };
  const rows = await database.rows<KnownRow>(
    `select c.customer_id, l.p_alive, l.expected_sales, l.lifetime_value, l.value_low, l.value_high,
            l.value_tenth as tenth, r.state as rhythm,
            m.tier_before as span_before, m.tier_now as span_now, m.change as profit_change, m.reason as change_reason,
            k.rank as index_rank, k.score as index_score, i.verdict, i.believed_place
     from (${embedded}) as c
     left join models.lifetime as l using (customer_id)
     left join models.rhythm as r using (customer_id)
     left join (select * from models.customer_changes where basis = 'spans') as m using (customer_id)
     left join models.key_customers as k using (customer_id)
     left join models.intuition as i using (customer_id)
     order by c.customer_id`,
  );
  return { known: new Map(rows.map((row) => [row.customer_id, row])) };
}
