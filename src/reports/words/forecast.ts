import { w } from './entry.ts';

/** Lifetime value, the chance that a customer is still one, and how far both can be trusted. */
export const forecast = {
  forecast: w('Forecast', '预测'),
  forecastLead: w(
    'Until {date} customers are expected to bring {value} of profit (discounted) on net sales of {sales}.',
    '预计至 {date} 客户将带来利润 {value}（已折现），净销售额 {sales}。',
  ),
  forecastGone: w(
    '{n} customers have probably stopped (chance of buying on below {share}); {m} are in doubt, with {money} at risk among the {k} listed below.',
    '{n} 家客户很可能已停止购买（继续购买的概率低于 {share}）；{m} 家存疑，下列 {k} 家所涉风险金额为 {money}。',
  ),
  noForecast: w('No forecast was made from these data.', '未能根据这些数据作出预测。'),
  // ── distribution ──
  lifetimeTitle: w(
    'The best tenth of customers stands for {share} of the value expected until {date}',
    '最好的十分之一客户占至 {date} 预期价值的 {share}',
  ),
  lifetimeTitleMoney: w(
    'The best tenth of customers is expected to bring {money} until {date}',
    '最好的十分之一客户预计至 {date} 带来 {money}',
  ),
  lifetimeSubtitle: w(
    'Expected profit by tenths of the customers, the most valuable first, discounted to the as-of date · {currency}',
    '按价值由高到低每十分之一客户的预期利润，折现到基准日 · 单位 {currency}',
  ),
  tenth: w('Tenth', '十分位'),
  bestTenth: w('Best tenth', '最好的十分之一'),
  tenthNumber: w('Tenth {n}', '第 {n} 个十分之一'),
  expectedSales: w('Expected net sales', '预期净销售额'),
  expectedProfit: w('Expected profit', '预期利润'),
  valueRange: w('A customer in it', '单个客户'),
  rangeOf: w('{from} to {to}', '{from} 至 {to}'),
  // ── chance of being alive ──
  alive: w('Who is still a customer', '谁还是客户'),
  aliveNote: w(
    'The chance that a customer still buys, from how often it bought and how long it has been silent.',
    '根据购买频率与沉默时长估计的客户继续购买的概率。',
  ),
  noAlive: w(
    'The data does not show that customers stop, so no chance of being alive is given. Judge single customers by how long they are overdue: “{people}”.',
    '数据未显示客户流失，因此不给出存活概率。个别客户请按逾期未购判断，见“{people}”页。',
  ),
  chance: w('Chance of buying on', '继续购买的概率'),
  band1: w('below 10%: probably gone', '低于 10%：很可能已流失'),
  band2: w('10% to 50%', '10% 至 50%'),
  band3: w('50% to 90%', '50% 至 90%'),
  band4: w('90% and more', '90% 及以上'),
  lateByRhythm: w('Late by own rhythm', '按自身节奏已逾期'),
  lateNote: w(
    'The chance and the rhythm are two judgements: the model takes every pause of a seldom buyer for its manner, the rhythm does not. Where both say gone, it is.',
    '概率与购买节奏是两种判断：模型会把少买客户的停顿视为其习惯，节奏判断则不然。两者都判为流失时，基本可以确定。',
  ),
  valueAtRisk: w('Highest value at risk', '风险价值最高的客户'),
  valueAtRiskNote: w(
    'Customers in doubt (chance between 10% and 90%): what they would bring if they were sure to go on, times the chance that they do not. A call can still help.',
    '存疑客户（概率 10%–90%）：若确定继续购买可带来的利润 × 不再购买的概率。此时联系仍有作用。',
  ),
  atRiskMoney: w('At risk', '风险金额'),
  noneAtRisk: w('No customer of value is in doubt.', '没有存疑的有价值客户。'),
  quietFor: w('Days quiet (usual)', '未购天数（惯常）'),
  // ── how sure ──
  howSure: w('Can the forecast be trusted?', '预测是否可信'),
  holdoutBetter: w(
    'On days it had not seen the model was off by {model} purchases a customer, the rule “as many as before” by {naive}',
    '在未见过的时段，模型平均每客户偏差 {model} 次，“与之前一样多”的规则偏差 {naive} 次',
  ),
  holdoutSubtitle: w(
    'Purchases per customer in the {days} days after {date}, by repeat purchases before: what happened against what the model ({name}) and the rule had said',
    '{date} 之后 {days} 天内每客户购买次数，按此前重复购买次数分组：实际、模型（{name}）与规则对比',
  ),
  holdoutAlt: w(
    'Bars of actual purchases by group with lines for the model and for the rule “as many as before”.',
    '各组实际购买次数的条形图，附模型与“与之前一样多”规则的折线。',
  ),
  noHoldout: w(
    'The history is too short to hold days back and check the forecast.',
    '历史数据太短，无法留出一段时间检验预测。',
  ),
  actual: w('What happened', '实际'),
  modelSaid: w('Model', '模型'),
  ruleSaid: w('As many as before', '与之前一样多'),
  repeatPurchases: w('Repeat purchases before', '此前重复购买次数'),
  error: w('Error per customer', '每客户误差'),
  meanAbsolute: w('Mean absolute error, purchases', '平均绝对误差（次）'),
  rootMeanSquared: w('Root mean squared error, purchases', '均方根误差（次）'),
  theFit: w('The fit in figures', '模型参数'),
  parameter: w('Parameter', '参数'),
  estimate: w('Estimate', '估计值'),
  standardError: w('Standard error', '标准误'),
  shapeRate: w('r, shape of the buying rates', 'r，购买率分布形状'),
  scaleRate: w('α, their scale (weeks)', 'α，购买率分布尺度（周）'),
  firstDropout: w('First parameter of dropout', '流失参数一'),
  secondDropout: w('Second parameter of dropout', '流失参数二'),
  gammaP: w('p, Gamma-Gamma', 'p（Gamma-Gamma 模型）'),
  gammaQ: w('q, Gamma-Gamma', 'q（Gamma-Gamma 模型）'),
  gammaV: w('v, Gamma-Gamma', 'v（Gamma-Gamma 模型）'),
  logLikelihood: w('Log-likelihood', '对数似然'),
  logLikelihoodNbd: w('The same without dropout (NBD)', '无流失模型（NBD）的对数似然'),
  likelihoodRatio: w(
    'Likelihood ratio; chance of so large a one without dropout',
    '似然比统计量；无流失时出现该值的概率',
  ),
  fitOf: w(
    '{name}, fitted to {n} customers, {m} with a repeat purchase',
    '{name}，拟合客户 {n} 个，其中重复购买 {m} 个',
  ),
};
