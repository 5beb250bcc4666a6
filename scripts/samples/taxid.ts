/** 统一社会信用代码 (GB 32100) for invented companies: right check characters, no real registration. */
import type { Rng } from './rng.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((s, w, i) => s + w * ALPHABET.indexOf(first17[i] as string), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

export function taxId(rng: Rng, region: string): string {
  let org = 'MA';
  for (let i = 0; i < 6; i++) org += ALPHABET[rng.int(0, 9 + (i < 2 ? 13 : 0))];
  // Characters 9–17 are an organisation code (GB 11714) with a check character of its own; letters count from 10 on.
  const value = (ch: string): number => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(ch);
  const sum = ORG_WEIGHTS.reduce((s, w, i) => s + w * value(org[i] as string), 0);
  const check = 11 - (sum % 11);
  const first = `91${region}${org}${check === 10 ? 'X' : check === 11 ? '0' : check}`;
  return first + checkCharacter(first);
}
