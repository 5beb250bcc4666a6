const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  deg: '°',
  ndash: '–',
  mdash: '—',
  minus: '−',
  middot: '·',
  hellip: '…',
  copy: '©',
  reg: '®',
  trade: '™',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
};

/** Text without entities; where blanks count for nothing, they are one blank. */
export function decoded(text: string, exact: boolean): string {
  if (text === '') return text;
  const plain = exact ? text : text.replace(/[ \t\r\n]+/g, ' ');
  return plain.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    const code =
      decimal === undefined ? (hex === undefined ? -1 : Number.parseInt(hex, 16)) : Number(decimal);
    if (code >= 0) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    return entities[name as string] ?? whole;
  });
}
