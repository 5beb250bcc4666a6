import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { exhausted } from '../../src/engine/exhausted.ts';
import { exitCodes, ProductError } from '../../src/language/messages.ts';

it('says in words that memory is at its end, and what to set', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'memory-'));
  const database = await Database.open({
    path: join(folder, 'small.duckdb'),
    memoryLimit: '12MB',
    threads: 1,
    temporaryFolder: join(folder, 'spill'),
  });
  try {
    await database.run("set max_temp_directory_size = '1MB'");
    const failure = await database
      .run(
        'create temp table wide as select i, md5(i::varchar) as a, md5((i + 1)::varchar) as b from range(900000) t(i) order by a',
      )
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    const told = exhausted(failure, '12MB');
    expect(told).toBeInstanceOf(ProductError);
    const { finding, exit } = told as ProductError;
    expect(finding.code).toMatch(/^ENG11[01]$/);
    expect(exit).toBe(exitCodes.configuration);
    for (const locale of ['en', 'zh-CN'] as const)
      expect(finding.repair(locale)).toContain(
        finding.code === 'ENG110' ? 'memory_limit' : 'temporary_folder',
      );
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
});

it('leaves every other error as it is', () => {
  const error = new Error('Binder Error: no such column');
  expect(exhausted(error, undefined)).toBe(error);
});
