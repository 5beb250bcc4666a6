import { parentPort } from 'node:worker_threads';
import { type Drawing, draw } from './draw.ts';
import type { DrawRequest } from './drawer.ts';

/** The other side of `DrawBeside`: loaded with Vega when the run begins, asked once when the figures are there. */
parentPort?.once('message', async ({ charts, source }: DrawRequest) => {
  const drawings: Drawing[] = [];
  for (const chart of charts) drawings.push(await draw(chart, source));
  parentPort?.postMessage(drawings);
});
