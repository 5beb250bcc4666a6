import { message } from '../../language/messages.ts';

/** What rhythm, scorecards and cohorts have to say. */

export const oneYearOnly = message<{ since: string }>({
  code: 'MOD461',
  severity: 'info',
  text: {
    en: ({ since }) =>
      `Purchases are known from ${since} on, which is less than two years: who was won, kept or lost, and growth, cannot be told and stay empty.`,
    'zh-CN': ({ since }) =>
      `购买记录始于 ${since}，不足两年：无法判断新开发、保留与流失的客户及增长，相应栏目留空。`,
  },
});

export const customersDue = message<{ overdue: number; dormant: number }>({
  code: 'MOD462',
  severity: 'info',
  text: {
    en: ({ overdue, dormant }) =>
      `${overdue} customers are overdue against their own rhythm of buying, ${dormant} are dormant; see the work lists.`,
    'zh-CN': ({ overdue, dormant }) =>
      `${overdue} 个客户超过自身购买节奏仍未购买，${dormant} 个客户已休眠，见待办清单。`,
  },
});
