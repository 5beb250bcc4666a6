import { Worker } from 'node:worker_threads';
import type { Chart } from './chart.ts';
import type { Drawing } from './draw.ts';
import type { Source } from './render.ts';

/** What a worker is asked, and what it answers. */
export interface DrawRequest {
  readonly charts: readonly Chart[];
  readonly source: Source;
}

/** Draws charts beside everything else: neither Vega's libraries nor its work hold up the database. */
export interface Drawer {
  /** Drawings in the order of the charts. To be called once. */
  draw(request: DrawRequest): Promise<readonly Drawing[]>;
  close(): Promise<void>;
}

/** Begins to load the libraries at once. From TypeScript sources (tests, scripts) it draws in this thread. */
export function openDrawer(): Drawer {
  return import.meta.url.endsWith('.ts') ? drawHere : new DrawBeside();
}

const drawHere: Drawer = {
  async draw({ charts, source }) {
    const { draw } = await import('./draw.ts');
    const drawings: Drawing[] = [];
    for (const chart of charts) drawings.push(await draw(chart, source));
    return drawings;
  },
  async close() {},
};

/** New values wait in little room until they are tidied up: half the memory of the thread. */
const room = { maxYoungGenerationSizeMb: 4 };

class DrawBeside implements Drawer {
  readonly #worker: Worker;
  readonly #failed: Promise<never>;

  constructor() {
    this.#worker = new Worker(new URL('./draw-worker.js', import.meta.url), { resourceLimits: room });
    this.#failed = new Promise((_, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) => reject(new Error(`the drawing of charts ended with code ${code}`)));
    });
    // A fault is told to whoever waits for drawings; until then nobody does.
    this.#failed.catch(() => {});
    this.#worker.unref();
  }

  async draw(request: DrawRequest): Promise<readonly Drawing[]> {
    this.#worker.ref();
    const drawn = new Promise<readonly Drawing[]>((resolve) => this.#worker.once('message', resolve));
    this.#worker.postMessage(request);
    return Promise.race([drawn, this.#failed]);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
