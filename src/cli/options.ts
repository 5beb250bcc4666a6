import type { Locale } from '../language/locale.ts';

/** Options every command understands. */
export interface CommonOptions {
  readonly locale?: Locale;
  readonly json?: true;
}
