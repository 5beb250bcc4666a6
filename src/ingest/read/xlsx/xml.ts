/**
 * The little XML that an .xlsx workbook is made of, read without a tree: the parts are regular, and of a sheet with a
 * million rows no more than a stretch of rows is ever in memory.
 */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text between two tags: entities, CDATA, and `_x000D_` for what XML cannot write. */
export function textOf(raw: string): string {
  let text = raw;
  if (text.includes('<'))
    text = text.replace(
      /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->/g,
      (_, inner?: string) => inner?.replaceAll('&', '&amp;') ?? '',
    );
  if (text.includes('&'))
    text = text.replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
      (whole, decimal, hex, name) => {
        if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    );
  if (text.includes('_x'))
    text = text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return text;
}

/** The texts of all `<t>` in a string item or an inline string, but for the readings above Japanese ones. */
export function textsOf(xml: string): string {
  const plain = xml.includes('rPh') ? xml.replace(/<(\w+:)?rPh\b[\s\S]*?<\/(\w+:)?rPh>/g, '') : xml;
  let text = '';
  for (let at = plain.indexOf('<t'); at >= 0; at = plain.indexOf('<t', at + 1)) {
    const next = plain.charCodeAt(at + 2);
    if (next !== 62 && next !== 32) continue;
    const begin = plain.indexOf('>', at) + 1;
    if (plain.charCodeAt(begin - 2) === 47) continue;
    const end = plain.indexOf('</t>', begin);
    if (end < 0) break;
    text += textOf(plain.slice(begin, end));
    at = end;
  }
  return text;
}

/** The elements of one name, each by its attributes: for small parts, whatever prefix they use. */
export function elementsOf(xml: string, name: string): Map<string, string>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b((?:[^<>"']|"[^"]*"|'[^']*')*)>`, 'g'))].map(
    ([, attributes = '']) =>
      new Map(
        [...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
          ([, key, double, single]) => [key!, textOf(double ?? single ?? '')],
        ),
      ),
  );
}
