import { message } from '../../language/messages.ts';

/** What management's list of key customers and the figures have to say to one another. MOD451–454. */

export const intuitionHeld = message<{
  believed: number;
  confirmed: number;
  eroding: number;
  overrated: number;
  unnoticed: number;
}>({
  code: 'MOD451',
  severity: 'info',
  text: {
    en: ({ believed, confirmed, eroding, overrated, unnoticed }) =>
      `Of the ${believed} customers that management believes are key, ${confirmed} are among the ${believed} most profitable; ${overrated} earn less than that, ${eroding} lose money. ${unnoticed} of the most profitable are not on the list.`,
    'zh-CN': ({ believed, confirmed, eroding, overrated, unnoticed }) =>
      `管理层认定的 ${believed} 个重点客户中，${confirmed} 个确属利润前 ${believed} 名，${overrated} 个盈利但名次靠后，${eroding} 个亏损；利润前列的客户中有 ${unnoticed} 个不在名单上。`,
  },
});
