import type { Database, Row } from '../../engine/database.ts';

/** The comparison behind a cause: the customer's share, that of its peers, and who is in the middle of them. */
export interface PeerTrace {
  readonly comparison: Row;
  readonly middle: readonly Row[];
}

/** How many customers around the median are shown. */
const shown = 3;

/** Null where the line is compared with nobody: a subtotal, a line without a lever, a customer that is not ranked. */
export async function tracePeers(database: Database, id: string, line: string): Promise<PeerTrace | null> {
  const scope = { id, line };
  const [comparison] = await database.rows(
    `${peersSql}
     select any_value(own_share) as share, any_value(base_name) as base, any_value(peer_group) as peer_group,
            count(*) as peers, median(share) as peer_median, quantile_cont(share, 0.25) as low,
            quantile_cont(share, 0.75) as high
     from peers having count(*) > 0`,
    scope,
  );
  if (comparison === undefined) return null;
  const middle = await database.rows(
    `${peersSql}
     select peers.customer_id, customers.name, peers.share
     from peers join models.customers as customers using (customer_id)
     order by abs(peers.share - (select median(share) from peers)), peers.customer_id limit ${shown}`,
    scope,
  );
  return { comparison, middle };
}

// Who is comparable is decided in models.cause_shares; the median is that of models.causes.
const peersSql = `
  with own as (
    select * from models.cause_shares where customer_id = $id and line = $line
  ), peers as (
    select others.customer_id, others.share, own.share as own_share, own.base_name, own.peer_group
    from own join models.cause_shares as others on others.line = own.line
      and (own.peer_group = 'all' or others.size_band = own.size_band)
      and (own.peer_group <> 'industry_and_size' or others.industry = own.industry)
  )`;
