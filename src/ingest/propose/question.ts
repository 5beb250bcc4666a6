import type { Finding } from '../../language/messages.ts';

/** Something to be answered by a person (`open`), or told to one. */
export interface Question {
  /** The canonical column it is about. */
  readonly column?: string;
  /** The pipeline file holds a `???` for it and does not pass `check` before it is answered. */
  readonly open: boolean;
  readonly finding: Finding;
}
