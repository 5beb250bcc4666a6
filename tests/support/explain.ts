import { expect, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';

/** What the command `explain` writes of a run, and how it ends. `run`: the folder that holds the runs. */
export async function explain(
  run: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const capture = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(capture('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(capture('err')),
  ];
  try {
    return { code: await main(['explain', ...args, '--run', run]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** What it writes where it ends well. */
export async function explained(run: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await explain(run, ...args);
  expect(code, err).toBe(0);
  return out;
}
