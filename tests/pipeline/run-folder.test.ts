import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abandonRun, beginRun, findRun, finishRun, latestRun } from '../../src/pipeline/run-folder.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-folder-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const noLinks = () => Promise.reject(Object.assign(new Error('no links here'), { code: 'ENOTSUP' }));

async function finish(id: string, text: string, makeLink?: Parameters<typeof finishRun>[1]): Promise<string> {
  const folder = await beginRun(out, id);
  await writeFile(join(folder.building, 'run.json'), text);
  await finishRun(folder, makeLink);
  return folder.id;
}

describe('the folders of runs', () => {
  it('shows a run only when it is whole, and points latest to it', async () => {
    const folder = await beginRun(out, 'a');
    await writeFile(join(folder.building, 'run.json'), '{}');
    expect((await readdir(out)).filter((name) => !name.startsWith('.'))).toEqual([]);
    await finishRun(folder);
    expect(await latestRun(out)).toBe('a');
    expect(await readdir(join(out, 'a'))).toEqual(
      expect.arrayContaining(['run.json', 'tables', 'charts', 'quarantine']),
    );
    expect(await readdir(join(out, 'a'))).not.toContain('.work');
  });

  it('leaves the last finished run alone when the next one is given up', async () => {
    await finish('a', 'first');
    const folder = await beginRun(out, 'b');
    await abandonRun(folder);
    expect(await latestRun(out)).toBe('a');
    expect(await readFile(join(out, 'latest', 'run.json'), 'utf8')).toBe('first');
    expect(await readdir(out)).toEqual(expect.not.arrayContaining(['b', '.building-b']));
  });

  it('gives a second run in the same second a name of its own', async () => {
    expect(await finish('a', '1')).toBe('a');
    expect(await finish('a', '2')).toBe('a-2');
    expect(await latestRun(out)).toBe('a-2');
  });

  it('clears away what a killed run has left, but not what a living one is building', async () => {
    await mkdir(join(out, '.building-dead'));
    await writeFile(join(out, '.building-dead', '.pid'), '999999999');
    await mkdir(join(out, '.building-alive'));
    await writeFile(join(out, '.building-alive', '.pid'), String(process.ppid));
    await finish('a', '1');
    const left = await readdir(out);
    expect(left).not.toContain('.building-dead');
    expect(left).toContain('.building-alive');
  });

  it('finds a run by its folder, by the folder of runs, and says which runs there are', async () => {
    await finish('a', '{}');
    expect(await findRun(out)).toBe(join(out, 'a'));
    expect(await findRun(join(out, 'latest'))).toBe(join(out, 'a'));
    expect(await findRun(join(out, 'a'))).toBe(join(out, 'a'));
    await rm(join(out, 'latest'));
    await expect(findRun(out)).rejects.toMatchObject({
      exit: 2,
      finding: { code: 'CFG010', params: { runs: ['a'] } },
    });
  });

  it('notes the name of the latest run where a drive knows no links', async () => {
    await finish('a', 'first', noLinks);
    expect(await readFile(join(out, 'latest.txt'), 'utf8')).toBe('a\n');
    await finish('b', 'second', noLinks);
    expect((await readdir(out)).sort()).toEqual(['a', 'b', 'latest.txt']);
    for (const given of [out, join(out, 'latest')]) expect(await findRun(given)).toBe(join(out, 'b'));
    expect(await latestRun(out)).toBe('b');
  });

  it('leaves one sign of the latest run when a drive learns links, or forgets them', async () => {
    await finish('a', '1', noLinks);
    await finish('b', '2');
    expect((await readdir(out)).sort()).toEqual(['a', 'b', 'latest']);
    await finish('c', '3', noLinks);
    expect((await readdir(out)).sort()).toEqual(['a', 'b', 'c', 'latest.txt']);
    expect(await latestRun(out)).toBe('c');
  });

  it('goes on where a copy has made a folder of the link, and keeps that folder', async () => {
    await finish('a', 'first');
    const copied = join(out, 'copied');
    await cp(join(out, 'latest'), copied, { recursive: true, dereference: true });
    await rm(join(out, 'latest'));
    await rename(copied, join(out, 'latest'));
    expect(await latestRun(out)).toBe('latest');
    expect(await findRun(out)).toBe(join(out, 'latest'));
    await finish('b', 'second');
    expect(await latestRun(out)).toBe('b');
    expect(await readFile(join(out, 'latest-copy', 'run.json'), 'utf8')).toBe('first');
  });
});
