import { readFile } from 'node:fs/promises';
import type { Database } from '../../../src/engine/database.ts';

const segments = [
  'champions',
  'loyal',
  'potential_loyal',
  'new',
  'promising',
  'needs_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose',
  'hibernating',
  'lost',
];

/** Tiers, clusters, RFM, causes: what the models say of the customers. */
export async function groupUp(database: Database): Promise<void> {
  await database.run(`insert into models.tiers by name
    select customer_id, case when net_profit < -20000 then 'repair' when net_profit < 0 then 'watch'
        when before < 0.5 then 'core' when before < 0.8 then 'growth' else 'steady' end as tier,
      case when net_profit < -20000 then 5 when net_profit < 0 then 4
        when before < 0.5 then 1 when before < 0.8 then 2 else 3 end as position, before as share_before
    from (select *, (cumulative_profit - net_profit) / (select sum_positive from models.concentration) as before
      from models.whale_curve)`);
  await database.run(`insert into models.tier_summary by name
    select tier, any_value(position) as position, count(*) as customers, sum(net_sales) as net_sales,
      sum(net_profit) as net_profit from models.tiers join features.customer_profit using (customer_id) group by tier`);
  await database.run(`insert into models.profit_map by name
    select customer_id, case when place <= 0.2 then 'large' else 'small' end as size,
      case when place > 0.2 then 'desert' when net_profit >= 0 then 'peak' else 'drain' end as field
    from (select customer_id, p.net_profit, percent_rank() over (order by p.net_sales desc) as place
      from features.customer_profit as p join models.whale_curve using (customer_id))`);
  await database.run(`insert into models.clusters by name
    select customer_id, 1 + (rank * 4 // (select customers + 1 from models.concentration)) as cluster, 0.5 as distance
    from models.whale_curve`);
  await database.run(`insert into models.cluster_profiles by name
    select cluster, ['Large orders, low service', 'Steady buyers, few revisions', 'Small, frequent orders', 'Many revisions, slow to pay'][cluster] as label_en,
      ['订单大、服务少', '稳定采购、改单少', '小单、频繁', '反复改单、付款慢'][cluster] as label_zh, count(*) as customers,
      sum(net_sales) as net_sales, sum(net_profit) as net_profit, 0.41 as silhouette
    from models.clusters join features.customer_profit using (customer_id) group by cluster`);
  const cases = segments.map((name, index) => `when ${index} then '${name}'`).join(' ');
  await database.run(`insert into features.rfm by name
    with scored as (select c.customer_id, date_diff('day', b.last_purchase, date '2026-06-30') as recency_days,
        b.invoices as frequency, p.net_sales as monetary, p.gross_sales as monetary_gross,
        1 + (6 - date_diff('day', b.last_purchase, date '2026-06-30') // 31) % 5 as r_score,
        1 + (b.invoices * 5 - 1) // 75 % 5 as f_score, ntile(5) over (order by p.net_sales, c.customer_id) as m_score
      from features.customers as c join features.behaviour as b using (customer_id)
      join features.customer_profit as p using (customer_id) where c.is_ranked)
    select *, case (r_score * 3 + f_score * 2) % 11 ${cases} end as segment, false as is_phantom from scored`);
  const lines = [
    'delivery',
    'order_handling',
    'service',
    'sales_and_marketing',
    'discounts',
    'cost_of_goods',
    'cost_of_credit',
  ];
  await database.run(`insert into models.causes by name
    with shares as (${lines.map((line) => `select customer_id, '${line}' as line, ${line} / net_sales as share, net_sales from features.customer_profit join models.whale_curve using (customer_id)`).join(' union all ')}),
    peers as (select *, median(share) over (partition by line) as peer_median from shares)
    select customer_id, line, 'net_sales' as base, share, peer_median, 'size' as peer_group, 24 as peers, cast((share - peer_median) * net_sales as decimal(18,2)) as effect,
      row_number() over (partition by customer_id order by (share - peer_median) * net_sales desc, line) as rank,
      'price_corridor' as lever from peers where share > peer_median and (share - peer_median) * net_sales >= 1`);
  await database.run(`insert into models.customers by name
    select c.customer_id, c.name, c.class, c.is_ranked, c.industry, c.region, c.city, c.owner, c.group_id,
      p.* exclude (customer_id), p.net_profit / nullif(p.net_sales, 0) as profit_margin,
      case when c.is_ranked then row_number() over (order by c.is_ranked desc, p.net_sales desc, c.customer_id) end as sales_rank,
      w.rank as profit_rank, t.tier, m.field as profit_field, k.cluster, r.segment, r.r_score, r.f_score, r.m_score,
      r.recency_days, r.frequency, b.orders, b.average_order_value, b.discount_rate, b.return_rate,
      b.revisions_per_order, b.service_minutes, b.days_to_pay, b.open_balance, b.overdue, b.growth,
      x.line as cause, x.effect as cause_effect
    from features.customers as c join features.customer_profit as p using (customer_id)
    left join features.behaviour as b using (customer_id) left join models.whale_curve as w using (customer_id)
    left join models.tiers as t using (customer_id) left join models.profit_map as m using (customer_id)
    left join models.clusters as k using (customer_id) left join features.rfm as r using (customer_id)
    left join models.causes as x on x.customer_id = c.customer_id and x.rank = 1`);
  const medians = new URL('../../../src/models/sql/line_medians.sql', import.meta.url);
  await database.run(`insert into models.line_medians by name ${await readFile(medians, 'utf8')}`);
  await database.run(`insert into models.surprises by name
    with e as (select *, cast(net_sales * (select total_profit / net_sales from models.concentration) as decimal(18,2)) as expected
      from models.customers where is_ranked)
    select row_number() over (order by abs(net_profit - expected) desc, customer_id) as position, customer_id,
      case when net_profit < 0 and profit_field = 'drain' then 'whale_that_loses'
        when net_profit > expected then 'hidden_gem' else 'costly_to_carry' end as kind,
      sales_rank, profit_rank, net_sales, net_profit, expected as expected_profit, net_profit - expected as gap, cause
    from e qualify position <= 10`);
  await database.run(`insert into models.customer_groups by name
    select group_id, count(*) as members, sum(net_sales) as net_sales, sum(net_profit) as net_profit,
      row_number() over (order by sum(net_sales) desc) as sales_rank,
      row_number() over (order by sum(net_profit) desc) as profit_rank
    from models.customers where is_ranked group by group_id having count(*) > 1`);
}
