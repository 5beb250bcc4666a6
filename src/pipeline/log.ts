import { createWriteStream, type WriteStream } from 'node:fs';
import type { Effects, LogEvent } from '../engine/effects.ts';

/** `log.jsonl`: one event a line, with its time. Ids and row numbers only, never names, addresses or amounts of people. */
export class RunLog {
  readonly #stream: WriteStream;
  readonly #now: () => string;

  constructor(path: string, now: () => string) {
    this.#stream = createWriteStream(path, { flags: 'a' });
    this.#now = now;
  }

  write(event: LogEvent): void {
    this.#stream.write(`${JSON.stringify({ at: this.#now(), ...event })}\n`);
  }

  async close(): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.#stream.once('error', failed);
      this.#stream.end(() => done());
    });
  }
}

/** The same effects, with every log event also written to the run's own log. */
export function withLog(effects: Effects, log: RunLog): Effects {
  return {
    ...effects,
    log(event) {
      log.write(event);
      effects.log(event);
    },
  };
}
