import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** Whom a campaign goes to, whom it leaves out and why, who is held back, and what it brought. */

export const leftOutReasons = [
  'not_ordinary',
  'no_consent',
  'no_address',
  'recently_contacted',
  'open_complaint',
  'open_dispute',
  'overdue',
  'eroding',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export const campaignTables = {
  campaign_targets: defineTable({
    name: 'campaign_targets',
    grain: { en: 'campaign × customer that its selection takes', 'zh-CN': '营销活动 × 入选客户' },
    key: ['campaign', 'customer_id'],
    columns: {
      campaign: column('id', 'Campaign of the pipeline file', '流程文件中的营销活动'),
      customer_id: customerId,
      left_out: column(
        'text',
        'Why it is left out, the first reason that holds; empty: it is in',
        '剔除原因（取第一个成立者）；为空则入选',
        {
          values: leftOutReasons,
        },
      ),
      arm: column('text', 'treatment: goes out; control: held back to compare', '发送组或对照组', {
        values: ['treatment', 'control'],
      }),
      tier: column('text', 'Tier', '等级'),
      segment: column('text', 'RFM segment', 'RFM 细分'),
      state: column('text', 'State by its rhythm of buying', '购买状态'),
      recent_sales: column(
        'money',
        'Net sales of as many days before the as-of date as the campaign is measured over',
        '基准日前同等天数（测量期长度）的净销售额',
      ),
    },
  }),
  campaign_power: defineTable({
    name: 'campaign_power',
    grain: { en: 'campaign of the pipeline file', 'zh-CN': '流程文件中的营销活动' },
    key: ['campaign'],
    columns: {
      campaign: column('id', 'Campaign', '营销活动'),
      treated: column('integer', 'Customers it goes to', '发送组客户数'),
      control: column('integer', 'Customers held back', '对照组客户数'),
      days: column('integer', 'Days it is measured over', '测量天数', { unit: 'd' }),
      mean_sales: column('money', 'Net sales of a customer in so many days, mean', '同等天数内户均净销售额'),
      detectable: column(
        'money',
        'Smallest difference per customer that it can show (80 % power, 5 % error); empty without two customers an arm',
        '可检出的最小户均差异（检验功效 80%，显著性 5%）',
      ),
      detectable_share: column('ratio', 'The same as a share of the mean', '可检出差异占户均净销售额比例'),
    },
  }),
  campaign_lift: defineTable({
    name: 'campaign_lift',
    grain: { en: 'campaign sent × outcome', 'zh-CN': '已发送的营销活动 × 指标' },
    key: ['campaign', 'outcome'],
    columns: {
      campaign: column('id', 'Campaign', '营销活动'),
      outcome: column('text', 'net_sales or gross_margin after the mailing', '指标：发送后的净销售额或毛利', {
        values: ['net_sales', 'gross_margin'],
      }),
      sent_on: column('date', 'First day it went out', '首个发送日'),
      days: column('integer', 'Days after it that count', '计入的发送后天数', { unit: 'd' }),
      is_complete: column('boolean', 'All these days lie before the as-of date', '测量期已全部结束'),
      treated: column('integer', 'Customers mailed', '发送组客户数'),
      control: column('integer', 'Customers held back', '对照组客户数'),
      mean_treated: column('money', 'Mean of those mailed', '发送组户均'),
      mean_control: column('money', 'Mean of those held back', '对照组户均'),
      difference: column('money', 'What the mailing brought per customer', '每客户增量'),
      low: column('money', 'Lower end of its 95 % interval (Welch 1947)', '95% 区间下限（Welch）'),
      high: column('money', 'Upper end of it', '95% 区间上限'),
      detectable: column('money', 'Difference it could have shown (80 % power)', '可检出差异（功效 80%）'),
      cost: column('money', 'Cost of a contact, set against gross margin', '单次联系成本（从毛利中扣除）'),
      sample_ratio_p: column(
        'ratio',
        'Chance of so uneven arms by the planned share (χ²); below 0.001 the comparison is void',
        '按计划比例出现该组间人数的概率（χ²）；低于 0.001 则比较无效',
      ),
      verdict: column(
        'text',
        'gain, loss, not_shown, too_few or void',
        '结论：有效、负效、未显示、样本太少、无效比较',
        {
          values: ['gain', 'loss', 'not_shown', 'too_few', 'void'],
        },
      ),
    },
  }),
} as const;
