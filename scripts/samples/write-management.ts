/** management/: the list of key customers as a sales meeting wrote it down, from memory and by size. */
import { CODE } from './planted.ts';
import { crlf, record } from './text.ts';
import type { Company, Customer } from './types.ts';

const wide = (text: string): string =>
  text.replace(/[A-Za-z0-9]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const withoutForm = (name: string): string => name.replace(/(股份)?有限公司$/, '');

interface Entry {
  /** The account that is meant; none: nobody the company sells to. */
  readonly code?: string;
  /** As it was written; with the customer's real name to start from. */
  readonly write: (customer: Customer) => string;
  /** Cannot be told for sure, and a right product says so. */
  readonly doubtful?: true;
}

/**
 * Best first. Two of the largest losses are on it, because they are large; the small star (third by profit) is not,
 * because nobody thinks of it.
 */
const LIST: readonly Entry[] = [
  { code: CODE.leader, write: ({ name }) => withoutForm(name) },
  { code: CODE.erodingGiant, write: ({ name }) => name },
  { code: CODE.second, write: ({ name }) => name.replace(' Co., Ltd.', '').toUpperCase() },
  { code: CODE.slowPayer, write: ({ name }) => name.replace(/ \(.*/, '') },
  { code: CODE.chain, write: ({ name }) => name.replace(/（.*/, '') },
  // The group, not one of its five accounts.
  { code: CODE.groupParent, write: ({ short }) => short, doubtful: true },
  { code: CODE.churned, write: ({ name }) => name.replace('工程有限公司', '') },
  { code: '001421', write: ({ name }) => name.replace('ö', 'oe').replace(' Co., Ltd.', '') },
  { code: '001155', write: ({ short }) => short },
  { code: CODE.grower, write: ({ short }) => short },
  { code: '001109', write: ({ name }) => wide(name.replace(' Co., Ltd.', '')) },
  { code: '001153', write: ({ name }) => name.replace('器械有限公司', '') },
  { code: '001516', write: ({ name }) => name.replace('科技有限公司', '') },
  { code: '001248', write: ({ name }) => withoutForm(name) },
  { code: '001176', write: ({ code }) => code },
  { write: () => '华东精工装备集团', doubtful: true },
];

export const BELIEVED = LIST.flatMap(({ code, doubtful }) =>
  code === undefined || doubtful === true ? [] : [code],
);
export const DOUBTFUL_LINES = LIST.filter(({ doubtful }) => doubtful === true).length;

export function keyCustomerList(company: Company): Buffer {
  const byCode = new Map(company.customers.map((customer) => [customer.code, customer]));
  const rows = LIST.map(({ code, write }, index) => [
    index + 1,
    write((code === undefined ? company.customers[0] : byCode.get(code)) as Customer),
  ]);
  return Buffer.from(`\uFEFF${crlf([['名次', '重点客户'], ...rows].map((row) => record(row, ',')))}`, 'utf8');
}
