import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What JavaScript may hold, garbage included, before it is asked to tidy up: little next to what the database takes. */
const much = 96 * 2 ** 20;

/**
 * By how much of what is in use the heap may grow before V8 looks for garbage. Left alone it is a multiple of it, as long
 * as the machine has memory: a workbook that holds 150 MB would take 300.
 */
const growthPercent = 60;

let collect: (() => void) | undefined;

/**
 * Throws away what nobody holds any more, where that may be much, and keeps V8 from letting garbage lie in what follows:
 * between steps that make tables, workbooks and pages in turns, several times what is in use. Takes some 50 ms, or nothing.
 */
export function tidyUp(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  const { heapTotal, external } = process.memoryUsage();
  if (heapTotal + external < much) return;
  if (collect === undefined) {
    // Node hands the function out only to contexts that are made after the flag.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  collect();
}
