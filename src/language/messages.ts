import type { Locale } from './locale.ts';

/**
 * The exit codes of the command line, from least to worst. They are part of the interface and stay as they are.
 * 0 done · 1 the data failed its checks · 2 usage or configuration · 3 a fault of ours · 130 interrupted.
 */
export const exitCodes = { done: 0, data: 1, configuration: 2, fault: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** `info` is said, `warning` is said in the report too, `failure` marks the run as failed (exit 1), `fatal` stops it. */
export type Severity = 'info' | 'warning' | 'failure' | 'fatal';

/** Where a problem sits: a position in a text file, or a row and column of an extract. Never personal data. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The line of the file the place points to, for the caret. */
  readonly excerpt?: string;
  /** How many characters the caret underlines. */
  readonly length?: number;
  /** Record number in an extract, counted from 1 without the header. */
  readonly row?: number;
  readonly field?: string;
}

/** A message of the product: a stable code, typed parameters, text in each language, what to do about it. */
export interface Message<P extends object> {
  readonly code: string;
  readonly severity: Severity;
  readonly exit: ExitCode;
  readonly text: Readonly<Record<Locale, (params: P) => string>>;
  readonly repair?: Readonly<Record<Locale, (params: P) => string>>;
  /** This message with its parameters, to be kept in the run's record. */
  finding(params: P, place?: Place): Finding;
  /** This message as an error to throw. */
  error(params: P, place?: Place, cause?: unknown): ProductError;
}

/** A message that has happened. Parameters stay typed data, so that a test or a program need not read prose. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, unknown>>;
  readonly place?: Place;
  text(locale: Locale): string;
  repair(locale: Locale): string | undefined;
}

/** Defines one message of a catalogue. Each stage keeps its own in `messages.ts`. */
export function message<P extends object>(definition: {
  code: string;
  severity: Severity;
  exit?: ExitCode;
  text: Record<Locale, (params: P) => string>;
  repair?: Record<Locale, (params: P) => string>;
}): Message<P> {
  const exit = definition.exit ?? exitCodes.data;
  const self: Message<P> = {
    ...definition,
    exit,
    finding: (params, place) => ({
      code: definition.code,
      severity: definition.severity,
      params: params as Readonly<Record<string, unknown>>,
      ...(place === undefined ? {} : { place }),
      text: (locale) => definition.text[locale](params),
      repair: (locale) => definition.repair?.[locale](params),
    }),
    error: (params, place, cause) => new ProductError(self.finding(params, place), exit, cause),
  };
  return self;
}

/** The only error class the product throws on purpose. Only the entry point prints it and exits. */
export class ProductError extends Error {
  readonly finding: Finding;
  readonly exit: ExitCode;
  /** Further findings of the same kind, so that a person can mend all of them at once. */
  readonly others: readonly Finding[];

  constructor(finding: Finding, exit: ExitCode, cause?: unknown, others: readonly Finding[] = []) {
    super(`${finding.code}: ${finding.text('en')}`, cause === undefined ? undefined : { cause });
    this.name = 'ProductError';
    this.finding = finding;
    this.exit = exit;
    this.others = others;
  }
}
