import type { Message } from '../language/messages.ts';
import { books } from './messages/books.ts';
import { dates } from './messages/dates.ts';
import { extracts } from './messages/extracts.ts';
import { files } from './messages/files.ts';
import { layout } from './messages/layout.ts';
import { mapping } from './messages/mapping.ts';
import { questions } from './messages/questions.ts';
import { tax } from './messages/tax.ts';
import { values } from './messages/values.ts';

/** Everything the reading of exports can say. Ids, numbers, dates and row numbers only: never a name or an address. */
export const messages = {
  ...files,
  ...values,
  ...dates,
  ...tax,
  ...layout,
  ...books,
  ...mapping,
  ...questions,
  ...extracts,
};

/** The message of a code, to tell again what an earlier reading has told. */
export function messageOf(code: string): Message<object> {
  const found = Object.values(messages).find((one) => one.code === code);
  if (found === undefined) throw new Error(`no message ${code}`);
  return found as unknown as Message<object>;
}
