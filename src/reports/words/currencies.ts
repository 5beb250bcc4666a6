import { w } from './entry.ts';

/** Other currencies: what was invoiced and is owed in them, and what exchange rates did. */
export const currencies = {
  byCurrency: w('By currency of the invoice', '按发票币种'),
  byCurrencyCaption: w(
    'Net sales before rebates as invoiced, and at the rate of each invoice day in {currency}',
    '净销售额（未扣票外返利）：发票原币金额，以及按开票日汇率折合 {currency} 的金额',
  ),
  currencyColumn: w('Currency', '币种'),
  netInOwn: w('Net sales, own currency', '净销售额（原币）'),
  netInReporting: w('Net sales, {currency}', '净销售额（{currency}）'),
  ratesUsed: w('Rates used', '所用汇率'),
  shareOfNet: w('Share', '占比'),
  marginRate: w('Margin', '毛利率'),
  owedByCurrency: w('Owed by currency', '按币种的应收'),
  owedByCurrencyCaption: w(
    'Open as invoiced, and at the rate of {date} in {currency}, with tax',
    '未清金额：原币，以及按 {date} 汇率折合 {currency} 的金额，含税',
  ),
  debtorsColumn: w('Customers', '客户数'),
  openInOwn: w('Open, own currency', '未清（原币）'),
  overdueInOwn: w('Overdue, own currency', '逾期（原币）'),
  closingRate: w('Rate at the end', '期末汇率'),
  openInReporting: w('Open, {currency}', '未清（{currency}）'),
  revaluationColumn: w('Of it by exchange rates', '其中汇率变动'),
  realisedColumn: w('Gained on payments', '收款汇兑损益'),
  exchangeNote: w(
    'Exchange rates {realised} on payments of the period and {unrealised} on what is open. This belongs to the company: it decides in which currency to invoice and whether to hedge. So it is in no customer’s profit; cost of credit and write-offs are taken at the rate of the invoice day.',
    '期内收款{realised}，未清款项重估{unrealised}。汇兑损益属于公司：以何种货币开票、是否锁汇由公司决定，因此不计入任何客户的利润；资金占用成本与坏账均按开票日汇率计算。',
  ),
  ratesGave: w('gave {money}', '汇兑收益 {money}'),
  ratesTook: w('took {money}', '汇兑损失 {money}'),
  ratesNone: w('did nothing', '无汇兑损益'),
  inOwnCurrency: w('In its own currencies', '按原币'),
  netSalesOwn: w('Net sales', '净销售额'),
};
