/**
 * The first line of a DATEV file (EXTF, or DTVF from DATEV itself), which says what the file is and for which business
 * year. Field numbers: DATEV developer portal, "Header" of the format description, versions 510 to 700.
 */
export interface DatevHead {
  /** First day of the business year, ISO. */
  readonly yearStart: string | undefined;
}

const yearStartField = 12;

/** Knows the line by its first field; `start` are the first bytes of the file in any encoding that keeps ASCII. */
export function datevHead(start: Buffer): DatevHead | undefined {
  const text = start
    .subarray(0, 2000)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  if (!/^"?(EXTF|DTVF)"?;\d{3};/.test(text)) return undefined;
  const fields = text.split(/\r?\n|\r/, 1)[0]!.split(';');
  const day = /^"?(\d{4})(\d{2})(\d{2})"?$/.exec(fields[yearStartField] ?? '');
  return { yearStart: day === null ? undefined : `${day[1]}-${day[2]}-${day[3]}` };
}
