import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { moveWhole } from '../engine/move-whole.ts';
import { cannotWrite, runNotFound } from './messages.ts';

/**
 * The folders of runs. A run is built in `<out>/.building-<id>` and becomes `<out>/<id>` by one rename, when it is
 * whole; then `<out>/latest` is moved onto it by one more. So whatever happens in between, a power cut included,
 * finished runs stay as they are and `latest` points to one of them. Where a drive knows no links (a USB stick, many a
 * share of a network), the name of the run stands in `<out>/latest.txt` instead.
 */
export interface RunFolder {
  readonly id: string;
  readonly out: string;
  /** Where the run is being built. */
  readonly building: string;
  /** Where it will be. */
  readonly final: string;
}

const prefix = '.building-';
const ownerFile = '.pid';
const link = 'latest';
const note = 'latest.txt';

export async function beginRun(out: string, id: string): Promise<RunFolder> {
  try {
    await mkdir(out, { recursive: true });
    await removeAbandoned(out);
    const free = await freeId(out, id);
    const building = join(out, `${prefix}${free}`);
    await mkdir(building);
    await writeFile(join(building, ownerFile), String(process.pid));
    for (const folder of ['tables', 'charts', 'quarantine', '.work']) await mkdir(join(building, folder));
    return { id: free, out, building, final: join(out, free) };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw cannotWrite.error({ path: out, problem: code ?? message }, undefined, cause);
  }
}

/** `makeLink` is for tests: what a drive without links answers. */
export async function finishRun(folder: RunFolder, makeLink: typeof symlink = symlink): Promise<void> {
  await rm(join(folder.building, '.work'), { recursive: true, force: true });
  await rm(join(folder.building, ownerFile), { force: true });
  await moveWhole(folder.building, folder.final);
  await pointLatestTo(folder, makeLink);
}

export async function abandonRun(folder: RunFolder): Promise<void> {
  await rm(folder.building, { recursive: true, force: true });
}

/** Finds a finished run: a run's folder, an `out` folder (its latest run), or nothing for `out/latest`. */
export async function findRun(given: string | undefined): Promise<string> {
  const path = resolve(given ?? 'out');
  const candidates = [
    basename(path) === link ? await latestIn(dirname(path)) : undefined,
    path,
    await latestIn(path),
  ];
  for (const candidate of candidates)
    if (candidate !== undefined && (await isFile(join(candidate, 'run.json')))) return candidate;
  throw runNotFound.error({ path: given ?? 'out', runs: await finishedRuns(path) });
}

/** By its own name: a junction of Windows still points to where the folder of runs was before somebody moved it. */
async function latestIn(out: string): Promise<string | undefined> {
  const id = await latestRun(out);
  return id === undefined ? undefined : join(out, id);
}

async function finishedRuns(out: string): Promise<string[]> {
  const names = await readdir(out).catch(() => []);
  const finished: string[] = [];
  for (const name of names.sort())
    if (name !== link && !name.startsWith('.') && (await isFile(join(out, name, 'run.json'))))
      finished.push(name);
  return finished.slice(-5);
}

/** `latest` is a relative link, so that the folder of runs can be moved; replaced by a rename, never absent. */
async function pointLatestTo(folder: RunFolder, makeLink: typeof symlink): Promise<void> {
  const latest = join(folder.out, link);
  const next = join(folder.out, `.latest-${process.pid}`);
  await rm(next, { force: true });
  // A junction needs no rights on Windows, but only takes an absolute path.
  const onWindows = process.platform === 'win32';
  const linked = await makeLink(
    onWindows ? folder.final : basename(folder.final),
    next,
    onWindows ? 'junction' : 'dir',
  ).then(
    () => true,
    () => false,
  );
  const before = await lstat(latest).catch(() => undefined);
  // Who copies a folder of runs often gets the run itself where the link was.
  if (before?.isDirectory())
    await moveWhole(latest, join(folder.out, await freeId(folder.out, 'latest-copy')));
  else if (before !== undefined && (onWindows || !linked)) await unlink(latest);
  if (!linked) await writeFile(next, `${folder.id}\n`);
  await rename(next, linked ? latest : join(folder.out, note));
  if (linked) await rm(join(folder.out, note), { force: true });
}

/** What killed runs have left: folders whose process is gone, and links that were never moved. */
async function removeAbandoned(out: string): Promise<void> {
  for (const name of await readdir(out)) {
    const path = join(out, name);
    if (name.startsWith(prefix) && !(await ownerIsAlive(path)))
      await rm(path, { recursive: true, force: true });
    if (name.startsWith('.latest-') && !isAlive(Number(name.slice('.latest-'.length))))
      await rm(path, { force: true });
  }
}

async function ownerIsAlive(building: string): Promise<boolean> {
  const owner = await readFile(join(building, ownerFile), 'utf8').catch(() => '');
  return owner !== '' && Number(owner) !== process.pid && isAlive(Number(owner));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function freeId(out: string, id: string): Promise<string> {
  const taken = new Set(await readdir(out));
  const isTaken = (name: string): boolean => taken.has(name) || taken.has(`${prefix}${name}`);
  if (!isTaken(id)) return id;
  for (let number = 2; ; number++) if (!isTaken(`${id}-${number}`)) return `${id}-${number}`;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The name of the run that `latest` points to or, copied, is; undefined where there is none. */
export async function latestRun(out: string): Promise<string | undefined> {
  const linked = await readlink(join(out, link)).catch(() => undefined);
  if (linked !== undefined) return basename(linked);
  const noted = (await readFile(join(out, note), 'utf8').catch(() => '')).trim();
  if (noted !== '') return basename(noted);
  return (await isFile(join(out, link, 'run.json'))) ? link : undefined;
}
