import type { Database, Row } from '../../engine/database.ts';

/** The work that a line of an invoice and its order caused, at the rates of their months. */
export interface WorkTrace {
  /** `cause` is `line` or `order`; units × factor × rate = amount, to the cent. */
  readonly steps: readonly Row[];
  /** Deliveries of the order whose freight documents carry. */
  readonly deliveries: readonly Row[];
}

/**
 * Customers are charged a pool once a month, for all they did, in whole cents. What one line or order stands for in
 * that is its own units at the rate of the month; so these amounts explain the charge and need not add up to it.
 */
export async function traceWork(database: Database, line: Row): Promise<WorkTrace> {
  const scope = {
    id: String(line.invoice_id),
    line: String(line.line_no),
    order: line.order_id === null ? null : String(line.order_id),
  };
  return {
    steps: await database.rows(stepsSql, scope),
    deliveries: scope.order === null ? [] : await database.rows(deliveriesSql, { order: scope.order }),
  };
}

const stepsSql = `
  with run as (from settings.run), facts as (from features.line_profit), events as (
    select cast(date_trunc('month', log.at) as date) as month, log.kind
    from canonical.order_events as log cross join run
    where log.order_id = $order and cast(log.at as date) between run.period_start and run.as_of
  ), units as (
    select 'line' as cause, month, 'invoice_lines' as driver, 1 as units from facts
    where invoice_id = $id and line_no = $line and in_period and class not in ('tax', 'rounding')
    union all
    select 'line', month, 'return_lines', 1 from facts
    where invoice_id = $id and line_no = $line and in_period and class not in ('tax', 'rounding') and kind <> 'sale'
    union all
    select 'line', month, 'gross_sales', gross_sales from facts
    where invoice_id = $id and line_no = $line and in_period
    union all
    select 'order', month, case kind when 'created' then 'orders' when 'revised' then 'order_revisions'
      when 'sent_back' then 'orders_sent_back' when 'cancelled' then 'order_cancellations' end, count(distinct case when kind = 'created' then 1 end)
      + count(case when kind <> 'created' then 1 end)
    from events group by all
    union all
    -- Without a log an order is its first invoice.
    select 'order', min(facts.month), 'orders', 1 from facts cross join run
    where facts.order_id = $order and (facts.is_purchase or facts.class = 'free_goods')
      and not exists (from canonical.order_events where kind = 'created')
    having min(facts.invoiced_on) >= min(run.period_start)
    union all
    select 'order', cast(date_trunc('month', shipped_on) as date), unnest(['deliveries', 'weight']),
      unnest([count(*), sum(weight)]) from canonical.shipments cross join run
    where order_id = $order and shipped_on between period_start and as_of group by all
  ), rates as (
    select charges.pool, charges.month, any_value(periods.charged) as charged, sum(charges.quantity) as used
    from features.pool_charges as charges
    join features.pool_periods as periods on periods.pool = charges.pool and periods.month = charges.month
    group by charges.pool, charges.month
  )
  select units.cause, pools.pool, pools.label_en, pools.label_zh, pools.line, pools.method, units.driver,
         cast(units.month as varchar) as month, units.units, terms.factor,
         cast(rates.charged as double) / cast(rates.used as double) as rate,
         round(cast(units.units * terms.factor as double) * cast(rates.charged as double) / cast(rates.used as double), 2)
           as amount
  from units
  join settings.pool_terms as terms on terms.driver = units.driver
  join settings.pools as pools on pools.pool = terms.pool
  join features.pool_basis as basis on basis.pool = pools.pool and basis.month = units.month
  join rates on rates.pool = pools.pool and rates.month = units.month
  where units.units <> 0 and rates.used <> 0 and basis.basis in ('minutes', 'drivers')
  order by units.cause, pools.line, pools.pool, units.month, units.driver`;

const deliveriesSql = `
  select shipments.shipment_id, cast(shipments.shipped_on as varchar) as shipped_on, shipments.freight_cost as amount
  from features.shipment_costs as shipments cross join settings.run as run
  where shipments.order_id = $order and shipments.freight_cost <> 0
    and shipments.shipped_on between run.period_start and run.as_of
  order by shipments.shipped_on, shipments.shipment_id`;
