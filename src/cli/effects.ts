import { type Effects, silent } from '../engine/effects.ts';
import type { Locale } from '../language/locale.ts';
import { exitCodes } from '../language/messages.ts';
import { interrupted } from '../pipeline/messages.ts';
import { printError, progressFor } from './terminal.ts';

/** How long an interrupted command may take to take back what it has begun. */
const grace = 800;

/**
 * The effects of a real command: the clock, a terminal, Ctrl-C. The first Ctrl-C stops the work, which then takes
 * back what it has begun. Where that takes too long, in a loop that does not look up, or with the second Ctrl-C, the
 * process ends as it is: what it leaves is the folder of a run that is not whole, which the next run clears away.
 */
export function commandEffects(locale: Locale, quiet: boolean): { effects: Effects; done(): void } {
  const controller = new AbortController();
  let overdue: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
    overdue = setTimeout(() => {
      printError(interrupted.error({}), locale);
      process.exit(exitCodes.interrupted);
    }, grace);
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
      clearTimeout(overdue);
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
