import { message } from '../../language/messages.ts';

/** What the campaigns have to say: their lists and what they brought. */

const decimals = (value: number): string => value.toFixed(2);
const whole = (value: number): string => String(Math.round(value * 100));

export const campaignListed = message<{
  campaign: string;
  treated: number;
  control: number;
  leftOut: number;
}>({
  code: 'MOD471',
  severity: 'info',
  text: {
    en: ({ campaign, treated, control, leftOut }) =>
      `Campaign “${campaign}”: ${treated} customers to contact, ${control} held back to compare, ${leftOut} left out with a reason.`,
    'zh-CN': ({ campaign, treated, control, leftOut }) =>
      `营销活动“${campaign}”：发送 ${treated} 个客户，对照 ${control} 个，因故剔除 ${leftOut} 个。`,
  },
});

export const campaignTooSmall = message<{ campaign: string; effect: number; days: number; part?: number }>({
  code: 'MOD472',
  severity: 'warning',
  text: {
    en: ({ campaign, effect, days, part }) =>
      part === undefined
        ? `Campaign “${campaign}” cannot be measured: it needs two customers or more on either side, and sales to compare.`
        : `Campaign “${campaign}” is too small to show a change of ${whole(effect)}% in ${days} days: by how customers differ, only one of ${whole(part)}% or more would show.`,
    'zh-CN': ({ campaign, effect, days, part }) =>
      part === undefined
        ? `营销活动“${campaign}”无法衡量效果：发送组与对照组各需至少两个客户，且有可比较的销售。`
        : `营销活动“${campaign}”样本太小，${days} 天内无法显示 ${whole(effect)}% 的变化：按客户之间的差异，只有 ${whole(part)}% 以上的变化才能显示。`,
  },
  repair: {
    en: () => 'Widen the selection, raise `control:`, or measure over more `days:`.',
    'zh-CN': () => '请扩大选取范围、提高 `control:` 比例，或延长 `days:` 测量期。',
  },
});

export const campaignEmpty = message<{ campaign: string; leftOut: number }>({
  code: 'MOD473',
  severity: 'warning',
  text: {
    en: ({ campaign, leftOut }) =>
      `Campaign “${campaign}” goes to nobody: its selection leaves no customer, ${leftOut} were left out with a reason.`,
    'zh-CN': ({ campaign, leftOut }) =>
      `营销活动“${campaign}”没有可发送的客户：选取后无剩余，因故剔除 ${leftOut} 个。`,
  },
  repair: {
    en: () =>
      'Check the names under `tiers:`, `segments:` and `states:`, and the consents in the CRM export.',
    'zh-CN': () => '请检查 `tiers:`、`segments:`、`states:` 中的名称，以及 CRM 导出中的同意标记。',
  },
});

export const campaignShown = message<{ campaign: string; difference: number; low: number; high: number }>({
  code: 'MOD474',
  severity: 'info',
  text: {
    en: ({ campaign, difference, low, high }) =>
      `Campaign “${campaign}” brought ${decimals(difference)} of gross margin per customer after its cost (95% interval ${decimals(low)} to ${decimals(high)}).`,
    'zh-CN': ({ campaign, difference, low, high }) =>
      `营销活动“${campaign}”扣除成本后每客户带来毛利 ${decimals(difference)}（95% 区间 ${decimals(low)} 至 ${decimals(high)}）。`,
  },
});

export const campaignNotShown = message<{ campaign: string; treated: number; control: number }>({
  code: 'MOD475',
  severity: 'info',
  text: {
    en: ({ campaign, treated, control }) =>
      `No effect of campaign “${campaign}” was shown: ${treated} customers mailed and ${control} held back differ no more than chance explains, or are too few.`,
    'zh-CN': ({ campaign, treated, control }) =>
      `营销活动“${campaign}”未显示效果：发送组 ${treated} 个与对照组 ${control} 个客户的差异未超出偶然范围，或样本太少。`,
  },
});

export const campaignVoid = message<{ campaign: string; treated: number; control: number }>({
  code: 'MOD476',
  severity: 'warning',
  text: {
    en: ({ campaign, treated, control }) =>
      `Campaign “${campaign}” cannot be judged: ${treated} mailed and ${control} held back are not the shares that were planned, so something else than chance has picked them.`,
    'zh-CN': ({ campaign, treated, control }) =>
      `营销活动“${campaign}”无法评判：发送组 ${treated} 个与对照组 ${control} 个偏离计划比例，分组并非随机。`,
  },
  repair: {
    en: () => 'Feed back both lists of the run that made them, whole.',
    'zh-CN': () => '请完整导入当时生成的两份名单（发送与对照）。',
  },
});
