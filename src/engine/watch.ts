import type { Database } from './database.ts';
import type { Progress } from './effects.ts';

/** Statements shorter than this are over before anybody could read how far they are. */
const worthShowing = 1_000;
const period = 250;

/**
 * Asks the database now and then how far its statement is, and tells the progress, if that moves. Returns how to stop.
 * A statement has begun anew when its share goes down, or when it was not to be had for a while.
 */
export async function watchStatements(database: Database, progress: Progress): Promise<() => void> {
  if (progress.part === undefined) return () => {};
  await database.countProgress();
  let begun: number | undefined;
  let last = 0;
  const timer = setInterval(() => {
    const share = database.done;
    const now = performance.now();
    if (share === undefined || share < last) begun = undefined;
    if (share === undefined) return;
    begun ??= now;
    last = share;
    if (now - begun >= worthShowing) progress.part?.(share, now - begun);
  }, period);
  timer.unref();
  return () => clearInterval(timer);
}
