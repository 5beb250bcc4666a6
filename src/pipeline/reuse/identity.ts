import { stat } from 'node:fs/promises';
import type { FileRecord } from '../../contracts/accounting.ts';
import type { LocatedFile } from '../../ingest/ingest.ts';

/**
 * What a file system says of a file that nobody has touched: device, number, size, time of the last writing and time of
 * the last change. Where a file system keeps the second time, nobody can set it, so a file that was written anew with its
 * old time has another identity; where it keeps none, there is no identity.
 */
async function identityOf(path: string): Promise<{ identity: string; touched: bigint } | undefined> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  if (ctimeNs <= 0n) return undefined;
  return {
    identity: [dev, ino, size, mtimeNs, ctimeNs].join('-'),
    touched: mtimeNs > ctimeNs ? mtimeNs : ctimeNs,
  };
}

/** A file that was touched just now could be touched again within the same tick of a coarse clock (two seconds on FAT). */
const settledAfter = 3_000_000_000n;

/** Identity of a file → SHA-256 of its content. */
export type Identities = Readonly<Record<string, string>>;

/** Path → identity, taken before the files are read; without those that were touched just now (milliseconds). */
export async function identitiesBefore(
  located: readonly LocatedFile[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const identities = new Map<string, string>();
  for (const { path } of located) {
    const found = await identityOf(path);
    if (found !== undefined && BigInt(now) * 1_000_000n - found.touched > settledAfter)
      identities.set(path, found.identity);
  }
  return identities;
}

/**
 * The hashes that ingest has proven, by identity, so that a later run need not read the files again to know them. Those
 * of archives are left out: their hashes are of what lies in them.
 */
export function provenIdentities(
  before: ReadonlyMap<string, string>,
  located: readonly LocatedFile[],
  inputs: readonly FileRecord[],
  nameOf: (file: LocatedFile) => string,
): Identities {
  const hashes = new Map(inputs.map(({ source, file, sha256 }) => [`${source}\0${file}`, sha256]));
  const proven: Record<string, string> = {};
  for (const file of located) {
    const identity = before.get(file.path);
    const sha256 = hashes.get(`${file.source}\0${nameOf(file)}`);
    if (identity !== undefined && sha256 !== undefined && file.entry === undefined) proven[identity] = sha256;
  }
  return proven;
}

/** The hash of a file that is, by its identity, one that was proven before; nothing where it must be read. */
export async function hashByIdentity(path: string, proven: Identities): Promise<string | undefined> {
  const found = await identityOf(path);
  return found === undefined ? undefined : proven[found.identity];
}
