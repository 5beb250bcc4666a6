import { column, defineTable } from '../contract.ts';
import { customerId, toCustomer } from '../result-columns.ts';

/** Who the customers are, how they buy, and whom management believes to be key. */
export const customerTables = {
  customers: defineTable({
    name: 'customers',
    grain: { en: 'one customer known to any source', 'zh-CN': '任一来源中出现的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      name: column('text', 'Customer name; the number where no source names it', '客户名称；无名称时为编码'),
      class: column('text', 'ordinary, walk_in, internal, staff, test or merged', '客户类别'),
      is_ranked: column(
        'boolean',
        'Ordinary customer with business in the period',
        '期内有业务往来的普通客户',
      ),
      in_crm: column('boolean', 'Known to the CRM', '是否在 CRM 中'),
      industry: column('text', 'Industry', '行业'),
      region: column('text', 'Region', '区域'),
      city: column('text', 'City', '城市'),
      owner: column('text', 'Salesperson in charge', '负责业务员'),
      channel: column('text', 'Sales channel', '销售渠道'),
      created_on: column('date', 'Customer since', '建档日期'),
      parent_id: column('id', 'Direct parent company', '直接母公司', toCustomer),
      group_id: column(
        'id',
        'Ultimate parent; the customer itself if it has none',
        '最终母公司；无则为自身',
        toCustomer,
      ),
    },
  }),
  behaviour: defineTable({
    name: 'behaviour',
    grain: { en: 'customer', 'zh-CN': '客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      first_purchase: column('date', 'First purchase in the extract', '首次购买'),
      last_purchase: column('date', 'Last purchase', '最近购买'),
      orders: column('integer', 'Orders (invoices where orders are not known)', '订单数（无订单时为发票数）'),
      invoices: column('integer', 'Purchase invoices', '购买发票数'),
      invoice_lines: column('integer', 'Invoice lines sold', '销售行数'),
      lines_per_order: column('ratio', 'Invoice lines per order', '每单行数'),
      average_order_value: column('money', 'Net sales per order', '平均订单额'),
      revisions_per_order: column(
        'ratio',
        'Revisions per order; empty without an order log',
        '每单变更次数（无订单日志时为空）',
      ),
      cancellations_per_order: column(
        'ratio',
        'Cancellations per order; empty where no log tells of any',
        '每单取消次数（日志无取消记录时为空）',
      ),
      sent_back_per_order: column(
        'ratio',
        'Times an order was sent back to the customer, per order; empty where no log tells of any',
        '每单退回客户次数（日志无退回记录时为空）',
      ),
      discount_rate: column('ratio', 'Discounts as a share of gross sales', '折扣占销售总额比例'),
      return_rate: column(
        'ratio',
        'Returns and credit notes as a share of gross sales less discounts',
        '退货折让率',
      ),
      service_minutes: column('quantity', 'Minutes of tickets, complaints and training', '服务分钟', {
        unit: 'min',
      }),
      sales_minutes: column('quantity', 'Minutes of visits, calls and e-mails', '销售活动分钟', {
        unit: 'min',
      }),
      complaints: column('integer', 'Complaints', '投诉数'),
      open_cases: column('integer', 'Open tickets and complaints', '未结工单与投诉'),
      satisfaction: column('ratio', 'Average satisfaction, 1 to 5', '平均满意度（1–5）'),
      days_to_pay: column('ratio', 'Days from invoice to payment, weighted by amount', '加权平均付款天数', {
        unit: 'd',
      }),
      open_balance: column('money', 'Open receivables at the as-of date', '基准日应收余额'),
      overdue: column('money', 'Overdue receivables at the as-of date', '基准日逾期金额'),
      net_sales_12m: column('money', 'Net sales of the last twelve months', '近 12 个月净销售额'),
      net_sales_prior_12m: column('money', 'Net sales of the twelve months before', '前 12 个月净销售额'),
      growth: column('ratio', 'Change of the last twelve months against the twelve before', '同比变化'),
    },
  }),
  rfm: defineTable({
    name: 'rfm',
    grain: { en: 'ranked customer', 'zh-CN': '参与排名的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      recency_days: column(
        'integer',
        'Days from the last purchase to the as-of date',
        '最近一次购买距基准日天数',
        {
          unit: 'd',
        },
      ),
      frequency: column('integer', 'Distinct purchase invoices in the window', '窗口内购买发票数'),
      monetary: column(
        'money',
        'Net sales (or net profit, by setting) in the window',
        '窗口内净销售额（或净利润）',
      ),
      monetary_gross: column('money', 'The same before returns', '未扣退货的金额'),
      r_score: column('integer', 'Recency score, 5 best; empty without a purchase', '近度得分（5 最好）'),
      f_score: column('integer', 'Frequency score', '频度得分'),
      m_score: column('integer', 'Monetary score', '金额得分'),
      m_score_gross: column('integer', 'Monetary score before returns', '未扣退货的金额得分'),
      segment: column('text', 'Named segment', '细分名称'),
      is_phantom: column('boolean', 'High by gross, low after returns', '毛额高而扣退货后低'),
    },
  }),
  rfm_cuts: defineTable({
    name: 'rfm_cuts',
    grain: { en: 'measure × score', 'zh-CN': '指标 × 得分' },
    key: ['measure', 'score'],
    columns: {
      measure: column('text', 'recency, frequency or monetary', '指标'),
      score: column('integer', 'Score', '得分'),
      lowest: column('money', 'Lowest value that gets this score', '该得分的最低值'),
      highest: column('money', 'Highest value that gets this score', '该得分的最高值'),
      customers: column('integer', 'Customers with this score', '客户数'),
    },
  }),
  believed_customers: defineTable({
    name: 'believed_customers',
    grain: { en: 'line of the list of believed key customers', 'zh-CN': '管理层重点客户名单的一行' },
    key: ['name'],
    columns: {
      name: column('text', 'As management writes it', '名单中的写法'),
      believed_rank: column('integer', 'Place on the list', '名单名次'),
      believed_score: column('quantity', 'Score on the list', '名单评分'),
      customer_id: column(
        'id',
        'The customer it was recognised as; empty where in doubt',
        '识别出的客户编码（存疑为空）',
      ),
      method: column(
        'text',
        'number; name; folded: but for width, case, marks and legal form; part: of one name only; similar',
        '识别方式：编码、名称、规整后相同、唯一包含、相似',
        { values: ['number', 'name', 'folded', 'part', 'similar'] },
      ),
      similarity: column('ratio', 'How alike the names are, 0 to 1', '名称相似度（0–1）'),
      candidates: column('integer', 'Customers it could be', '可能的客户数'),
      nearest_id: column('id', 'The nearest customer, where none was taken', '未识别时最接近的客户'),
    },
  }),
};
