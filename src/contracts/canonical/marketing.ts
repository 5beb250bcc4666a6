import { column, defineTable, required } from '../contract.ts';

export const campaignArms = ['treatment', 'control'] as const;

/** What management and marketing keep beside the ERP: key customers, campaigns, leads and what winning them costs. */
export const marketingTables = {
  believed_key_customers: defineTable({
    name: 'believed_key_customers',
    grain: { en: 'customer that management believes is key', 'zh-CN': '管理层认定的每个重点客户一行' },
    key: ['name'],
    gives: {
      en: 'the key customers of management held against the figures',
      'zh-CN': '以数据检验管理层认定的重点客户',
    },
    columns: {
      name: column(
        'text',
        'Customer as management writes it: a name or a number',
        '客户（按管理层写法：名称或编码）',
        {
          required: true,
        },
      ),
      customer_id: column('id', 'Customer number, where the list has it', '客户编码（如有）'),
      rank: column('integer', 'Place on the list, 1 most important', '名次（1 为最重要）'),
      score: column(
        'quantity',
        'Score, more is more important; used where there is no rank',
        '评分（越高越重要；无名次时采用）',
      ),
    },
  }),
  campaign_contacts: defineTable({
    name: 'campaign_contacts',
    grain: {
      en: 'one customer of a campaign, mailed or held back',
      'zh-CN': '营销活动的每个客户一行（发送或对照）',
    },
    key: ['campaign_id', 'customer_id', 'sent_on'],
    gives: {
      en: 'what campaigns brought against their control groups, and who was contacted lately',
      'zh-CN': '营销活动相对对照组的效果，以及近期联系过的客户',
    },
    columns: {
      campaign_id: column('id', 'Campaign', '营销活动', required),
      customer_id: column('id', 'Customer number', '客户编码', required),
      sent_on: column(
        'date',
        'Day it went out; for the control group the same day',
        '发送日期（对照组同日）',
        required,
      ),
      arm: column('text', 'Mailed (treatment) or held back (control)', '发送组或对照组', {
        required: true,
        values: campaignArms,
      }),
    },
  }),
  leads: defineTable({
    name: 'leads',
    grain: { en: 'one lead: an enquiry of somebody who may become a customer', 'zh-CN': '每条销售线索一行' },
    key: ['lead_id'],
    gives: {
      en: 'where new customers come from, and whether what they bring pays for winning them',
      'zh-CN': '新客户从哪里来，以及其利润能否收回获客成本',
    },
    columns: {
      lead_id: column('id', 'Lead number', '线索编号', required),
      created_on: column('date', 'Day the lead came in', '线索创建日期', required),
      source: column(
        'text',
        'Acquisition source: fair, referral, search …',
        '获客来源（展会、转介绍、搜索等）',
      ),
      campaign: column('text', 'Campaign that brought it', '带来线索的市场活动'),
      owner: column('text', 'Salesperson', '业务员'),
      status: column('text', 'Status in the CRM', '状态'),
      customer_id: column(
        'id',
        'Customer it became; empty while it is none',
        '转化成的客户编码（未转化为空）',
      ),
      converted_on: column('date', 'Day it became a customer', '转化日期'),
      cost: column('money', 'Cost of this lead, where it was bought singly', '单条线索成本（按条购买时）'),
    },
  }),
  acquisition_costs: defineTable({
    name: 'acquisition_costs',
    grain: { en: 'a cost of winning customers from a source', 'zh-CN': '获客来源的每笔费用一行' },
    key: [],
    gives: {
      en: 'what a new customer costs, and the month in which it has paid that back',
      'zh-CN': '获得一个新客户的成本及其回本月份',
    },
    columns: {
      source: column(
        'text',
        'Acquisition source, as the leads write it',
        '获客来源（与线索写法一致）',
        required,
      ),
      period: column('month', 'Month', '期间', required),
      amount: column('money', 'Amount spent, positive', '费用金额（正数）', required),
      currency: column(
        'text',
        'Currency of the amount; empty means the reporting currency',
        '金额币种；为空即本位币',
      ),
      campaign: column('text', 'Campaign', '市场活动'),
    },
  }),
} as const;
