import { expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { silent } from '../../src/engine/effects.ts';
import { watchStatements } from '../../src/engine/watch.ts';

/** Long enough to be watched on any machine; interrupted as soon as it has been. */
const endless = 'select sum(hash(a.range * b.range)) from range(10000000) as a, range(100000) as b';

it('tells how far a long statement is, and an interruption reaches it and those beside it', async () => {
  const database = await Database.open({ path: ':memory:', threads: 1 });
  const shares: number[] = [];
  try {
    let tell = (): void => {};
    const seen = new Promise<void>((done) => {
      tell = done;
    });
    // Before the statement begins: afterwards its connection would be busy.
    await watchStatements(database, {
      ...silent,
      part(share) {
        shares.push(share);
        tell();
      },
    });
    const beside = await database.beside();
    const both = Promise.allSettled([database.run(endless), beside.run(endless)]);
    await seen;
    database.interrupt();
    for (const outcome of await both) {
      expect(outcome.status).toBe('rejected');
      expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/INTERRUPT/i);
    }
    beside.close();
    expect(shares[0]).toBeGreaterThanOrEqual(0);
    expect(shares[0]).toBeLessThanOrEqual(1);
  } finally {
    database.close();
  }
}, 60_000);

it('asks nobody where the progress does not move', async () => {
  const database = await Database.open({ path: ':memory:', threads: 1 });
  const stop = await watchStatements(database, silent);
  const { on } = await database.row<{ on: boolean }>(
    'select cast(current_setting(\'enable_progress_bar\') as boolean) as "on"',
  );
  stop();
  database.close();
  expect(on).toBe(false);
});
