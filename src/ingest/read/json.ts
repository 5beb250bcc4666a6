import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { namedColumns } from './header.ts';
import { type JsonCells, type JsonRecordCells, jsonCells, jsonRecord } from './json-cells.ts';
import { linesIn, linesOf, type Row } from './json-lines.ts';
import { JsonLists } from './json-lists.ts';
import { type JsonRecord, JsonRecords, type JsonShape } from './json-records.ts';
import { proveEncoding } from './prove.ts';
import { RegularFile } from './regular.ts';
import { headOf, utf8Of } from './utf8.ts';

/** Objects with more different names than this are a dictionary keyed by something, and no table. */
const mostColumns = 2000;
/** Of a record that cannot be read, this much is kept to be looked at. */
const shown = 10_000;

/**
 * Reads JSON: an object a line (`.jsonl`, `.ndjson`), a list of objects, or one object that holds such lists, as web
 * services answer; of several, `sheet` names one. Nested objects become columns with dots in their names. Where the
 * mapping asks for the cells of a list within the records (`line_items/quantity`), each element of it is a row, with
 * the cells of its record. Two passes: the first learns the columns, which any record may add to, the second writes
 * the rows as a regular file, so that no more than one record is in memory.
 */
export async function readJson(
  located: LocatedFile,
  gzip: boolean,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const { settings, path, name } = located;
  const place = { path, name, gzip };
  const proof = await proveEncoding(place, settings.encoding);
  const head = await headOf(place, proof.encoding);
  const shape = shapeOf(head.bytes.toString('utf8'), head.whole);
  const decimal = settings.decimal ?? 'point';
  let list = settings.sheet;
  const each = async (
    take: (record: JsonRecord, cells: JsonRecordCells | undefined) => void,
    out?: RegularFile,
  ) => {
    const given = (record: JsonRecord): void =>
      take(record, record.tooLong ? undefined : jsonRecord(record.text, decimal));
    const records =
      shape === 'wrapped'
        ? new JsonLists((found, record) => {
            if (found === list) given(record);
          })
        : new JsonRecords(shape, given);
    for await (const chunk of utf8Of(place, proof.encoding)) {
      records.push(chunk);
      await out?.flush();
    }
    if (!records.end()) throw messages.cutOff.error({ file: name });
  };
  if (shape === 'wrapped') list = await chosenList(place, proof.encoding, located);

  const columns = new Map<string, number>();
  const known = (cells: JsonCells | undefined, prefix = ''): void => {
    for (const column of cells?.keys() ?? [])
      if (!columns.has(prefix + column)) columns.set(prefix + column, columns.size);
    if (columns.size > mostColumns)
      throw messages.formatUnknown.error({
        file: name,
        kind: `JSON with more than ${mostColumns} different names`,
      });
  };
  const named = linesIn(wanted);
  const found = new Map<string, number>();
  let records = 0;
  await each((_, record) => {
    records++;
    known(record?.cells);
    for (const path of named) {
      const elements = record?.lists.get(path) ?? [];
      for (const line of elements) known(line, `${path}/`);
      if (elements.length > 0) found.set(path, (found.get(path) ?? 0) + elements.length);
    }
  });
  if (records === 0) throw messages.emptyFile.error({ file: name });
  const lines = [...found.keys()];
  if (lines.length > 1)
    throw messages.linesSeveral.error({ source: located.source, file: name, lists: lines }, { file: name });
  const names = [...columns.keys()];
  const header = namedColumns(names, wanted, { source: located.source, file: name });
  const out = await RegularFile.create(temporary, ',', names.length);
  let rows = 0;
  try {
    await each((record, read) => {
      if (read === undefined) {
        rows++;
        out.shaped(lines.length > 0 ? rows : record.number, 'broken_record', record.text.slice(0, shown), []);
        return;
      }
      for (const cells of linesOf(read, lines)) {
        rows++;
        const row = new Array<string>(names.length).fill('');
        for (const [column, cell] of cells) row[columns.get(column)!] = cell;
        out.cells(lines.length > 0 ? rows : record.number, row);
      }
    }, out);
  } finally {
    await out.close();
  }
  return {
    located,
    format: 'json',
    sha256: proof.sha256,
    bytes: proof.bytes,
    encoding: proof.encoding,
    encodingReason: proof.reason,
    header,
    rows,
    take: { kind: 'regular', path: temporary, delimiter: ',' },
  };
}

