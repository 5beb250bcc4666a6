import { suggest } from '../../language/suggest.ts';
import { messages } from '../messages.ts';
import type { LocatedFile } from './file.ts';

/** Holds the sheet that a source names, if it names one, against those of its file. */
export function proveSheet({ settings, source, name }: LocatedFile, sheets: readonly string[]): void {
  const { sheet } = settings;
  if (sheet === undefined || sheets.includes(sheet)) return;
  throw messages.sheetMissing.error({
    source,
    file: name,
    sheet,
    sheets,
    nearest: suggest(sheet, sheets) ?? '',
  });
}
