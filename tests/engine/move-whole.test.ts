import { describe, expect, it } from 'vitest';
import { moveWhole } from '../../src/engine/move-whole.ts';

/** A move that is refused so many times first. */
function refused(times: number, code: string) {
  const asked: [string, string][] = [];
  const move = async (from: unknown, to: unknown): Promise<void> => {
    asked.push([String(from), String(to)]);
    if (asked.length <= times) throw Object.assign(new Error(code), { code });
  };
  return { asked, move };
}

describe('what has just been written is renamed', () => {
  it('again where a scanner of Windows holds it for a moment', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      const { asked, move } = refused(3, code);
      await moveWhole('a', 'b', { move, platform: 'win32' });
      expect(asked).toEqual(Array.from({ length: 4 }, () => ['a', 'b']));
    }
  });

  it('once where the reason is another, or the system', async () => {
    for (const [code, platform] of [
      ['ENOENT', 'win32'],
      ['EPERM', 'linux'],
    ] as const) {
      const { asked, move } = refused(1, code);
      await expect(moveWhole('a', 'b', { move, platform })).rejects.toMatchObject({ code });
      expect(asked).toHaveLength(1);
    }
  });
});
