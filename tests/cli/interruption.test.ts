import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestRun } from '../../src/pipeline/run-folder.ts';
import { run, start } from '../support/product.ts';

/** Killed at any moment: the last finished run is untouched, `latest` still points to it, the next run succeeds. */

const pipeline = 'pipelines/profitability.yaml';
let out: string;
let finished: string;
let record: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-kill-'));
  expect((await run(['run', pipeline, '--out', out])).code).toBe(0);
  finished = (await latestRun(out))!;
  record = await readFile(join(out, 'latest', 'run.json'), 'utf8');
}, 120_000);

afterAll(() => rm(out, { recursive: true, force: true }));

async function expectUntouched(): Promise<void> {
  expect(await latestRun(out)).toBe(finished);
  expect(await readFile(join(out, 'latest', 'run.json'), 'utf8')).toBe(record);
  expect((await readdir(out)).filter((name) => !name.startsWith('.'))).toEqual([finished, 'latest'].sort());
}

describe('a run that is stopped', () => {
  it.each([
    ['while reading', 150],
    ['between stages', 900],
    ['late', 1800],
  ])('kill -9 %s', async (_, milliseconds) => {
    const killed = start(['run', pipeline, '--out', out, '--fresh']);
    await new Promise((done) => setTimeout(done, milliseconds));
    killed.kill('SIGKILL');
    const { signal, code } = await killed.finished;
    // On a fast machine the run may be over before the last kill; then there is nothing left to show.
    if (signal === null && code === 0) {
      await rm(join(out, (await latestRun(out))!), { recursive: true, force: true });
      expect((await run(['run', pipeline, '--out', out])).code).toBe(0);
      finished = (await latestRun(out))!;
      record = await readFile(join(out, 'latest', 'run.json'), 'utf8');
      return;
    }
    await expectUntouched();
  });

  // On Windows no program can send another one Ctrl-C: whatever it sends ends it at once.
  it.skipIf(process.platform === 'win32')(
    'Ctrl-C ends with 130, clears up after itself and says so',
    async () => {
      const stopped = start(['run', pipeline, '--out', out, '--fresh']);
      await stopped.shown('Reading the exports');
      stopped.kill('SIGINT');
      const { code, stderr } = await stopped.finished;
      expect(code).toBe(130);
      expect(stderr).toContain('RUN130');
      await expectUntouched();
      expect((await readdir(out)).filter((name) => name.includes(String(stopped.pid)))).toEqual([]);
    },
  );

  it('and the next run succeeds and clears away what the killed ones left', async () => {
    const { code } = await run(['run', pipeline, '--out', out]);
    expect(code).toBe(0);
    expect(await latestRun(out)).not.toBe(finished);
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
