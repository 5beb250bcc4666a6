import type { NamedRange, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { Locale } from '../../language/locale.ts';
import { baseFont } from './styles.ts';

/**
 * The bytes of a workbook. The library stamps the clock into it unless it is given a day, so it gets the as-of date:
 * the same figures give the same bytes. (The times inside its zip are fixed already.)
 */
export async function workbookBytes(
  sheets: readonly WriteSheet[],
  about: { locale: Locale; title: string; description: string; asOf: string; version: string },
): Promise<Uint8Array> {
  const seenFrom = new Date(`${about.asOf}T00:00:00Z`);
  return writeXlsx({
    sheets: sheets.map(withoutTitles),
    namedRanges: sheets.flatMap(printTitles),
    defaultFont: baseFont(about.locale),
    properties: {
      title: about.title,
      description: about.description,
      creator: `Whalecurve ${about.version}`,
      created: seenFrom,
      modified: seenFrom,
    },
  });
}

/**
 * The rows repeated on every printed page, as the name Excel keeps them under. The library writes that name itself,
 * but without quotes around the sheet, and a sheet called `Tie-out` would then make Excel repair the file.
 */
function printTitles({ name, pageSetup }: WriteSheet): NamedRange[] {
  const rows = pageSetup?.printTitlesRow;
  if (rows === undefined) return [];
  return [{ name: '_xlnm.Print_Titles', range: `'${name.replaceAll("'", "''")}'!${rows}`, scope: name }];
}

function withoutTitles(sheet: WriteSheet): WriteSheet {
  if (sheet.pageSetup === undefined) return sheet;
  const { printTitlesRow: _, ...pageSetup } = sheet.pageSetup;
  return { ...sheet, pageSetup };
}
