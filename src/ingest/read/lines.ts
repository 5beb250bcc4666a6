import { bytesOf } from './bytes.ts';

const newline = 0x0a;
const quote = 0x22;
const carriage = 0x0d;

/**
 * Counts the lines of a UTF-8 file in which every line is a record: without a quotation mark, all lines ended alike,
 * none empty. Nothing for any other file. Whether each line has its number of cells is left to the database, which
 * refuses the file where one has not.
 */
export async function plainLines(path: string, gzip: boolean): Promise<number | undefined> {
  let lines = 0;
  let last = newline;
  let withCarriage: boolean | undefined;
  for await (const chunk of bytesOf(path, gzip)) {
    if (chunk.includes(quote)) return undefined;
    const carriages = chunk.includes(carriage);
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) {
      const before = at === 0 ? last : chunk[at - 1]!;
      if (before === newline) return undefined;
      withCarriage ??= before === carriage;
      if ((before === carriage) !== withCarriage) return undefined;
      lines++;
    }
    if (carriages && !eachEndsALine(chunk)) return undefined;
    last = chunk[chunk.length - 1]!;
    // Cut between the two bytes of a line end: too rare to be worth a thought.
    if (last === carriage) return undefined;
  }
  // A last line without end is ended by the file; an empty one at its end, of CR and LF, is a line.
  return last === newline ? lines : lines + 1;
}

function eachEndsALine(chunk: Buffer): boolean {
  for (let at = chunk.indexOf(carriage); at >= 0; at = chunk.indexOf(carriage, at + 1))
    if (chunk[at + 1] !== newline || chunk[at - 1] === newline) return false;
  return true;
}
