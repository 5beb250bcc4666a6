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
  /** Its name. */
  readonly label: Text;
  /** What to do, in a sentence for the reader. */
  readonly advice: Text;
}

const leverFor = (
  line: string,
  base: Lever['base'],
  worksOn: Lever['worksOn'],
  lever: string,
  label: readonly [en: string, zh: string],
  advice: readonly [en: string, zh: string],
): Lever => ({
  line,
  lever,
  base,
  worksOn,
  label: { en: label[0], 'zh-CN': label[1] },
  advice: { en: advice[0], 'zh-CN': advice[1] },
});

export const levers: readonly Lever[] = [
  leverFor(
    'discounts',
    'gross_sales',
    'price',
    'price_corridor',
    ['Price corridor', '价格走廊'],
    ['Price corridor: fewer exceptions, discounts by volume', '设定价格走廊：减少特批，按量给折扣'],
  ),
  leverFor(
    'returns',
    'invoiced_sales',
    'cost',
    'order_quality',
    ['Order quality', '订单质量'],
    ['Order quality: check before shipping, returns by rule', '提高订单质量：发货前确认，按规则退货'],
  ),
  leverFor(
    'rebates',
    'net_sales',
    'price',
    'rebate_terms',
    ['Rebate terms', '返利条件'],
    ['Tie the rebate to profit, not to volume', '返利与利润挂钩，而不是与销量挂钩'],
  ),
  leverFor(
    'cost_of_goods',
    'list_sales',
    'cost',
    'product_mix',
    ['Product mix', '产品结构'],
    ['Price or mix: raise the price or sell other products', '调价或调结构：提价，或改卖其他产品'],
  ),
  leverFor(
    'delivery',
    'net_sales',
    'cost',
    'delivery_terms',
    ['Delivery terms', '配送条件'],
    ['Delivery terms: minimum shipment, fixed delivery days', '改配送条件：最低发货量、固定配送日'],
  ),
  leverFor(
    'order_handling',
    'net_sales',
    'cost',
    'minimum_order',
    ['Minimum order or fee', '最低起订量或小单费'],
    ['Minimum order or small-order fee, fewer revisions', '设最低起订量或小单费，减少改单'],
  ),
  leverFor(
    'service',
    'net_sales',
    'cost',
    'paid_service',
    ['Paid service or self-service', '服务收费或自助服务'],
    ['Paid service or self-service', '服务收费或引导自助'],
  ),
  leverFor(
    'sales_and_marketing',
    'net_sales',
    'cost',
    'inside_sales',
    ['Inside sales', '内勤销售'],
    ['Fewer visits; inside sales or web shop', '减少拜访，转内勤或网上下单'],
  ),
  leverFor(
    'cost_of_credit',
    'net_sales',
    'cost',
    'payment_terms',
    ['Payment terms or deposit', '账期或定金'],
    ['Payment terms or deposit', '缩短账期或收取定金'],
  ),
  leverFor(
    'bad_debt',
    'net_sales',
    'cost',
    'payment_terms',
    ['Payment terms or deposit', '账期或定金'],
    ['Credit limit or prepayment', '信用额度或预付款'],
  ),
];

/** What to do about a line, by line of the statement. */
export const adviceFor: Readonly<Record<string, Text>> = Object.fromEntries(
  levers.map(({ line, advice }) => [line, advice]),
);
