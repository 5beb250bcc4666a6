import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a path of the pipeline file is a pattern: `*` and `?` stand for parts of one name. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The files under `folder` that a pattern names, as paths relative to it, in the order of their code units: the same
 * on every machine. `*` and `?` do not cross a slash and do not take a leading dot.
 */
export async function expand(folder: string, pattern: string): Promise<string[]> {
  let found = [''];
  for (const part of pattern.split('/').filter((name) => name !== '' && name !== '.')) {
    const next: string[] = [];
    for (const base of found) {
      if (!isPattern(part)) next.push(base === '' ? part : `${base}/${part}`);
      else
        for (const name of await names(join(folder, base)))
          if (matches(name, part)) next.push(base === '' ? name : `${base}/${name}`);
    }
    found = next;
  }
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

export async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Whether one name fits one part of a pattern. */
export function matches(name: string, pattern: string): boolean {
  // `~$name.xlsx` is what Excel leaves beside a workbook that is open.
  if ((name.startsWith('.') && !pattern.startsWith('.')) || name.startsWith('~$')) return false;
  const regex = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${regex}$`, 'su').test(name);
}
