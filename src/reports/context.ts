import type { Effects } from '../engine/effects.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Finding } from '../language/messages.ts';

/** What the customers of one tier get, in the manager's words. */
export interface TierPolicy {
  readonly marketing?: Text;
  readonly credit?: Text;
  readonly price?: Text;
  readonly service?: Text;
}

/** What the reports need to know about the run beside the tables of the warehouse. */
export interface ReportContext {
  readonly locale: Locale;
  readonly title: Text;
  /** ISO code of the reporting currency. */
  readonly currency: string;
  /** The day the figures are seen from, ISO. */
  readonly asOf: string;
  /** First day that counts, ISO. */
  readonly periodStart: string;
  /** What a good customer is, in the manager's words. */
  readonly goodCustomer?: Text;
  readonly tierLabels: Readonly<Record<string, { readonly label: Text; readonly policy?: TierPolicy }>>;
  readonly poolLabels: Readonly<Record<string, Text>>;
  /** Whether the report may name contact persons, with telephone and mail address. */
  readonly personalData?: boolean;
  readonly findings: readonly Finding[];
  /** Hash over the inputs and the settings: the same fingerprint, the same report. */
  readonly inputsFingerprint: string;
  readonly version: string;
  readonly effects: Effects;
}
