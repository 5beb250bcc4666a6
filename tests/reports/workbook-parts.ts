import { inflateRawSync } from 'node:zlib';

/** The parts of a workbook as text, by their name: its zip read by the central directory, as Excel does. */
export function partsOf(zip: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(zip);
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--;
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + size);
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + name),
      (method === 8 ? inflateRawSync(raw) : raw).toString('utf8'),
    );
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** The first fault that makes a text no well-formed XML, or nothing: tags that match, quoted attributes, no bare signs. */
export function faultOf(xml: string): string | undefined {
  const cannot = [...xml].find(
    (one) => (one < ' ' && !'\t\n\r'.includes(one)) || one === '\ufffe' || one === '\uffff',
  );
  if (cannot !== undefined) return `U+${cannot.charCodeAt(0).toString(16)}, which XML cannot hold`;
  const open: string[] = [];
  const token = /<\?[^?]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let found = token.exec(xml); found !== null; found = token.exec(xml)) {
    at = token.lastIndex;
    const [, closing, name, attributes, alone, text] = found;
    const bare = (attributes ?? text ?? '').match(/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i);
    if (bare !== null) return `a bare & in ${found[0].slice(0, 80)}`;
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) return `</${name}> closes another`;
    } else if (alone !== '/') open.push(name);
  }
  if (at !== xml.length) return xml.slice(at, at + 80);
  return open.length === 0 ? undefined : `<${open.at(-1)}> is left open`;
}
