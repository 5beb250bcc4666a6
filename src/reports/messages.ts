import { message } from '../language/messages.ts';

/** What can go wrong while the reports are written. */
export const messages = {
  clientMissing: message<{ path: string }>({
    code: 'REP501',
    severity: 'fatal',
    exit: 3,
    text: {
      en: ({ path }) => `The report’s script is not built: ${path} is missing.`,
      'zh-CN': ({ path }) => `报告脚本尚未构建：缺少 ${path}。`,
    },
    repair: { en: () => 'Run `npm run build` once.', 'zh-CN': () => '请先运行一次 `npm run build`。' },
  }),
  noCustomers: message<Record<never, never>>({
    code: 'REP502',
    severity: 'fatal',
    text: {
      en: () => 'There is no ranked customer, so there is nothing to report.',
      'zh-CN': () => '没有参与排名的客户，无法生成报告。',
    },
    repair: {
      en: () =>
        'Check that invoice lines fall into the period and that not every customer has a class of its own.',
      'zh-CN': () => '请检查期间内是否有发票行，以及是否所有客户都被归入特殊类别。',
    },
  }),
};
