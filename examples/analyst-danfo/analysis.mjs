/** Questions to the customer table, asked in Danfo. Every function takes and gives DataFrames or plain numbers. */
import { dfd, Stop } from './arrow-to-danfo.mjs';

/** The columns used here; the table of a run has many more. */
const needed = ['customer_id', 'name', 'is_ranked', 'net_sales', 'net_profit', 'tier', 'segment'];

/** Ordinary customers with business in the period and a known profit: the ones that the reports rank. */
export function rankedCustomers(customers) {
  const absent = needed.filter((column) => !customers.columns.includes(column));
  if (absent.length > 0)
    throw new Stop(
      `The customer table has no column ${absent.join(', ')}: run \`npm start\` in the project again.`,
    );
  const ranked = customers.is_ranked.values;
  const profits = customers.net_profit.values;
  const chosen = customers.query(ranked.map((is, row) => is === true && profits[row] !== null));
  if (chosen.shape[0] === 0)
    throw new Stop(
      'No ranked customer has a net profit: see coverage in the reports for what the data lacks.',
    );
  // A mask picks rows by their label, as if it were their position, so labels must start from 0 after every choice.
  return chosen.resetIndex();
}

/**
 * The customers in order of net profit, best first; ties by customer number. Danfo's `sortValues` has no second key,
 * takes an empty value for 0, and searches all rows for each one: four times the time for twice the customers.
 */
export function bestFirst(ranked) {
  const profits = ranked.net_profit.values;
  const ids = ranked.customer_id.values;
  const order = profits.map((_, row) => row);
  order.sort((a, b) => profits[b] - profits[a] || (ids[a] < ids[b] ? -1 : 1));
  return ranked.iloc({ rows: order }).resetIndex();
}

/** The same columns, rows from the first to before the last position. */
export function slice(df, first, last) {
  return df.iloc({ rows: Array.from({ length: last - first }, (_, i) => first + i) });
}

/** Customers, net sales and net profit of each tier, the most profitable tier first. */
export function byTier(ranked) {
  const columns = { tier: ranked.tier.fillNa('(no tier)').values };
  for (const name of ['customer_id', 'net_sales', 'net_profit']) columns[name] = ranked[name].values;
  // A group's sum starts from its first value, so a group of nothing but empty values would sum to null.
  columns.net_sales = ranked.net_sales.fillNa(0).values;
  const dtypes = ['string', 'string', 'float32', 'float32'];
  const sums = new dfd.DataFrame(columns, { dtypes })
    .groupby(['tier'])
    .agg({ customer_id: 'count', net_sales: 'sum', net_profit: 'sum' })
    .rename({ customer_id_count: 'customers', net_sales_sum: 'net_sales', net_profit_sum: 'net_profit' });
  const profits = sums.net_profit.values;
  const tiers = sums.tier.values;
  const order = profits.map((_, row) => row);
  order.sort((a, b) => profits[b] - profits[a] || (tiers[a] < tiers[b] ? -1 : 1));
  return sums.iloc({ rows: order }).resetIndex();
}

/**
 * What customers that lose money take and bring, as shares of all ranked customers. A share is null where the total is
 * zero or the column is missing: not measured is not the same as nothing.
 */
export function losers(ranked) {
  const losing = ranked.query(ranked.net_profit.lt(0)).resetIndex();
  const share = (column) => {
    const total = sum(ranked, column);
    return total > 0 ? sum(losing, column) / total : null;
  };
  return {
    customers: losing.shape[0],
    of: ranked.shape[0],
    loss: sum(losing, 'net_profit'),
    shareOfSales: share('net_sales'),
    shareOfServiceMinutes: share('service_minutes'),
    medianDiscount: median(losing, 'discount_rate'),
    medianDiscountOfAll: median(ranked, 'discount_rate'),
  };
}

/** Sum of a column without its empty values; 0 where the table has no such column. */
export function sum(df, column) {
  return df.columns.includes(column) && df.shape[0] > 0 ? df[column].sum() : 0;
}

function median(df, column) {
  if (!df.columns.includes(column) || df.shape[0] === 0) return null;
  return df[column].count() > 0 ? df[column].median() : null; // Danfo throws on an empty column
}
