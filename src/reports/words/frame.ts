import { w } from './entry.ts';

/** The frame of the page and its overview. */
export const frame = {
  // ── frame ──
  overview: w('Overview', '总览'),
  customers: w('Customers', '客户'),
  profit: w('Profit', '利润'),
  groups: w('Groups', '分群'),
  serve: w('Cost to serve', '服务成本'),
  trust: w('Trust', '可信度'),
  pages: w('Pages of the report', '报告页面'),
  skip: w('Skip to the content', '跳到正文'),
  period: w(
    '{from} to {to} · amounts in {currency}, net of tax',
    '{from}至{to} · 金额单位 {currency}，不含税',
  ),
  reconciled: w('Tied to the books', '已与账簿勾稽'),
  notReconciled: w('NOT reconciled', '未勾稽一致'),
  noBooks: w('Not held against the books', '未与账簿核对'),
  madeBy: w('Whalecurve {version} · fingerprint {fingerprint}', 'Whalecurve {version} · 指纹 {fingerprint}'),
  confidential: w('Contains customer data. Handle as confidential.', '含客户数据，请按机密文件保管。'),
  dataBehind: w('The figures behind this chart', '查看图表数据'),
  none: w('–', '–'),
  yes: w('yes', '是'),
  no: w('no', '否'),
  // ── overview ──
  inShort: w('In short', '一句话结论'),
  netSales: w('Net sales', '净销售额'),
  ofRanked: w('of {n} ranked customers', '{n} 家参与排名的客户'),
  marginOf: w('{share} of net sales', '占净销售额 {share}'),
  peak: w('Peak of the curve', '利润峰值'),
  peakTile: w('of the profit, made by the best {share} of customers', '的利润来自最好的 {share} 客户'),
  peakMoney: w('made by the best {share} of customers', '来自最好的 {share} 客户'),
  eroding: w('Customers that erode', '侵蚀利润的客户'),
  erodingTile: w('give back {money}', '合计亏掉 {money}'),
  books: w('The books', '账簿勾稽'),
  accountsTie: w('{n} accounts tie', '{n} 个科目全部一致'),
  accountsOff: w('{n} of {all} accounts off by {money}', '{all} 个科目中 {n} 个不一致，差额 {money}'),
  noLedger: w('No ledger among the exports', '导出文件中没有总账'),
  threeSurprises: w('Three surprises', '三个意外'),
  goodCustomer: w('What a good customer is', '什么是好客户'),
  inOurWords: w('In management’s words', '管理层的定义'),
  // ── surprises ──
  whale_that_loses: w('Large, and loses money', '大客户，却在亏钱'),
  hidden_gem: w('Earns more than it looks', '被低估的好客户'),
  costly_to_carry: w('Earns little for its size', '规模大，赚得少'),
  openCard: w('Open the customer', '查看客户'),
};
