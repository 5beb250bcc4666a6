import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { messages } from '../messages.ts';
import type { LocatedFile, ReadFile } from './file.ts';

/** What spreadsheets leave beside a workbook that is open: Excel (which shortens long names) and LibreOffice. */
const locksOf = (name: string): string[] => [`~$${name}`, `~$${name.slice(2)}`, `.~lock.${name}#`];

/**
 * Nobody has a file open in a spreadsheet: what is saved may be older than what is on the screen, or half of it.
 * @throws ProductError ING119 with the name of the lock.
 */
export async function notOpen(files: readonly LocatedFile[]): Promise<void> {
  const folders = new Map<string, Set<string>>();
  for (const { path, name } of files) {
    const folder = dirname(path);
    let names = folders.get(folder);
    if (names === undefined) {
      names = new Set(await readdir(folder).catch(() => []));
      folders.set(folder, names);
    }
    const lock = locksOf(basename(path)).find((one) => names.has(one));
    if (lock !== undefined) throw messages.beingWritten.error({ file: name, lock });
  }
}

/**
 * The files are still what they were when they were found: what was proven of them holds for what was loaded.
 * @throws ProductError ING119 for one whose size or time has changed.
 */
export async function beyondDoubt(files: readonly ReadFile[]): Promise<void> {
  const seen = new Set<string>();
  for (const { located } of files) {
    if (seen.has(located.path)) continue;
    seen.add(located.path);
    const now = await stat(located.path).catch(() => undefined);
    const same =
      now !== undefined &&
      now.mtimeMs === located.modified &&
      (located.entry !== undefined || now.size === located.bytes);
    if (!same) throw messages.beingWritten.error({ file: located.name, lock: '' });
  }
}
