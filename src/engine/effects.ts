/**
 * What a run does to the world outside its database, as parameters: tests pass their own, and a run can be
 * repeated to the byte. The engine knows no business; stages report through these.
 */
export interface Effects {
  /** Now, as an ISO instant. Only the run's record may show it. */
  now(): string;
  /** Milliseconds on a clock that only runs forward. */
  elapsed(): number;
  readonly progress: Progress;
  log(event: LogEvent): void;
  /** Aborted when the user interrupts. Long work checks it between steps. */
  readonly signal: AbortSignal;
}

export interface LogEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface Progress {
  /** A stage begins: `ingest`, `features`, `models`, `reports`. */
  stage(name: string): void;
  /** A step of the stage has begun; `done` of `total` where the total is known. */
  step(name: string, done?: number, total?: number): void;
  /**
   * How far the statement of the step is, as the database says it: `share` of it done, from 0 to 1, after so many
   * milliseconds. Only for progress that moves; without it nobody asks.
   */
  part?(share: number, milliseconds: number): void;
  /** The stage has ended. */
  finished(name: string, detail: { rows?: number; milliseconds: number }): void;
}

/** One finished step, for the run's record. */
export interface StepRecord {
  readonly stage: string;
  readonly step: string;
  readonly rows: number;
  readonly milliseconds: number;
  /** Columns that were found to identify each row of the table the step made. */
  readonly unique?: readonly string[];
  /** Columns that were found to be filled in every row. */
  readonly filled?: readonly string[];
  /** On the warehouse of an earlier run: whether the table stayed as it was … */
  readonly reused?: boolean;
  /** … and if not, which of the tables it reads have changed; none: the step is new. */
  readonly because?: readonly string[];
  /** It was made again and came out as it was: steps that read it stay. */
  readonly same?: boolean;
  /** Tables that were not handed out, for their size. */
  readonly left?: readonly string[];
}

export const silent: Progress = { stage() {}, step() {}, finished() {} };

/** Effects that show nothing and stand still: for tests and for code that runs inside a test. */
export function quietEffects(over: Partial<Effects> = {}): Effects {
  return {
    now: () => '2026-01-01T00:00:00.000Z',
    elapsed: () => 0,
    progress: silent,
    log() {},
    signal: new AbortController().signal,
    ...over,
  };
}
