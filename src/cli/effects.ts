import { type Effects, silent } from '../engine/effects.ts';
import type { Locale } from '../language/locale.ts';
import { progressFor } from './terminal.ts';

/**
 * The effects of a real command: the clock, a terminal, Ctrl-C. The first Ctrl-C stops the work, which then takes
 * back what it has begun; the second one does not wait.
 */
export function commandEffects(locale: Locale, quiet: boolean): { effects: Effects; done(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    effects: {
      now: () => new Date().toISOString(),
      elapsed: () => Math.round(performance.now()),
      progress: quiet ? silent : progressFor(locale),
      log() {},
      signal: controller.signal,
    },
    done() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}

/** Runs work under real effects. Whatever fails after an interruption failed because of it. */
export async function withEffects<T>(
  options: { locale: Locale; quiet: boolean },
  work: (effects: Effects) => Promise<T>,
): Promise<T> {
  const { effects, done } = commandEffects(options.locale, options.quiet);
  try {
    return await work(effects);
  } catch (error) {
    effects.signal.throwIfAborted();
    throw error;
  } finally {
    done();
  }
}
