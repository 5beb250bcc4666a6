import { setFlagsFromString } from 'node:v8';

/**
 * By how much of what is in use the heap may grow before V8 looks for garbage again. Left alone it is up to several times
 * as much, as long as the machine has memory: a workbook that holds 150 MB would take 300, which the database lacks.
 */
const growthPercent = 60;

/**
 * By which factor the space for new objects grows where many of them stay: not at all. From Node 24 on it would become
 * 134 MB, as much as all that is kept.
 */
const newSpaceGrowth = 1;

/**
 * Keeps garbage few in all threads from now on. For what makes large objects in turns (tables, workbooks, pages); it costs
 * nothing that can be measured there.
 */
export function keepGarbageLow(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  setFlagsFromString(`--semi-space-growth-factor=${newSpaceGrowth}`);
}
