import type { Text } from '../language/locale.ts';

/**
 * What can be done about a cost line that is worse than that of comparable customers, and what the line is measured
 * against. One row for each line that can be a cause; the order breaks ties. Written to `settings.levers`.
 */
export interface Lever {
  /** Component of the statement. */
  readonly line: string;
  readonly lever: string;
  /** What the line is a share of; see `causes` in the contracts. */
  readonly base: 'gross_sales' | 'invoiced_sales' | 'list_sales' | 'net_sales';
  /**
   * `price`: the customer pays more, so all of the effect is cash. `cost`: less work or money is spent, so what is
   * allocated frees capacity only. Where a lever can be either (a fee or fewer orders), it counts as the lesser: cost.
   */
  readonly worksOn: 'price' | 'cost';
  readonly label: Text;
}

const leverFor = (
  line: string,
  base: Lever['base'],
  worksOn: Lever['worksOn'],
  lever: string,
  en: string,
  zh: string,
): Lever => ({
  line,
  lever,
  base,
  worksOn,
  label: { en, 'zh-CN': zh },
});

export const levers: readonly Lever[] = [
  leverFor('discounts', 'gross_sales', 'price', 'price_corridor', 'Price corridor', '价格走廊'),
  leverFor('returns', 'invoiced_sales', 'cost', 'order_quality', 'Order quality', '订单质量'),
  leverFor('rebates', 'net_sales', 'price', 'rebate_terms', 'Rebate terms', '返利条件'),
  leverFor('cost_of_goods', 'list_sales', 'cost', 'product_mix', 'Product mix', '产品结构'),
  leverFor('delivery', 'net_sales', 'cost', 'delivery_terms', 'Delivery terms', '配送条件'),
  leverFor(
    'order_handling',
    'net_sales',
    'cost',
    'minimum_order',
    'Minimum order or fee',
    '最低起订量或小单费',
  ),
  leverFor(
    'service',
    'net_sales',
    'cost',
    'paid_service',
    'Paid service or self-service',
    '服务收费或自助服务',
  ),
  leverFor('sales_and_marketing', 'net_sales', 'cost', 'inside_sales', 'Inside sales', '内勤销售'),
  leverFor('cost_of_credit', 'net_sales', 'cost', 'payment_terms', 'Payment terms or deposit', '账期或定金'),
  leverFor('bad_debt', 'net_sales', 'cost', 'payment_terms', 'Payment terms or deposit', '账期或定金'),
];
