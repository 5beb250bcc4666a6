import { open, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { suggest } from '../language/suggest.ts';
import { expand, isPattern, matches, names } from './glob.ts';
import { messages } from './messages.ts';
import type { LocatedFile } from './read/file.ts';
import { entriesOf, officeKind } from './read/zip.ts';
import type { SourceSettings } from './settings.ts';

export type { LocatedFile } from './read/file.ts';

/** A file as it was found, not yet given to a source. */
type Found = Omit<LocatedFile, 'source' | 'settings'>;

/**
 * Finds the files of all sources, in the order in which later ones win: sources as listed, files as listed, a glob in
 * name order, no file twice in one source. A zip archive stands for the files in it, in name order; its files can be
 * named one by one as if it were a folder (`export.zip/Account.csv`).
 * @throws ProductError ING101 for a name or glob that finds nothing, with the nearest name there is.
 */
export async function locate(sources: readonly SourceSettings[], dataFolder: string): Promise<LocatedFile[]> {
  const folder = resolve(dataFolder);
  const located: LocatedFile[] = [];
  for (const settings of sources) {
    const seen = new Set<string>();
    for (const written of Array.isArray(settings.files) ? settings.files : [settings.files]) {
      const wanted = written.replaceAll('\\', '/');
      const found = await find(folder, wanted);
      if (found.length === 0) throw await missing(settings.name, wanted, folder);
      for (const file of found) {
        const identity = `${file.path}\0${file.entry?.name ?? ''}`;
        if (seen.has(identity)) continue;
        seen.add(identity);
        located.push({ source: settings.name, settings, ...file });
      }
    }
  }
  return located;
}

async function find(folder: string, wanted: string): Promise<Found[]> {
  const [outer, inner] = intoArchive(wanted);
  const found: Found[] = [];
  for (const name of isPattern(outer) && !isAbsolute(outer) ? await expand(folder, outer) : [outer]) {
    const path = isAbsolute(name) ? name : join(folder, name);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined || !info.isFile()) continue;
    const shown = relative(folder, path).split(sep).join('/');
    const file = { path, name: shown, bytes: info.size, modified: info.mtimeMs };
    if (!(await isArchive(path, shown))) {
      if (inner === undefined) found.push(file);
      continue;
    }
    for (const entry of await entriesOf(path, shown))
      if (inner === undefined || fits(entry.name, inner))
        found.push({ ...file, name: `${shown}/${entry.name}`, bytes: entry.size, entry });
  }
  return found;
}

/** `a/export.zip/b/*.csv` → the archive and what is wanted of it. */
function intoArchive(wanted: string): [outer: string, inner: string | undefined] {
  const at = /\.zip\//i.exec(wanted);
  return at === null ? [wanted, undefined] : [wanted.slice(0, at.index + 4), wanted.slice(at.index + 5)];
}

const fits = (name: string, pattern: string): boolean => {
  const parts = name.split('/');
  const wanted = pattern.split('/');
  return parts.length === wanted.length && parts.every((part, index) => matches(part, wanted[index]!));
};

/** A zip archive that is no workbook, by its first bytes. */
async function isArchive(path: string, name: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    // An archive without any file begins with the record of its end.
    if (bytesRead < 4 || (buffer.readUInt32LE(0) !== 0x04034b50 && buffer.readUInt32LE(0) !== 0x06054b50))
      return false;
  } finally {
    await file.close();
  }
  try {
    return (await officeKind(path, name)) === undefined;
  } catch (cause) {
    // A damaged workbook is told of by the one that reads workbooks.
    if (/\.zip$/i.test(name)) throw cause;
    return false;
  }
}

async function missing(source: string, file: string, folder: string) {
  const [outer, inner] = intoArchive(file);
  const archive = isAbsolute(outer) ? outer : join(folder, outer);
  if (
    inner !== undefined &&
    !isPattern(outer) &&
    (await stat(archive).catch(() => undefined))?.isFile() === true
  ) {
    const inside = (await entriesOf(archive, outer)).map(({ name }) => name);
    const near = suggest(inner, inside);
    const nearest = near === undefined ? '' : `${outer}/${near}`;
    return messages.fileMissing.error({ source, file, folder: archive, nearest });
  }
  const inside = join(folder, dirname(file));
  const here = await names(inside);
  const base = file.split('/').at(-1)!;
  const near = suggest(base, here);
  const nearest = near === undefined ? '' : join(dirname(file), near).split(sep).join('/');
  return messages.fileMissing.error({ source, file, folder: shownFolder(here, inside, folder), nearest });
}

/** The folder that was searched, or the data folder if that one does not exist. */
function shownFolder(here: readonly string[], inside: string, folder: string): string {
  return here.length > 0 ? inside : folder;
}
