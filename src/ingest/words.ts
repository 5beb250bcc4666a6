/** The words of exports: how they say yes, no and total, in the languages seen so far. `map/values.sql` has those for nothing. */

/** Blanks that are cut from both ends of a cell: space, tab, line ends, no-break, narrow, ideographic, BOM, zero width. */
export const blanks = ' \t\r\n\u00a0\u202f\u2009\u3000\ufeff\u200b';

export const yes = ['true', 'yes', 'y', '1', '1.0', '是', '同意', 'ja', 'j', 'wahr', 't', 'x', '✓'] as const;
export const no = ['false', 'no', 'n', '0', '0.0', '否', '不同意', 'nein', 'falsch', 'f'] as const;

/**
 * A cell that begins so stands in a total row (RE2, matched on the cell without blanks). Spaced-out Chinese (`合  计`)
 * is usual. `\b` keeps TotalEnergies a customer.
 */
export const totalCell =
  '(?i)(?:合\\s*计|小\\s*计|总\\s*计|本\\s*页\\s*合\\s*计|本\\s*[月年]\\s*合\\s*计|累\\s*计|本\\s*年\\s*累\\s*计|\\p{Han}{1,6}(?:合计|小计|总计)' +
  '|grand\\s+total\\b|sub-?\\s?total\\b|total\\b|totals\\b|summe\\b|zwischensumme\\b|gesamt(?:summe|betrag)?\\b)';

/** The stricter form, for lists without any amount: nothing but the word, perhaps with a colon or a count. */
export const onlyTotalCell = `${totalCell}\\s*[:：]?\\s*[0-9.,]*`;

/** What stands before or after the name in the total of a group: `Total for ACME`, `ACME 小计`. */
export const totalWords =
  '(?i)^(?:grand\\s+)?(?:sub-?\\s?)?totals?(?:\\s+for)?\\b[:：\\s]*|^(?:合\\s*计|小\\s*计|总\\s*计|summe)[:：\\s]*' +
  '|[\\s:：]*(?:合\\s*计|小\\s*计|总\\s*计|\\btotal)[:：]?$';

/** Columns whose values are never shown in a message. */
export const personalColumns: ReadonlySet<string> = new Set([
  'name',
  'title',
  'tax_id',
  'phone',
  'email',
  'address',
  'owner',
  'salesperson',
  'actor',
  'description',
]);

/**
 * Two headers are the same if they fold to the same: width, case, blanks, line breaks, marks of required fields. Of two
 * rows of headers, `Sales / Amount` is `Sales Amount`.
 */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\ufeff\u200b]/g, '')
    .replaceAll('\0', '')
    .replace(/[(（]必填[)）]/g, '')
    .replace(/\s\/\s/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\*\s*|\s*\*$/g, '')
    .toLowerCase();
}

/** A header as it is shown and stored: what was written, without the invisible. */
export function cleanHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\ufeff\u200b]/g, '')
    .replaceAll('\0', '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The name of a source as the name of a file. */
export function fileNameOf(source: string): string {
  return source.replace(/[^\p{L}\p{N}_.-]+/gu, '_');
}
