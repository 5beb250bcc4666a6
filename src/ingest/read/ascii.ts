/** The bytes that texts of exports are parted by; in UTF-8 none of them is part of another character. */
export const lf = 0x0a;
export const cr = 0x0d;
export const tab = 0x09;
export const space = 0x20;
export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const backslash = 0x5c;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** What may stand between the parts of JSON. */
export const isSpace = (byte: number): boolean =>
  byte === space || byte === lf || byte === cr || byte === tab;
