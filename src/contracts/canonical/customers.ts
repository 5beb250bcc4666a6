import { column, defineTable, required } from '../contract.ts';

export const customerClasses = ['ordinary', 'walk_in', 'internal', 'staff', 'test', 'merged'] as const;
export const interactionKinds = ['visit', 'call', 'email', 'ticket', 'complaint', 'training'] as const;

/** Who the customers are, the people and companies around them, and what is spoken with them. */
export const customerTables = {
  customers: defineTable({
    name: 'customers',
    grain: { en: 'one customer', 'zh-CN': '每个客户一行' },
    key: ['customer_id'],
    register: true,
    gives: {
      en: 'names of customers, industries and regions to compare by, who is in charge, and who is no ordinary customer',
      'zh-CN': '客户名称、可供比较的行业与区域、负责业务员，以及非普通客户的识别',
    },
    columns: {
      customer_id: column('id', 'Customer number, as the ERP writes it', '客户编码（以 ERP 为准）', required),
      name: column('text', 'Customer name', '客户名称', required),
      class: column('text', 'Only ordinary customers are ranked', '客户类别，只有普通客户参与排名', {
        values: customerClasses,
      }),
      kind: column('text', 'Company or person', '企业或个人', { values: ['company', 'person'] }),
      industry: column('text', 'Industry', '行业'),
      region: column('text', 'Region', '区域'),
      city: column('text', 'City', '城市'),
      tax_id: column('text', 'Tax or registration number', '纳税人识别号'),
      phone: column('text', 'Telephone', '电话'),
      email: column('text', 'E-mail', '电子邮件'),
      address: column('text', 'Address', '地址'),
      owner: column('text', 'Salesperson in charge', '负责业务员'),
      channel: column('text', 'Sales channel: direct, dealer, web shop', '销售渠道（直销、经销、网店等）'),
      created_on: column('date', 'Customer since', '建档日期'),
      merged_into: column(
        'id',
        'Customer this one was merged into: its documents count for that one',
        '已并入的客户编码（单据计入该客户）',
      ),
      status: column('text', 'Status in the CRM', '状态'),
      consent_mail: column('boolean', 'Agreed to letters', '同意邮寄'),
      consent_email: column('boolean', 'Agreed to e-mail', '同意电子邮件'),
      consent_phone: column('boolean', 'Agreed to calls', '同意电话'),
    },
  }),
  contacts: defineTable({
    name: 'contacts',
    grain: { en: 'one person at a customer', 'zh-CN': '客户的每个联系人一行' },
    key: ['contact_id'],
    register: true,
    gives: {
      en: 'who buys, who decides and who pays at each customer',
      'zh-CN': '每个客户由谁采购、谁决策、谁付款',
    },
    columns: {
      contact_id: column('id', 'Contact number', '联系人编号', required),
      customer_id: column('id', 'Customer number', '客户编码', required),
      name: column('text', 'Name', '姓名', required),
      title: column('text', 'Title', '职务'),
      role: column('text', 'Role in buying', '采购角色', {
        values: ['decision_maker', 'buyer', 'user', 'payer'],
      }),
      phone: column('text', 'Telephone', '电话'),
      email: column('text', 'E-mail', '电子邮件'),
      valid_from: column('date', 'From', '起始日期'),
      valid_to: column('date', 'Until', '截止日期'),
    },
  }),
  relationships: defineTable({
    name: 'relationships',
    grain: { en: 'one link between two customers', 'zh-CN': '两个客户之间的每个关系一行' },
    key: ['from_id', 'to_id', 'kind'],
    register: true,
    gives: { en: 'groups of companies and their joint profit', 'zh-CN': '集团客户及其合并利润' },
    columns: {
      from_id: column(
        'id',
        'Customer the link starts at (the parent, the referrer)',
        '关系起点（母公司、介绍人）',
        required,
      ),
      to_id: column('id', 'Customer the link points to', '关系终点', required),
      kind: column('text', 'Kind of link', '关系类型', {
        required: true,
        values: ['parent_of', 'referred', 'pays_for', 'buys_for', 'affiliate', 'merged_into'],
      }),
      valid_from: column('date', 'From', '起始日期'),
      valid_to: column('date', 'Until', '截止日期'),
    },
  }),
  interactions: defineTable({
    name: 'interactions',
    grain: { en: 'one contact with a customer', 'zh-CN': '与客户的每次接触一行' },
    key: ['interaction_id'],
    gives: {
      en: 'service and sales effort by customer, measured in minutes',
      'zh-CN': '按客户计量的服务与销售投入（分钟）',
    },
    columns: {
      interaction_id: column('id', 'Activity number', '活动编号', required),
      customer_id: column('id', 'Customer number', '客户编码', required),
      at: column('timestamp', 'When', '时间', required),
      kind: column('text', 'Kind', '类型', { required: true, values: interactionKinds }),
      channel: column('text', 'Channel', '渠道'),
      minutes: column('quantity', 'Time spent', '耗时', { unit: 'min' }),
      status: column('text', 'Open or closed', '状态', { values: ['open', 'closed'] }),
      satisfaction: column('integer', 'Satisfaction, 1 to 5', '满意度（1–5）'),
      owner: column('text', 'Who did it', '经办人'),
    },
  }),
} as const;
