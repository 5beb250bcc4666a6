import type { Database } from '../../../src/engine/database.ts';
import { customerName } from './names.ts';
import { insert, type Row, sums } from './tables.ts';

const regions = ['East', 'North', 'South', '华东', '华南'];
const owners = ['王磊', '李静', 'Zhang Wei', '陈晨'];

/** Park & Miller: the same stream everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const cents = (value: number): number => Math.round(value * 100) / 100;

/** The months of every customer, drawn; who the customers are and how they behave. Returns the months. */
export async function drawCustomers(
  database: Database,
  count: number,
  monthCount: number,
): Promise<string[]> {
  const next = random(20040501);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() + 1e-9)) * Math.cos(2 * Math.PI * next());
  const months = Array.from({ length: monthCount }, (_, index) => {
    const month = 6 + index;
    return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
  const ids = Array.from({ length: count }, (_, index) => String(1001 + index * 3).padStart(6, '0'));
  const statements: Row[] = [];
  const people: Row[] = [];
  const behaviour: Row[] = [];
  ids.forEach((customer_id, index) => {
    const special = index === count - 1 ? 'internal' : index === count - 2 ? 'walk_in' : 'ordinary';
    people.push({
      customer_id,
      name: customerName(index),
      class: special,
      is_ranked: special === 'ordinary',
      in_crm: index % 9 !== 0,
      industry: index % 3 === 0 ? '机械制造' : 'Logistics',
      region: regions[index % regions.length]!,
      city: index % 2 === 0 ? '苏州' : 'Ningbo',
      owner: owners[index % owners.length]!,
      created_on: index % 9 === 3 ? '2025-03-20' : '2019-03-01',
      parent_id: null,
      group_id: index > 0 && index % 15 === 1 ? ids[index - 1]! : customer_id,
    });
    const size = Math.exp(9.2 + normal() * 1.25);
    const burden = next() < 0.4 ? 2 + next() * 2.6 : 0.35 + next() * 0.7;
    const discount = 0.02 + next() * 0.14;
    const cost = 0.66 + next() * 0.12;
    for (const month of months) {
      if (next() < 0.12) continue;
      const gross = size * (0.6 + next() * 0.8) * (1 + Number(month.slice(5, 7)) / 60);
      const discounts = cents(gross * discount);
      const returns = next() < 0.15 ? cents(gross * next() * 0.12) : 0;
      const rebates = size > 20000 ? cents(gross * 0.015) : 0;
      const net = cents(cents(gross) - discounts - returns - rebates);
      const goods = cents(net * cost);
      const billed = next() < 0.3 ? 120 : 0;
      const delivery = cents(60 + net * 0.025 * burden);
      const handling = cents(90 * burden + net * 0.012 * burden);
      const service = cents(net * 0.03 * burden * next());
      const selling = cents(140 * burden + net * 0.02 * burden);
      const credit = cents(net * 0.004 * burden);
      const bad = next() < 0.004 ? cents(net * 0.4) : 0;
      const margin = cents(net - goods);
      const contribution = cents(margin + billed - delivery - handling - service - selling);
      statements.push({
        customer_id,
        month,
        gross_sales: cents(gross),
        discounts,
        returns,
        rebates,
        net_sales: net,
        cost_of_goods: goods,
        gross_margin: margin,
        freight_and_fees_billed: billed,
        delivery,
        order_handling: handling,
        service,
        sales_and_marketing: selling,
        contribution,
        cost_of_credit: credit,
        bad_debt: bad,
        net_profit: cents(contribution - credit - bad),
        allocated_cost: cents(handling + service + selling),
      });
    }
    behaviour.push({
      customer_id,
      first_purchase: '2024-07-03',
      last_purchase: `2026-0${1 + (index % 6)}-15`,
      orders: 12 + (index % 60),
      invoices: 14 + (index % 60),
      invoice_lines: 90 + index,
      lines_per_order: 1 + (index % 7) * 0.8,
      average_order_value: cents(size / 3),
      revisions_per_order: (index % 9) * 0.2,
      discount_rate: discount,
      return_rate: (index % 11) / 200,
      service_minutes: Math.round(300 * burden * next()),
      sales_minutes: Math.round(500 * burden),
      complaints: index % 4,
      open_cases: index % 3,
      satisfaction: index % 6 === 0 ? null : 3 + (index % 5) * 0.4,
      days_to_pay: 20 + (index % 70),
      open_balance: cents(size * 0.9),
      overdue: index % 5 === 0 ? cents(size * 0.4) : 0,
      net_sales_12m: cents(size * 12),
      net_sales_prior_12m: cents(size * 11),
      growth: ((index % 13) - 5) / 30,
    });
  });
  await insert(database, 'features.customers', people);
  await insert(database, 'features.behaviour', behaviour);
  await insert(database, 'features.profit_statement', statements);
  await sumUp(database);
  return months;
}

async function sumUp(database: Database): Promise<void> {
  await database.run(`insert into features.customer_profit by name
    select customer_id, ${sums} from features.profit_statement group by customer_id`);
  await database.run(`insert into models.whale_curve by name
    with ranked as (select customer_id, net_profit from features.customer_profit
      join features.customers using (customer_id) where is_ranked),
    running as (select customer_id, net_profit,
      row_number() over (order by net_profit desc, customer_id) as rank,
      sum(net_profit) over (order by net_profit desc, customer_id) as cumulative_profit from ranked)
    select *, rank / (select count(*) from ranked) as customers_share,
      cumulative_profit / (select nullif(greatest(sum(net_profit), 0), 0) from ranked) as profit_share from running`);
  await database.run(`insert into models.concentration by name
    with c as (select w.*, p.net_sales from models.whale_curve as w join features.customer_profit as p using (customer_id))
    select 'net_profit' as measure, count(*) as customers, sum(net_sales) as net_sales, sum(net_profit) as total_profit,
      count(*) filter (where net_profit > 0) as profitable, count(*) filter (where net_profit < 0) as unprofitable,
      coalesce(sum(net_profit) filter (where net_profit > 0), 0) as sum_positive,
      coalesce(sum(net_profit) filter (where net_profit < 0), 0) as sum_negative,
      max(profit_share) as peak_share, count(*) filter (where net_profit > 0) / count(*) as peak_customers_share,
      max(profit_share) filter (where rank <= ceil(0.2 * (select count(*) from c))) as top_20_share, 0.71 as gini from c`);
}
