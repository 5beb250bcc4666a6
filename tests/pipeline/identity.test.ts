import { appendFile, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileRecord } from '../../src/contracts/accounting.ts';
import type { LocatedFile } from '../../src/ingest/ingest.ts';
import { hashByIdentity, identitiesBefore, provenIdentities } from '../../src/pipeline/reuse/identity.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-identity-'));
  path = join(folder, 'lines.csv');
  await writeFile(path, 'no,net\n1,100\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const later = (seconds: number): number => Date.now() + seconds * 1000;
const located = (): LocatedFile[] => [{ source: 'lines', name: 'lines.csv', path } as LocatedFile];
async function proven(now: number) {
  const inputs = [{ source: 'lines', file: 'lines.csv', sha256: 'hash' } as FileRecord];
  return provenIdentities(await identitiesBefore(located(), now), located(), inputs, ({ name }) => name);
}

describe('the identity of an export', () => {
  it('gives its hash without reading it, while nobody has touched it', async () => {
    expect(await hashByIdentity(path, await proven(later(60)))).toBe('hash');
  });

  it('is kept of no file that was touched a moment ago, which could change within a tick of the clock', async () => {
    expect(await proven(later(1))).toEqual({});
  });

  it('is another one for a longer file, another file under the name, and other bytes under the old time', async () => {
    const day = new Date('2026-03-01T00:00:00Z');
    await utimes(path, day, day);
    const known = await proven(later(60));

    await writeFile(path, 'no,net\n1,900\n');
    await utimes(path, day, day);
    expect((await stat(path)).mtimeMs).toBe(day.getTime());
    expect(await hashByIdentity(path, known)).toBeUndefined();

    const again = await proven(later(60));
    expect(await hashByIdentity(path, again)).toBe('hash');
    await writeFile(join(folder, 'other.csv'), 'no,net\n1,900\n');
    await rename(join(folder, 'other.csv'), path);
    expect(await hashByIdentity(path, again)).toBeUndefined();

    const third = await proven(later(60));
    await appendFile(path, '2,5\n');
    expect(await hashByIdentity(path, third)).toBeUndefined();
  });
});
