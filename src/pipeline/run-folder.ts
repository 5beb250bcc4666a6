import { mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { cannotWrite, runNotFound } from './messages.ts';

/**
 * The folders of runs. A run is built in `<out>/.building-<id>` and becomes `<out>/<id>` by one rename, when it is
 * whole; then `<out>/latest` is moved onto it by one more. So whatever happens in between, a power cut included,
 * finished runs stay as they are and `latest` points to one of them.
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
    const { message } = cause as Error;
    throw cannotWrite.error({ path: out, problem: message }, undefined, cause);
  }
}

export async function finishRun(folder: RunFolder): Promise<void> {
  await rm(join(folder.building, '.work'), { recursive: true, force: true });
  await rm(join(folder.building, ownerFile), { force: true });
  await rename(folder.building, folder.final);
  await pointLatestTo(folder);
}

export async function abandonRun(folder: RunFolder): Promise<void> {
  await rm(folder.building, { recursive: true, force: true });
}

/** Finds a finished run: a run's folder, an `out` folder (its latest run), or nothing for `out/latest`. */
export async function findRun(given: string | undefined): Promise<string> {
  const path = resolve(given ?? 'out');
  for (const candidate of [path, join(path, 'latest')])
    if (await isFile(join(candidate, 'run.json'))) return candidate;
  throw runNotFound.error({ path: given ?? 'out', runs: await finishedRuns(path) });
}

async function finishedRuns(out: string): Promise<string[]> {
  const names = await readdir(out).catch(() => []);
  const finished: string[] = [];
  for (const name of names.sort())
    if (name !== 'latest' && !name.startsWith('.') && (await isFile(join(out, name, 'run.json'))))
      finished.push(name);
  return finished.slice(-5);
}

/** `latest` is a relative link, so that the folder of runs can be moved; replaced by a rename, never absent. */
async function pointLatestTo(folder: RunFolder): Promise<void> {
  const latest = join(folder.out, 'latest');
  const next = join(folder.out, `.latest-${process.pid}`);
  await rm(next, { force: true });
  // A junction needs no rights on Windows, but only takes an absolute path.
  const onWindows = process.platform === 'win32';
  await symlink(onWindows ? folder.final : basename(folder.final), next, onWindows ? 'junction' : 'dir');
  if (onWindows) await rm(latest, { recursive: true, force: true });
  await rename(next, latest);
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

/** The name of the run that `latest` points to, or undefined. */
export async function latestRun(out: string): Promise<string | undefined> {
  return readlink(join(out, 'latest')).then(
    (target) => basename(target),
    () => undefined,
  );
}
