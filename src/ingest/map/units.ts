/** A column, or a whole report, in thousands, in 万 or in millions: what each number is multiplied by, as a power of ten. */
export interface Unit {
  /** As written: `万元`, `TEUR`, `in thousands`. */
  readonly word: string;
  readonly exponent: number;
}

const powers: Readonly<Record<string, number>> = { 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 };
const chinese = /(?:人民币|RMB|CNY)?((?:十|百|千)?万|千|亿)(?:元|圆|美元|欧元|港元|日元)/;
/** The bare word only in brackets: `销售额(万)`. */
const bracketed = /[(（[【]\s*((?:十|百|千)?万|千|亿)\s*[)）\]】]\s*$/;
const currency = String.raw`(?:eur|usd|gbp|chf|cny|rmb|hkd|jpy|aud|cad|sgd|inr|€|\$|£|¥)`;
const thousands = new RegExp(
  [
    String.raw`\bin\s+thousands?\b`,
    String.raw`\(\s*thousands?\s*\)`,
    String.raw`\b[tk]${currency}(?![\p{L}\d])`,
    String.raw`(?<![\p{L}\d])${currency}\s?(?:k|000s?|['’]000s?|tsd\.?|thousands?)(?![\p{L}\d])`,
    String.raw`\btsd\.?\s?(?:eur|€|chf)`,
    String.raw`\(\s*['’]?000['’]?s?\s*\)`,
    String.raw`['’]000s?(?![\d])`,
  ].join('|'),
  'iu',
);
const millions = new RegExp(
  [
    String.raw`\bin\s+millions?\b`,
    String.raw`\(\s*millions?\s*\)`,
    String.raw`(?<![\p{L}\d])${currency}\s?(?:m|mn|mio\.?|millions?)(?![\p{L}\d])`,
    String.raw`\bmio\.?\s?(?:eur|€|chf)`,
  ].join('|'),
  'iu',
);

/** The unit that a header names; its own currency is none. */
export function unitOfHeader(header: string): Unit | undefined {
  const text = header.normalize('NFKC');
  const zh = chinese.exec(text) ?? bracketed.exec(text);
  if (zh !== null) return { word: zh[0].replace(/[()[\]【】\s]/g, ''), exponent: powers[zh[1]!]! };
  for (const [pattern, exponent] of [
    [thousands, 3],
    [millions, 6],
  ] as const) {
    const found = pattern.exec(text);
    if (found !== null) return { word: found[0].trim(), exponent };
  }
  return undefined;
}

/** The unit that a title above the table names: `单位：万元`, `(in thousands)`. Of other sentences it says nothing. */
export function unitOfTitles(titles: readonly string[]): Unit | undefined {
  for (const title of titles) {
    const text = title.normalize('NFKC').trim();
    const named = /(?:金额)?单位\s*[::]?\s*(\S+)/.exec(text)?.[1];
    const unit =
      named === undefined ? (text.length <= 60 ? englishUnit(text) : undefined) : unitOfHeader(named);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

const englishUnit = (text: string): Unit | undefined =>
  /\b(?:in|amounts?|values?|figures?|all|angaben|beträge|werte)\b/iu.test(text)
    ? unitOfHeader(text)
    : undefined;
