import { posix } from 'node:path';
import { messages } from '../../messages.ts';
import { allEntriesOf, contentOf, type ZipEntry } from '../zip.ts';
import { sheetRows, type WorkbookRow } from './sheet.ts';
import { dateStyles } from './styles.ts';
import { elementsOf, textsOf } from './xml.ts';

/** An .xlsx workbook on disk: its sheets, and the rows of one of them as they are unpacked. */
export interface Xlsx {
  readonly sheets: readonly string[];
  /** Rows a stretch at a time; nothing for a sheet that is not there. */
  rows(sheet: string | undefined, decimal: 'point' | 'comma'): AsyncGenerator<WorkbookRow[]>;
}

/** What describes a workbook is small; sheets and texts are streamed. */
const largestPart = 64 * 2 ** 20;
/** All texts of a workbook together, in characters: a sheet holds no more than this, or it is a bomb. */
const mostText = 400_000_000;

const relations = 'relationships/';

/** Opens a workbook by its parts; nothing where it is written in a way that only the library knows (prefixes). */
export async function openXlsx(path: string, name: string): Promise<Xlsx | undefined> {
  const entries = new Map((await allEntriesOf(path, name)).map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (at: string): ZipEntry | undefined => entries.get(at.toLowerCase().replace(/^\//, ''));
  const read = async (entry: ZipEntry | undefined): Promise<string> => {
    if (entry === undefined) return '';
    if (entry.size > largestPart) throw messages.tooLarge.error({ file: name, limit: largestPart / 2 ** 20 });
    const chunks: Buffer[] = [];
    for await (const chunk of contentOf(path, entry, name)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  };
  /** The parts that a part refers to, by id and by kind. */
  const referred = async (from: string): Promise<{ id: string; kind: string; at: string }[]> => {
    const { dir, base } = posix.parse(from);
    return elementsOf(await read(part(posix.join(dir, '_rels', `${base}.rels`))), 'Relationship').map(
      (one) => ({
        id: one.get('Id') ?? '',
        kind: one.get('Type')?.split(relations)[1] ?? '',
        at: (one.get('Target') ?? '').startsWith('/')
          ? one.get('Target')!.slice(1)
          : posix.join(dir, one.get('Target') ?? ''),
      }),
    );
  };
  const main = (await referred('')).find(({ kind }) => kind === 'officeDocument')?.at;
  if (main === undefined || part(main) === undefined) return undefined;
  const workbook = await read(part(main));
  const targets = await referred(main);
  const sheets = elementsOf(workbook, 'sheet').flatMap((sheet) => {
    const id = [...sheet].find(([key]) => key.endsWith(':id'))?.[1];
    const at = targets.find((target) => target.id === id && target.kind === 'worksheet')?.at;
    return at === undefined ? [] : [{ name: sheet.get('name') ?? '', at }];
  });
  const from1904 = elementsOf(workbook, 'workbookPr').some((one) =>
    /^(1|true)$/.test(one.get('date1904') ?? ''),
  );
  const of = (kind: string): ZipEntry | undefined => {
    const at = targets.find((target) => target.kind === kind)?.at;
    return at === undefined ? undefined : part(at);
  };
  const days = dateStyles(await read(of('styles')));
  const heads = await Promise.all(
    [...sheets.map(({ at }) => part(at)), of('sharedStrings')].map((entry) =>
      entry === undefined ? '' : beginning(contentOf(path, entry, name)),
    ),
  );
  if (heads.some((head) => /<\w+:(?:worksheet|sst)\b/.test(head))) return undefined;
  return {
    sheets: sheets.map((sheet) => sheet.name),
    async *rows(sheet, decimal) {
      const found = sheet === undefined ? sheets[0] : sheets.find((one) => one.name === sheet);
      const entry = found === undefined ? undefined : part(found.at);
      if (found === undefined) return;
      if (entry === undefined) throw new Error('the part of its sheet is missing');
      const texts = of('sharedStrings');
      const strings = texts === undefined ? [] : await stringsOf(contentOf(path, texts, name), name);
      yield* sheetRows(contentOf(path, entry, name), { strings, days, from1904, decimal });
    },
  };
}

async function beginning(chunks: AsyncGenerator<Buffer>): Promise<string> {
  for await (const chunk of chunks) return chunk.toString('utf8', 0, 2000);
  return '';
}

const itemEnd = Buffer.from('</si>');

/** The shared texts, each on its own, so that none keeps the part alive that it came in. */
async function stringsOf(chunks: AsyncIterable<Buffer>, file: string): Promise<string[]> {
  const strings: string[] = [];
  let size = 0;
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(itemEnd); end >= 0; end = bytes.indexOf(itemEnd, from)) {
      const item = bytes.toString('utf8', from, end);
      from = end + itemEnd.length;
      // An item without any text is written `<si/>` by some.
      for (let empty = item.indexOf('<si/>'); empty >= 0; empty = item.indexOf('<si/>', empty + 5))
        strings.push('');
      const text = textsOf(item.slice(item.lastIndexOf('<si') + 3));
      size += text.length;
      if (size > mostText) throw messages.tooLarge.error({ file, limit: mostText / 1e6 });
      strings.push(text);
    }
    carry = Buffer.from(bytes.subarray(from));
    if (carry.length > largestPart) throw new Error('a text of it is longer than any cell holds');
  }
  const rest = carry.toString('utf8');
  for (let empty = rest.indexOf('<si/>'); empty >= 0; empty = rest.indexOf('<si/>', empty + 5))
    strings.push('');
  return strings;
}
