import type { Reader } from './reader.ts';

export interface Group {
  readonly key: string;
  readonly customers: number;
  readonly net_sales: number;
  readonly net_profit: number;
}

export interface GroupData {
  readonly tiers: readonly Group[];
  readonly segments: readonly Group[];
  readonly rfmCells: readonly { r: number; f: number; customers: number; net_profit: number }[];
  readonly clusters: readonly (Group & { label_en: string; label_zh: string; silhouette: number | null })[];
  readonly groups: readonly {
    group_id: string;
    name: string;
    members: number;
    net_sales: number;
    net_profit: number;
    sales_rank: number;
    profit_rank: number;
  }[];
  /** Labels of RFM segments as the settings of the run name them. */
  readonly segmentLabels: readonly { segment: string; en: string; zh: string }[];
}

export async function readGroups({ database, rows }: Reader): Promise<GroupData> {
  return {
    tiers: await database.rows(
      'select tier as key, customers, net_sales, net_profit from models.tier_summary order by position',
    ),
    segments: await database.rows(
      `select segment as key, count(*) as customers, sum(net_sales) as net_sales, sum(net_profit) as net_profit
       from models.customers where is_ranked and segment is not null
       group by segment order by sum(net_profit) desc, segment`,
    ),
    rfmCells: await database.rows(
      `select r_score as r, f_score as f, count(*) as customers, sum(net_profit) as net_profit
       from models.customers where is_ranked and r_score is not null and f_score is not null
       group by all order by r, f`,
    ),
    clusters: await database.rows(
      `select cast(cluster as varchar) as key, customers, net_sales, net_profit, label_en, label_zh, silhouette
       from models.cluster_profiles order by cluster`,
    ),
    groups: await database.rows(
      `select g.*, coalesce(c.name, g.group_id) as name from models.customer_groups as g
       left join features.customers as c on c.customer_id = g.group_id order by g.profit_rank, g.group_id`,
    ),
    segmentLabels: await rows(
      'settings.rfm_segments',
      `select segment, min(label_en) as en, min(label_zh) as zh from settings.rfm_segments
       group by segment order by segment`,
    ),
  };
}
