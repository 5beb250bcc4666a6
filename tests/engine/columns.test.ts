import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';

describe('columns of numbers', () => {
  it('come out as they went in, across chunks, and what is not finite as missing', async () => {
    const database = await Database.open({ path: ':memory:' });
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.integer(), fc.double()), { maxLength: 40 }),
          fc.integer({ min: 1, max: 300 }),
          async (some, times) => {
            const rows = Array.from({ length: some.length * times }, (_, row) => some[row % some.length]!);
            const whole = Int32Array.from(rows, ([value]) => value);
            const part = Float64Array.from(rows, ([, value]) => value);
            await database.run('create or replace table columns (place integer, whole integer, part double)');
            await database.appendColumns('main.columns', [whole.map((_, row) => row), whole, part]);
            const back = await database.numbers('select * from columns order by place');
            expect(back[1]).toEqual(Float64Array.from(whole));
            expect(back[2]).toEqual(part.map((value) => (Number.isFinite(value) ? value : Number.NaN)));
          },
        ),
        { numRuns: 25, examples: [[[[-1, 0.5]], 5000]] },
      );
    } finally {
      database.close();
    }
  });

  it('of other types too', async () => {
    const database = await Database.open({ path: ':memory:' });
    const [decimal, big] = await database.numbers(
      'select * from (values (1.25::decimal(18, 4), 12::bigint), (null, -3)) as t(a, b)',
    );
    database.close();
    expect([...decimal!, ...big!]).toEqual([1.25, Number.NaN, 12, -3]);
  });
});
