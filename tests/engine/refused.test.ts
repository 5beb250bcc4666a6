import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { refused } from '../../src/engine/refused.ts';
import type { ProductError } from '../../src/language/messages.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-refused-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Another program that has a database open for writing, until it is told to end. */
async function holder(path: string): Promise<() => Promise<void>> {
  const api = fileURLToPath(import.meta.resolve('@duckdb/node-api'));
  const script = `const { DuckDBInstance } = require(${JSON.stringify(api)});
    DuckDBInstance.create(${JSON.stringify(path)}).then((one) => one.connect()).then(() => {
      console.log('open');
      setInterval(() => {}, 1000);
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await new Promise<void>((done) => child.stdout.once('data', () => done()));
  return () => {
    child.kill('SIGKILL');
    return ended;
  };
}

describe('what a system refuses', () => {
  it('is told with the place that was to be written, and its reason', async () => {
    const [from, to] = [join(folder, 'a.part'), join(folder, 'a')];
    await writeFile(from, '');
    await mkdir(to);
    // Windows says of a folder in the way that there is no permission.
    const error = refused(await caught(rename(from, to))) as ProductError;
    expect(error.finding).toMatchObject({ code: 'ENG112', params: { path: to } });
    expect(['EISDIR', 'EPERM']).toContain(error.finding.params.problem);
    expect(error.exit).toBe(2);
  });

  // What Windows says of it is tested by its words below.
  it.skipIf(process.platform === 'win32')(
    'is told of a warehouse that another program has open, until it is closed there',
    async () => {
      const path = join(folder, 'warehouse.duckdb');
      (await Database.open({ path })).close();
      const release = await holder(path);
      try {
        const error = refused(await caught(Database.open({ path, readOnly: true }))) as ProductError;
        expect(error.finding.code).toBe('ENG113');
        expect(error.finding.params.path).toContain('warehouse.duckdb');
        expect(error.finding.params.by).toMatch(/node.* \(PID \d+\)$|MainThread.* \(PID \d+\)$/);
        for (const locale of ['en', 'zh-CN'] as const)
          expect(error.finding.text(locale) + error.finding.repair(locale)).not.toContain('undefined');
      } finally {
        await release();
      }
      (await Database.open({ path, readOnly: true })).close();
    },
  );

  it('is told of a full disk as when the database finds it full', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC', syscall: 'write' });
    expect(refused(full)).toMatchObject({ finding: { code: 'ENG111' } });
  });

  it('is told in the words of Windows too', () => {
    const text =
      'IO Error: Cannot open file "C:\\out\\warehouse.duckdb": The process cannot access the file because it is being used by another process.';
    expect(refused(new Error(text))).toMatchObject({
      finding: { code: 'ENG113', params: { path: 'C:\\out\\warehouse.duckdb' } },
    });
    expect(refused(new Error('IO Error: Cannot open file "C:\\a": Access is denied.'))).toMatchObject({
      finding: { code: 'ENG112', params: { path: 'C:\\a', problem: 'EACCES' } },
    });
  });

  it('is told of numbers that no amount can have, with the model', async () => {
    const database = await Database.open({ path: ':memory:' });
    try {
      for (const sql of [
        'select cast(552098765431360.0 as decimal(18, 4))',
        'select cast(1000000000000000 as decimal(18, 4))',
        'select cast(69012345678920000 as decimal(18, 0)) * cast(460 as decimal(18, 0))',
        "select date '2026-01-01' - to_months(1000000000)",
      ]) {
        const cause = (await caught(database.run(sql))) as Error;
        const error = refused(new Error(`model features.documents: ${cause.message}`)) as ProductError;
        expect(error.finding).toMatchObject({ code: 'ENG115', params: { model: 'features.documents' } });
        expect(refused(cause)).toMatchObject({ finding: { code: 'ENG115', params: { model: undefined } } });
        expect(error.exit).toBe(1);
      }
      // A text that is no number is a fault of ours: exports are typed long before.
      const ours = await caught(database.run("select cast('x' as decimal(18, 4))"));
      expect(refused(ours)).toBe(ours);
    } finally {
      database.close();
    }
  });

  it('is told of a warehouse that is gone, or no longer one', async () => {
    const path = join(folder, 'warehouse.duckdb');
    const open = () => caught(Database.open({ path, readOnly: true }));
    expect(refused(await open())).toMatchObject({ finding: { code: 'ENG114' } });
    // DuckDB would fetch what reads a file of SQLite; it must not ask the network.
    for (const content of [
      '',
      'no database',
      'x'.repeat(20_000),
      `SQLite format 3\0${'\0'.repeat(20_000)}`,
    ]) {
      await writeFile(path, content);
      const error = await open();
      expect(refused(error)).toMatchObject({ exit: 2, finding: { code: 'ENG114' } });
      expect(String(error)).not.toMatch(/download|http/i);
    }
  });

  it('is nothing else: a fault of ours stays one, and what has words keeps them', async () => {
    const missing = await caught(rename(join(folder, 'no'), join(folder, 'where')));
    for (const error of [missing, new Error('Binder Error: no such column'), new TypeError('x'), 'text'])
      expect(refused(error)).toBe(error);
    const told = refused(Object.assign(new Error('write'), { code: 'ENOSPC' }));
    expect(refused(told)).toBe(told);
  });
});