/** The list of records that the source means: the one that it names, or the only one there is. */
async function chosenList(
  place: { path: string; name: string; gzip: boolean },
  encoding: Parameters<typeof utf8Of>[1],
  { source, settings, name }: LocatedFile,
): Promise<string> {
  const counts = new Map<string, number>();
  const scanner = new JsonLists((path, { text }) => {
    if (text.startsWith('{')) counts.set(path, (counts.get(path) ?? 0) + 1);
  });
  for await (const chunk of utf8Of(place, encoding)) scanner.push(chunk);
  if (!scanner.end()) throw messages.cutOff.error({ file: name });
  const lists = [...counts.keys()];
  const { sheet } = settings;
  if (sheet !== undefined) {
    if (lists.includes(sheet)) return sheet;
    throw messages.sheetMissing.error(
      { source, file: name, sheet, sheets: lists, nearest: suggest(sheet, lists) ?? '' },
      { file: name },
    );
  }
  const [only] = lists;
  if (only === undefined) throw messages.emptyFile.error({ file: name });
  if (lists.length > 1)
    throw messages.listsSeveral.error(
      { source, file: name, lists: lists.map((list) => ({ list, records: counts.get(list)! })) },
      { file: name },
    );
  return only;
}

export interface JsonHead {
  readonly columns: string[];
  readonly records: Row[];
  /** The lists of records of an object that holds several. */
  readonly lists?: readonly string[];
}

/**
 * The columns and records at the beginning of a file, to look at; what the text cuts off is left out. Where records
 * have lines, these are the rows.
 */
export function jsonHead(bytes: Buffer, whole: boolean, sheet?: string): JsonHead {
  const text = bytes.toString('utf8');
  const shape = shapeOf(text, whole);
  const byList = new Map<string, JsonRecordCells[]>();
  const take = (list: string, record: JsonRecord): void => {
    const cells = jsonRecord(record.text);
    if (cells !== undefined) byList.set(list, [...(byList.get(list) ?? []), cells]);
  };
  const splitter =
    shape === 'wrapped' ? new JsonLists(take) : new JsonRecords(shape, (record) => take('', record));
  splitter.push(bytes);
  splitter.end();
  const lists = [...byList.keys()];
  const records = byList.get(sheet ?? lists[0] ?? '') ?? [];
  const lines = linesIn(undefined, records);
  const rows = records.flatMap((record) => linesOf(record, lines));
  const columns = [...new Set(rows.flatMap((cells) => [...cells.keys()]))];
  return { columns, records: rows, ...(lists.length > 1 ? { lists } : {}) };
}

/** Names of an object that is a record itself, and not what holds the records. */
const ownName =
  /(^|[^a-z])(id|no|nr|number|code|date|name|uuid)$|(?:[a-z])(Id|No|Number|Code|Date)$|(号|编号|日期|时间)$/;
const linesName = /lines?$|items?$|positions?$|positionen$|details?$|明细/i;

/** The first line decides: where it is no whole object, objects go over several lines. */
function shapeOf(head: string, whole: boolean): JsonShape | 'wrapped' {
  const text = head.trimStart();
  if (text.startsWith('[')) return 'list';
  if (holdsRecords(text, whole)) return 'wrapped';
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  return jsonCells(first) === undefined && /^\{\s*$/.test(first) ? 'objects' : 'lines';
}

/** Whether the text is one object that holds lists of records: an order with its lines is a record itself. */
function holdsRecords(text: string, whole: boolean): boolean {
  const lists = new Set<string>();
  let open = '';
  const scanner = new JsonLists((path, record) => {
    if (record.text.startsWith('{')) lists.add(path);
    open = path;
  });
  scanner.push(Buffer.from(text));
  if (scanner.beyond || (whole && !scanner.ended)) return false;
  // Of a list that the head cuts off at its very first record, nothing is seen yet.
  if (lists.size === 0 || open === '') return false;
  const recordItself =
    [...scanner.scalars].some((name) => ownName.test(name)) &&
    [...lists].every((list) => linesName.test(list));
  return !recordItself;
}
