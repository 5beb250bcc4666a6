import { foldHeader } from '../words.ts';

/**
 * How near a header is to a name. Systems write the same thing as `Invoice No.`, `invoiceNumber`, `Inv_Num`: headers
 * and names are cut into words, and words that say the same are one word.
 */
const sameWord: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    id: ['no', 'nr', 'num', 'number', 'code', 'key', 'nummer', 'ids'],
    amount: ['amt', 'amnt'],
    quantity: ['qty', 'quantities'],
    percent: ['pct', 'percentage', '%'],
    description: ['desc', 'descr'],
    customer: ['cust', 'customers'],
    invoice: ['inv'],
    product: ['prod', 'products'],
    account: ['acct', 'acc'],
    phone: ['tel', 'telephone', 'phonenumber'],
    date: ['dt', 'on'],
    cost: ['costs'],
    line: ['lines', 'item line'],
  }).flatMap(([word, others]) => others.map((other) => [other, word])),
);

export function wordsOf(header: string): string[] {
  const cut = header
    .normalize('NFKC')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return foldHeader(cut)
    .split(/[\s_\-./#()[\]:（）,，]+/)
    .filter((word) => word !== '')
    .map((word) => sameWord[word] ?? word);
}

export interface Name {
  readonly fold: string;
  readonly words: readonly string[];
}

export function nameOf(text: string): Name {
  return { fold: foldHeader(text), words: wordsOf(text) };
}

/** How much of a longer header a name may be: `ProductStandardCost` is a standard cost, `IncomeAccountId` no account id. */
export type Within = 'nothing' | 'words' | 'end';

/** 0 to 1: the same text, the same words, the last part of a path, the name within a longer header. */
export function nearness(header: Name, name: Name, within: Within): number {
  if (header.fold === name.fold) return 1;
  if (header.words.length === 0 || name.words.length === 0) return 0;
  const { words } = name;
  // `Num` and `No.` say nothing of what they number.
  if (words.length === 1 && words[0] === 'id') return 0;
  if (header.words.join(' ') === words.join(' ')) return 0.95;
  if (header.words.join('') === words.join('')) return 0.95;
  if (header.fold.includes('/') && wordsOf(header.fold.split('/').at(-1)!).join(' ') === words.join(' '))
    return 0.9;
  if (within === 'nothing') return 0;
  if (!header.words.some((_, at) => words.every((word, n) => header.words[at + n] === word))) return 0;
  if (words.length >= 2) return 0.55 + (0.3 * words.length) / header.words.length;
  const last = header.words.at(-1) === words[0];
  return within === 'end' && last && header.words.length === 2 && words[0]!.length >= 4 ? 0.45 : 0;
}
