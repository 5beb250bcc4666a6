import type { TierSettings } from './settings.ts';

/**
 * The tiers when the pipeline file names none: half of all profit, four fifths of it, every other customer without
 * a loss, and the losses. Without a currency there is no sensible limit between small and large losses, so there is
 * one tier of them. Policies are a starting point for the manager's own.
 */
export const defaultTiers: readonly TierSettings[] = [
  {
    tier: 'core',
    label: { en: 'Core', 'zh-CN': '核心' },
    share_of_profit: 0.5,
    policy: {
      marketing: { en: 'Personal contact, no mass mailing', 'zh-CN': '专人联系，不群发' },
      credit: { en: 'Terms by agreement', 'zh-CN': '账期可协商' },
      price: { en: 'Annual price agreement', 'zh-CN': '年度价格协议' },
      service: { en: 'Named contact, first in the queue', 'zh-CN': '专人对接，优先处理' },
    },
  },
  {
    tier: 'growth',
    label: { en: 'Growth', 'zh-CN': '成长' },
    share_of_profit: 0.8,
    policy: {
      marketing: { en: 'Cross-selling by visit and catalogue', 'zh-CN': '拜访与目录交叉销售' },
      credit: { en: 'Standard terms', 'zh-CN': '标准账期' },
      price: { en: 'Quantity prices', 'zh-CN': '阶梯价' },
      service: { en: 'Inside sales', 'zh-CN': '内勤对接' },
    },
  },
  {
    tier: 'steady',
    label: { en: 'Steady', 'zh-CN': '稳定' },
    profit: 'rest',
    policy: {
      marketing: { en: 'Low-cost channels', 'zh-CN': '低成本渠道' },
      credit: { en: 'Standard terms', 'zh-CN': '标准账期' },
      price: { en: 'List price', 'zh-CN': '目录价' },
      service: { en: 'Self-service first', 'zh-CN': '自助服务优先' },
    },
  },
  {
    tier: 'repair',
    label: { en: 'Repair', 'zh-CN': '整改' },
    loss: 'rest',
    policy: {
      marketing: { en: 'No paid marketing', 'zh-CN': '不投入付费推广' },
      credit: { en: 'No exceptions', 'zh-CN': '账期无例外' },
      price: { en: 'Renegotiate: minimum order, fees, prices', 'zh-CN': '重新议价：起订量、收费、价格' },
      service: { en: 'Service at list price', 'zh-CN': '服务按价目收费' },
    },
  },
];
