/** crm/contacts.csv: the people at each customer, from the same CRM and through the same spreadsheet. */
import { Rng } from './rng.ts';
import { crlf, record } from './text.ts';
import type { Company } from './types.ts';

const HEADER = 'Contact ID,Account Number,Name,Job Title,Role,Phone,Email,Until';

// Surnames and given names as syllables, so that names are made up and mail addresses follow from them.
const SURNAMES =
  '王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo'.split(
    ' ',
  );
const GIVEN =
  '建国jianguo 丽华lihua 志强zhiqiang 敏min 晓东xiaodong 婷ting 海涛haitao 雪梅xuemei 俊杰junjie 芳fang 永康yongkang 静怡jingyi 文博wenbo 燕yan 国栋guodong 佳jia'.split(
    ' ',
  );
const ABROAD = [
  'Anna Keller',
  'Thomas Brandt',
  'Julia Hofmann',
  'Markus Weiss',
  'Sarah Collins',
  'Peter Lang',
];
const POSTS: readonly (readonly [string, string])[] = [
  ['Purchasing manager', 'Buyer'],
  ['General manager', 'Decision maker'],
  ['Production engineer', 'User'],
  ['Accounts payable', 'Payer'],
];

const parts = (syllable: string): readonly [string, string] => {
  const [zh = '', latin = ''] = /^([^a-z]+)([a-z]+)$/.exec(syllable)?.slice(1) ?? [];
  return [zh, latin];
};

export function contacts(company: Company): Buffer {
  const rng = new Rng('contacts');
  const rows: (string | number)[][] = [HEADER.split(',')];
  for (const customer of company.customers) {
    if (customer.type !== 'Customer' || customer.email === '') continue;
    // As in any CRM, nobody has written down whom to speak to at many small ones.
    if (customer.profile.group !== 'planted' && rng.int(0, 99) < 40) continue;
    const domain = customer.email.split('@')[1] ?? 'example.com';
    const foreign = /[A-Za-z]{3}/.test(customer.name);
    const count = 1 + (rng.int(0, 99) < 35 ? 1 : 0);
    for (let at = 0; at < count; at += 1) {
      const [title, role] = POSTS[at === 0 ? rng.int(0, 1) : rng.int(2, 3)]!;
      const [surname, surnameLatin] = parts(rng.pick(SURNAMES));
      const [given, givenLatin] = parts(rng.pick(GIVEN));
      const name = foreign ? rng.pick(ABROAD) : `${surname}${given}`;
      const box = foreign ? name.toLowerCase().replace(' ', '.') : `${surnameLatin}.${givenLatin}`;
      // A few have left: the CRM keeps them with the day they did.
      const left = rng.int(0, 99) < 4 ? '2025-11-30' : '';
      rows.push([
        `C-${String(rows.length).padStart(5, '0')}`,
        customer.code.replace(/^0+/, ''),
        name,
        title,
        role,
        `+86 512 555${rng.int(0, 9)} ${String(rng.int(0, 9999)).padStart(4, '0')}`,
        `${box}@${domain}`,
        left,
      ]);
    }
  }
  return Buffer.from(`\uFEFF${crlf(rows.map((row) => record(row, ',')))}`, 'utf8');
}
