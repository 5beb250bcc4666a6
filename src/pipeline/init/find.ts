import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative, sep } from 'node:path';
import { entriesOf, officeKind, unpackEntry, type ZipEntry } from '../../ingest/read/zip.ts';
import { type LeftOut, leftOutBy } from './source.ts';

/** What an export may be called. What it is, its bytes say. */
const readable = new Set(
  [
    'csv tsv tab txt asc dat',
    'xlsx xlsm xls ods htm html mht mhtml xml',
    'parquet arrow feather arrows json jsonl ndjson',
    'gz zip',
  ].flatMap((names) => names.split(' ').map((name) => `.${name}`)),
);
const isReadable = (name: string): boolean => readable.has(extname(name).toLowerCase());

/** A file in the folder, or in an archive in it. */
export interface Export {
  /** As a pipeline file names it: from the folder, with forward slashes; `export.zip/Account.csv`. */
  readonly file: string;
  readonly path: string;
  readonly entry?: ZipEntry;
}

/** The exports in a folder and in its archives, in name order, without what is hidden and what a run has written. */
export async function exportsIn(folder: string): Promise<{ found: Export[]; leftOut: LeftOut[] }> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = names
    .filter((entry) => entry.isFile() && isReadable(entry.name) && !entry.name.startsWith('~$'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|[\\/])(\.|node_modules|out[\\/])/.test(relative(folder, path)))
    .sort();
  const found: Export[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    const file = relative(folder, path).split(sep).join('/');
    if (extname(path).toLowerCase() !== '.zip') {
      found.push({ file, path });
      continue;
    }
    try {
      if ((await officeKind(path, file)) !== undefined) found.push({ file, path });
      else
        for (const entry of await entriesOf(path, file))
          if (isReadable(entry.name)) found.push({ file: `${file}/${entry.name}`, path, entry });
    } catch (error) {
      leftOut.push(leftOutBy(file, error));
    }
  }
  return { found, leftOut };
}

/** Work on a file as it lies in the folder; of one in an archive, on a copy that is gone afterwards. */
export async function onDisk<T>(
  { path, entry, file }: Export,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (entry === undefined) return work(path);
  const folder = await mkdtemp(join(tmpdir(), 'whalecurve-look-'));
  try {
    const copy = join(folder, 'entry');
    await unpackEntry(path, entry, file, copy);
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
