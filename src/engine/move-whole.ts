import { rename } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const held = new Set(['EACCES', 'EBUSY', 'EPERM']);

/**
 * Renames a file or a folder that has just been written. On Windows a scanner for viruses or an indexer may have a file
 * of it open for a moment, and then nothing can be renamed: asked again for up to some 10 seconds, elsewhere not at all.
 * `move` and `platform` are for tests.
 */
export async function moveWhole(
  from: string,
  to: string,
  { move = rename, platform = process.platform }: { move?: typeof rename; platform?: NodeJS.Platform } = {},
): Promise<void> {
  for (let wait = 10; ; wait *= 2)
    try {
      return await move(from, to);
    } catch (error) {
      if (platform !== 'win32' || wait > 5_000 || !held.has((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
      await setTimeout(wait);
    }
}
