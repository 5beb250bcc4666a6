import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { tidyUp } from '../../src/engine/memory.ts';

const megabytes = (count: number): Uint8Array[] =>
  Array.from({ length: count }, () => new Uint8Array(2 ** 20));

it('throws away what nobody holds any more, and nothing else', async () => {
  // Enough to be tidied up at all.
  const held = megabytes(120);
  const kept = new WeakRef(held);
  const dropped = new WeakRef(megabytes(1));
  // What a reference was just made for stays until the end of this turn.
  await setTimeout();
  expect(dropped.deref()).toHaveLength(1);
  await setTimeout();
  tidyUp();
  expect(dropped.deref()).toBeUndefined();
  expect(kept.deref()).toBe(held);
});
