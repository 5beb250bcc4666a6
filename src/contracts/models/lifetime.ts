import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** What customers are expected to buy, and how sure that is. */
export const lifetimeTables = {
  lifetime: defineTable({
    name: 'lifetime',
    grain: { en: 'ordinary customer with a purchase', 'zh-CN': '有购买记录的普通客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      repeat_purchases: column('integer', 'x: purchase days after the first', '重复购买天数（x）'),
      last_days: column('integer', 't_x: from the first purchase day to the last', '首购至末购天数（t_x）', {
        unit: 'd',
      }),
      age_days: column(
        'integer',
        'T: from the first purchase day to the as-of date',
        '首购至基准日天数（T）',
        {
          unit: 'd',
        },
      ),
      mean_value: column(
        'money',
        'Mean value of a repeat purchase, less the customer’s share of returns',
        '重复购买平均金额（已扣退货比例）',
      ),
      p_alive: column(
        'ratio',
        'Chance that the customer still buys; empty where the data does not show that any stop',
        '客户存活概率；数据未显示流失时为空',
      ),
      p_alive_low: column('ratio', 'Lower end of its 95 % interval', '存活概率 95% 区间下限'),
      p_alive_high: column('ratio', 'Upper end of its 95 % interval', '存活概率 95% 区间上限'),
      expected_purchases: column(
        'ratio',
        'Purchase days expected until the horizon',
        '至终止日的预期购买天数',
      ),
      expected_low: column(
        'ratio',
        'Lower end of the 95 % interval of that expectation (what one customer does scatters more)',
        '该期望值 95% 区间下限（单个客户实际波动更大）',
      ),
      expected_high: column('ratio', 'Upper end of it', '该期望值 95% 区间上限'),
      likely_low: column(
        'integer',
        'Fewest purchase days that are likely: 8 in 10 such customers stay in the range',
        '可能的最少购买天数（八成此类客户落在该范围内）',
      ),
      likely_high: column('integer', 'Most purchase days that are likely', '可能的最多购买天数'),
      expected_value: column('money', 'Expected value of one purchase', '每次购买预期金额'),
      expected_value_low: column('money', 'Lower end of its 95 % interval', '该金额 95% 区间下限'),
      expected_value_high: column('money', 'Upper end of its 95 % interval', '该金额 95% 区间上限'),
      expected_sales: column(
        'money',
        'Expected sales until the horizon, not discounted',
        '至终止日的预期销售额（未折现）',
      ),
      margin: column('ratio', 'Net profit per unit of sales that is applied', '采用的净利率'),
      lifetime_value: column(
        'money',
        'Expected profit until the horizon, discounted to the as-of date',
        '至终止日的预期利润（折现到基准日）',
      ),
      value_low: column(
        'money',
        'The same at the lower end of the likely purchases',
        '按可能购买天数下限计算的价值',
      ),
      value_high: column('money', 'The same at the upper end', '按可能购买天数上限计算的价值'),
      value_tenth: column(
        'integer',
        'Tenth of the customers by lifetime value, 1 the most valuable',
        '按生命周期价值排序的十分位，1 为最高',
      ),
    },
  }),
  lifetime_fit: defineTable({
    name: 'lifetime_fit',
    grain: { en: 'the company', 'zh-CN': '公司' },
    key: ['model_wanted'],
    columns: {
      model_wanted: column('text', 'Model of the pipeline file', '流程文件指定的模型'),
      model: column(
        'text',
        'Model the figures come from; nbd is the one without dropout',
        '实际采用的模型（nbd 为无流失模型）',
      ),
      verdict: column(
        'text',
        'fitted, at_bound (no standard errors), no_dropout (no chance of being alive) or too_few (no figures)',
        '结论：fitted 已拟合、at_bound 参数到边界、no_dropout 未显示流失、too_few 数据太少',
      ),
      horizon: column('date', 'Last day that value is counted for', '价值计算的终止日'),
      customers: column('integer', 'Customers fitted', '参与拟合的客户数'),
      repeaters: column('integer', 'Customers with a repeat purchase', '有重复购买的客户数'),
      triplets: column('integer', 'Distinct (x, t_x, T)', '不同的 (x, t_x, T) 组合数'),
      r: column('ratio', 'Shape of the buying rates', '购买率分布形状参数 r'),
      r_error: column('ratio', 'Its standard error', 'r 的标准误'),
      alpha: column('ratio', 'Scale of the buying rates, in weeks', '购买率分布尺度参数 α（周）'),
      alpha_error: column('ratio', 'Its standard error', 'α 的标准误'),
      a_or_s: column(
        'ratio',
        'First parameter of dropout: a, for Pareto/NBD s',
        '流失参数 a（Pareto/NBD 为 s）',
      ),
      a_or_s_error: column('ratio', 'Its standard error', '其标准误'),
      b_or_beta: column(
        'ratio',
        'Second parameter of dropout: b, for Pareto/NBD β in weeks',
        '流失参数 b（Pareto/NBD 为 β，周）',
      ),
      b_or_beta_error: column('ratio', 'Its standard error', '其标准误'),
      log_likelihood: column('ratio', 'Log-likelihood', '对数似然'),
      nbd_log_likelihood: column(
        'ratio',
        'Log-likelihood of NBD, without dropout',
        '无流失模型（NBD）的对数似然',
      ),
      likelihood_ratio: column('ratio', 'Twice the gain of the wanted model over NBD', '似然比统计量'),
      p_value: column(
        'ratio',
        'Chance of so large a ratio without dropout (χ², 2 degrees)',
        '似然比检验 p 值（χ²，自由度 2）',
      ),
      value_model: column('text', 'gamma_gamma, own_mean or none', '金额模型'),
      value_customers: column(
        'integer',
        'Customers with repeat purchases of positive value',
        '重复购买金额为正的客户数',
      ),
      p: column('ratio', 'Gamma-Gamma: shape within a customer', 'Gamma-Gamma 参数 p'),
      p_error: column('ratio', 'Its standard error', 'p 的标准误'),
      q: column('ratio', 'Gamma-Gamma: shape between customers', 'Gamma-Gamma 参数 q'),
      q_error: column('ratio', 'Its standard error', 'q 的标准误'),
      v: column('ratio', 'Gamma-Gamma: scale between customers, in money', 'Gamma-Gamma 参数 v'),
      v_error: column('ratio', 'Its standard error', 'v 的标准误'),
      value_log_likelihood: column('ratio', 'Log-likelihood of the values', '金额模型对数似然'),
      value_mean: column('ratio', 'Mean value of a purchase over all customers', '全体客户每次购买平均金额'),
      value_correlation: column(
        'ratio',
        'Correlation of repeat purchases and value, which Gamma-Gamma takes to be nought',
        '购买次数与金额的相关系数（模型假定为零）',
      ),
      calibration_end: column('date', 'Last day before the holdout', '留出期前最后一天'),
      holdout_days: column('integer', 'Days held back to check the forecast', '留出期天数', { unit: 'd' }),
      holdout_model: column(
        'text',
        'Model that the days before the holdout gave; nbd where they did not show dropout',
        '留出期检验所用模型；若此前数据未显示流失则为 nbd',
      ),
      holdout_customers: column('integer', 'Customers forecast', '参与检验的客户数'),
      holdout_mae: column(
        'ratio',
        'Mean absolute error, purchases per customer',
        '平均绝对误差（每客户购买次数）',
      ),
      holdout_rmse: column('ratio', 'Root mean squared error', '均方根误差'),
      naive_mae: column(
        'ratio',
        'The same for the rule “as many as before”',
        '“与之前一样多”规则的平均绝对误差',
      ),
      naive_rmse: column(
        'ratio',
        'The same for the rule “as many as before”',
        '“与之前一样多”规则的均方根误差',
      ),
    },
  }),
  lifetime_holdout: defineTable({
    name: 'lifetime_holdout',
    grain: {
      en: 'repeat purchases before the holdout, 7 for seven and more',
      'zh-CN': '留出期前的重复购买次数（7 表示七次及以上）',
    },
    key: ['repeat_purchases'],
    columns: {
      repeat_purchases: column('integer', 'Repeat purchases before the holdout', '留出期前重复购买次数'),
      customers: column('integer', 'Customers', '客户数'),
      actual: column('ratio', 'Purchases in the holdout, mean per customer', '留出期实际购买次数（平均）'),
      expected: column('ratio', 'What the model had said', '模型预测'),
      naive: column('ratio', 'What the rule “as many as before” had said', '“与之前一样多”规则的预测'),
    },
  }),
};
