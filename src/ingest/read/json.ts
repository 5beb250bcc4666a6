import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';
import { namedColumns } from './header.ts';
import { type JsonCells, jsonCells } from './json-cells.ts';
import { type JsonRecord, JsonRecords, type JsonShape } from './json-records.ts';
import { proveEncoding } from './prove.ts';
import { RegularFile } from './regular.ts';
import { headOf, utf8Of } from './utf8.ts';

/** Objects with more different names than this are a dictionary keyed by something, and no table. */
const mostColumns = 2000;
/** Of a record that cannot be read, this much is kept to be looked at. */
const shown = 10_000;

/**
 * Reads JSON: an object a line (`.jsonl`, `.ndjson`), or a list of objects. Nested objects become columns with dots in
 * their names. Two passes: the first learns the columns, which any record may add to, the second writes the rows as a
 * regular file, so that no more than one record is in memory.
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
  const shape = shapeOf(head.bytes.toString('utf8'));
  const decimal = settings.decimal ?? 'point';
  const each = async (
    take: (record: JsonRecord, cells: JsonCells | undefined) => void,
    out?: RegularFile,
  ) => {
    const records = new JsonRecords(shape, (record) =>
      take(record, record.tooLong ? undefined : jsonCells(record.text, decimal)),
    );
    for await (const chunk of utf8Of(place, proof.encoding)) {
      records.push(chunk);
      await out?.flush();
    }
    if (!records.end()) throw messages.cutOff.error({ file: name });
  };

  const columns = new Map<string, number>();
  let rows = 0;
  await each((_, cells) => {
    rows++;
    for (const column of cells?.keys() ?? []) if (!columns.has(column)) columns.set(column, columns.size);
    if (columns.size > mostColumns)
      throw messages.formatUnknown.error({
        file: name,
        kind: `JSON with more than ${mostColumns} different names`,
      });
  });
  if (rows === 0) throw messages.emptyFile.error({ file: name });
  const names = [...columns.keys()];
  const header = namedColumns(names, wanted, { source: located.source, file: name });
  const out = await RegularFile.create(temporary, ',', names.length);
  try {
    await each((record, cells) => {
      if (cells === undefined) out.shaped(record.number, 'broken_record', record.text.slice(0, shown), []);
      else {
        const row = new Array<string>(names.length).fill('');
        for (const [column, cell] of cells) row[columns.get(column)!] = cell;
        out.cells(record.number, row);
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

/** The columns and records at the beginning of a file, to look at; what the text cuts off is left out. */
export function jsonHead(bytes: Buffer): { columns: string[]; records: JsonCells[] } {
  const records: JsonCells[] = [];
  const splitter = new JsonRecords(shapeOf(bytes.toString('utf8')), ({ text }) => {
    const cells = jsonCells(text);
    if (cells !== undefined) records.push(cells);
  });
  splitter.push(bytes);
  splitter.end();
  return { columns: [...new Set(records.flatMap((cells) => [...cells.keys()]))], records };
}

/** The first line decides: where it is no whole object, objects go over several lines. */
function shapeOf(head: string): JsonShape {
  const text = head.trimStart();
  if (text.startsWith('[')) return 'list';
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  return jsonCells(first) === undefined && /^\{\s*$/.test(first) ? 'objects' : 'lines';
}
