import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { keepGarbageLow } from '../../src/engine/memory.ts';

/** Builds up some 100 MB, as a workbook does, with garbage on the way; posts what the heap was at most. */
const build = `
  const { parentPort } = require('node:worker_threads');
  const rows = (count, from) => Array.from({ length: count }, (_, i) => ({ a: from + i + 0.5, b: from + '-' + i, c: [from, i] }));
  const kept = [];
  let most = 0;
  for (let part = 0; part < 40; part++) {
    kept.push(rows(10_000, part));
    const waste = [rows(20_000, part), rows(20_000, part)].map((some) => some.map((row) => ({ ...row })));
    most = Math.max(most, process.memoryUsage().heapTotal + waste.length);
  }
  parentPort.postMessage(most);`;

const mostOf = (): Promise<number> =>
  new Promise((done, fail) => {
    new Worker(build, { eval: true }).once('message', done).once('error', fail);
  });

it('takes a tenth less at least for what is built up beside garbage', async () => {
  const before = await mostOf();
  keepGarbageLow();
  expect(await mostOf()).toBeLessThan(0.9 * before);
}, 60_000);
