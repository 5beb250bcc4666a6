import { column, defineTable } from '../contract.ts';
import { customerId, netProfit, toLine } from '../result-columns.ts';

/** Why a customer earns what it earns, and what to do about it. */
export const actionTables = {
  causes: defineTable({
    name: 'causes',
    grain: {
      en: 'ranked customer × cost line that is worse than its peers',
      'zh-CN': '客户 × 劣于同类的损益项目',
    },
    key: ['customer_id', 'line'],
    columns: {
      customer_id: customerId,
      line: column('text', 'Line of the statement', '损益项目', toLine),
      base: column(
        'text',
        'What the share is of: net_sales; gross_sales (discounts), invoiced_sales = gross sales less discounts (returns), list_sales = gross sales less returns (cost of goods)',
        '占比的基数：净销售额；折扣用销售总额，退货用折扣后销售额，销售成本用退货后的原价销售额',
      ),
      share: column('ratio', 'Its share of that', '占该基数的比例'),
      peer_median: column('ratio', 'Median share of comparable customers', '同类客户中位数'),
      peer_group: column(
        'text',
        'Who is comparable: industry_and_size, size or all',
        '可比客户范围：同行业同规模、同规模或全部',
      ),
      peers: column('integer', 'Comparable customers', '可比客户数'),
      effect: column('money', 'Profit gained by reaching the median', '达到中位数可增加的利润'),
      rank: column('integer', '1 = the largest effect of the customer', '影响排名'),
      lever: column('text', 'The lever for this cause', '改进手段'),
    },
  }),
  levers: defineTable({
    name: 'levers',
    grain: {
      en: 'ranked customer × cost line that is worse than its peers',
      'zh-CN': '客户 × 劣于同类的损益项目',
    },
    key: ['customer_id', 'line'],
    columns: {
      customer_id: customerId,
      line: column('text', 'Line of the statement', '损益项目', toLine),
      rank: column('integer', '1 = the largest effect of the customer', '影响排名'),
      lever: column('text', 'The lever for this cause', '改进手段'),
      works_on: column(
        'text',
        'price: the customer pays more; cost: less is spent on it',
        'price：客户多付；cost：少花成本',
      ),
      gain: column(
        'money',
        'Profit gained by reaching the median: cash and capacity',
        '达到中位数可增利润（现金与产能合计）',
      ),
      cash_gain: column('money', 'The part of it that is cash', '其中现金部分'),
      capacity_freed: column(
        'money',
        'The part that only frees capacity: salaries and buildings stay',
        '其中仅释放产能的部分（工资、房租仍在）',
      ),
      minutes_freed: column('quantity', 'Minutes freed', '释放的分钟', { unit: 'min' }),
      avoidable_contribution: column(
        'money',
        'Net profit before allocated cost: what leaves with the customer today',
        '未扣分摊成本的利润：客户离开即失去的部分',
      ),
      contribution_after: column('money', 'The same after the cash gain', '加上现金收益之后'),
      break_even_volume_loss: column(
        'ratio',
        'Share of the volume that may be lost before the cash gain is gone',
        '现金收益被抵消前可承受的销量损失比例',
      ),
    },
  }),
  let_go: defineTable({
    name: 'let_go',
    grain: { en: 'ranked customer with a loss', 'zh-CN': '亏损的参与排名客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      net_profit: netProfit,
      revenue: column(
        'money',
        'Net sales, freight and fees billed that would leave',
        '将失去的净销售额与代收运费',
      ),
      cost_of_goods: column('money', 'Cost of goods that leaves', '随之消失的销售成本'),
      avoidable_cost_to_serve: column('money', 'Avoidable cost to serve that leaves', '随之消失的服务成本'),
      cost_of_credit: column('money', 'Cost of credit that leaves', '随之消失的资金占用成本'),
      cost_that_stays: column(
        'money',
        'Allocated cost that stays with the company',
        '仍由公司承担的分摊成本',
      ),
      minutes_freed: column('quantity', 'Minutes that become free capacity', '释放的产能', { unit: 'min' }),
      avoidable_contribution: column(
        'money',
        'Revenue less all that leaves with it',
        '收入减去随之消失的全部成本',
      ),
      lever_gain: column('money', 'What all levers would give in cash', '全部改进手段可得现金'),
      profit_change: column(
        'money',
        'Change of the company’s profit if the customer goes',
        '客户离开后公司利润的变化',
      ),
      worth_letting_go: column('boolean', 'The company earns more without it', '放弃后公司利润更高'),
      levers_fall_short: column(
        'boolean',
        'Worth letting go even after all levers',
        '用尽改进手段后仍值得放弃',
      ),
    },
  }),
};
