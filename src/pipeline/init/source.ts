import type { Inspection, Proposal, Question } from '../../ingest/ingest.ts';
import { ProductError } from '../../language/messages.ts';

/** Like exports (the same headers, taken for the same table) or one sheet of a workbook, and what they are taken for. */
export interface ProposedSource {
  readonly name: string;
  readonly files: readonly string[];
  readonly sheet?: string;
  readonly inspection: Inspection;
  readonly proposal: Proposal;
  /** How the file is written, where that must be said; `???` where a person must say it. */
  readonly file: Readonly<Record<string, string>>;
  /** What the trial took for the open answers, so that the rest could be looked at. */
  readonly trial?: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
}

/** A file that feeds nothing, and why, where that is known. */
export interface LeftOut {
  readonly file: string;
  readonly profile?: string;
  readonly why?: { readonly en: string; readonly 'zh-CN': string };
}

/** A file that is no export (empty, locked, another format) is named as left out: no reason to stop. */
export function leftOutBy(file: string, error: unknown): LeftOut {
  if (!(error instanceof ProductError)) throw error;
  return { file, why: { en: error.finding.text('en'), 'zh-CN': error.finding.text('zh-CN') } };
}
