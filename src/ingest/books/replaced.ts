import type { FileRecord } from '../../contracts/accounting.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';

/**
 * A later export of the same documents replaces an earlier one. But where a source as a whole is replaced by another
 * one, the two may hold different things under the same numbers (the goods of an order and its freight): then what the
 * first says is lost, and nobody would notice.
 */
export function replacedByOthers(files: readonly FileRecord[]): Finding[] {
  const sources = new Map<string, FileRecord[]>();
  for (const file of files) sources.set(file.source, [...(sources.get(file.source) ?? []), file]);
  return [...sources].flatMap(([source, own]) => {
    const superseded = own.reduce((sum, { reasons }) => sum + (reasons.superseded ?? 0), 0);
    if (superseded === 0 || own.some(({ rowsKept }) => rowsKept > 0)) return [];
    const table = own[0]!.table;
    const others = [...sources]
      .filter(([name, [first]]) => name !== source && first!.table === table)
      .filter(([, theirs]) => theirs.some(({ rowsKept }) => rowsKept > 0))
      .map(([name]) => name);
    return others.length === 0 ? [] : [messages.sourceReplaced.finding({ source, rows: superseded, others })];
  });
}
