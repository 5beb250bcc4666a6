import { message } from '../../language/messages.ts';

/** What a comparison of two spans has to say. MOD465–469. */

export const spansDiffer = message<{ before: number; now: number }>({
  code: 'MOD465',
  severity: 'warning',
  text: {
    en: ({ before, now }) =>
      `The earlier run covers ${before} months and this one ${now}: part of every change against it is only the difference in time.`,
    'zh-CN': ({ before, now }) =>
      `上次运行涵盖 ${before} 个月，本次为 ${now} 个月：与其相比的变动有一部分仅来自期间长短不同。`,
  },
  repair: {
    en: () =>
      'Set `period: from:` so that both runs cover as many months, or read the comparison within this run.',
    'zh-CN': () => '请设置 `period: from:` 使两次运行涵盖相同月数，或以本次运行内的期间比较为准。',
  },
});
