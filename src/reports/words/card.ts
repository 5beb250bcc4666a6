import { w } from './entry.ts';

/** The card of a customer beyond its statement: people, dealings, outlook, standing. */
export const card = {
  contacts: w('Contacts', '联系人'),
  contactsHidden: w(
    '{n} people are known; this report may not name them. Allowed in the pipeline file by',
    '已知 {n} 位联系人；本报告未获准显示姓名。可在流程文件中开启：',
  ),
  role_decision_maker: w('decides', '决策人'),
  role_buyer: w('buys', '采购'),
  role_user: w('uses', '使用者'),
  role_payer: w('pays', '付款'),
  lastDealings: w('Latest dealings', '近期往来'),
  day: w('Day', '日期'),
  kindOfDealing: w('What', '事项'),
  minutesSpent: w('Minutes', '分钟'),
  byWhom: w('By', '经办人'),
  kind_visit: w('Visit', '拜访'),
  kind_call: w('Call', '电话'),
  kind_email: w('E-mail', '邮件'),
  kind_ticket: w('Service case', '工单'),
  kind_complaint: w('Complaint', '投诉'),
  kind_training: w('Training', '培训'),
  outlook: w('Outlook', '展望'),
  valueUntil: w('Expected profit until {date}', '至{date}的预期利润'),
  buyingRhythm: w('Rhythm of buying', '购买节奏'),
  tierMoved: w('Tier, before and now', '等级变动'),
  tierStayed: w('{tier}, as before', '{tier}（未变）'),
  keyIndex: w('Key-customer index', '重点客户指数'),
  keyIndexRank: w('No. {rank}, {score} points', '第 {rank} 名，{score} 分'),
  tierGets: w('What {tier} gets', '“{tier}”等级的政策'),
};
