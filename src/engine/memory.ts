import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What JavaScript may hold, garbage included, before it is asked to tidy up: little next to what the database takes. */
const much = 96 * 2 ** 20;
let collect: (() => void) | undefined;

/**
 * Throws away what nobody holds any more, where that may be much. Left alone, V8 lets garbage lie for as long as the
 * machine has memory: between steps that make tables, workbooks and pages in turns, several times what is in use.
 * Takes some 50 ms, or nothing.
 */
export function tidyUp(): void {
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
