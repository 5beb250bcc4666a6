/**
 * A web page in one file (MIME HTML, RFC 2557), as SAP and Excel save lists: the parts that are pages, unpacked. What
 * else lies in it, pictures and style sheets, is passed over.
 */
export interface PagePart {
  readonly bytes: Buffer;
  /** What its head says of its encoding; empty where it says nothing. */
  readonly charset: string;
}

export const isMhtml = (start: string): boolean =>
  /^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version:/i.test(start);

/** The pages of it; nothing where a part has no end. */
export function pagesOf(bytes: Buffer): PagePart[] | undefined {
  const text = bytes.toString('latin1');
  const { head, body } = parted(text);
  const boundary = parameter(head, 'boundary');
  if (boundary === '') {
    const one = page(head, body);
    return one === undefined ? [] : [one];
  }
  const parts = body.split(`--${boundary}`);
  // Before the first mark stands a word for old programs, after the last one nothing.
  if (parts.length < 3 || !parts.at(-1)!.startsWith('--')) return undefined;
  return parts.slice(1, -1).flatMap((part) => {
    const { head: own, body: content } = parted(part.replace(/^[ \t]*\r?\n/, ''));
    return page(own, content.replace(/\r?\n$/, '')) ?? [];
  });
}

function parted(text: string): { head: string; body: string } {
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { head: text, body: '' };
  // A field goes on where the next line begins with a blank.
  const head = text.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ');
  return { head, body: text.slice(end.index + end[0].length) };
}

const field = (head: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*?)\\r?$`, 'im').exec(head)?.[1]?.trim() ?? '';

function parameter(head: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(
    field(head, 'content-type'),
  );
  return found?.[1] ?? found?.[2] ?? '';
}

function page(head: string, body: string): PagePart | undefined {
  const type = field(head, 'content-type').toLowerCase();
  if (type !== '' && !/html|xml|excel/.test(type)) return undefined;
  return {
    bytes: unpacked(body, field(head, 'content-transfer-encoding').toLowerCase()),
    charset: parameter(head, 'charset'),
  };
}

function unpacked(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/[ \t]+(\r?\n)/g, '$1')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
