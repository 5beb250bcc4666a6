import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { suggest } from '../language/suggest.ts';
import { expand, isPattern, names } from './glob.ts';
import { messages } from './messages.ts';
import type { LocatedFile } from './read/file.ts';
import type { SourceSettings } from './settings.ts';

export type { LocatedFile } from './read/file.ts';

/**
 * Finds the files of all sources, in the order in which later ones win: sources as listed, files as listed, a glob in
 * name order, no file twice in one source.
 * @throws ProductError ING101 for a name or glob that finds nothing, with the nearest name there is.
 */
export async function locate(sources: readonly SourceSettings[], dataFolder: string): Promise<LocatedFile[]> {
  const folder = resolve(dataFolder);
  const located: LocatedFile[] = [];
  for (const settings of sources) {
    const seen = new Set<string>();
    for (const written of Array.isArray(settings.files) ? settings.files : [settings.files]) {
      const wanted = written.replaceAll('\\', '/');
      const found = isPattern(wanted) && !isAbsolute(wanted) ? await expand(folder, wanted) : [wanted];
      const before = located.length;
      for (const name of found) {
        const path = isAbsolute(name) ? name : join(folder, name);
        const info = await stat(path).catch(() => undefined);
        if (info === undefined || !info.isFile() || seen.has(path)) continue;
        seen.add(path);
        const shown = relative(folder, path).split(sep).join('/');
        located.push({ source: settings.name, settings, path, name: shown, bytes: info.size });
      }
      const known = found.some((name) => seen.has(isAbsolute(name) ? name : join(folder, name)));
      if (located.length === before && !known) throw await missing(settings.name, wanted, folder);
    }
  }
  return located;
}

async function missing(source: string, file: string, folder: string) {
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
