import type { FileRecord } from '../../contracts/accounting.ts';
import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import type { MappedColumn } from '../map/cells.ts';
import type { Converted } from '../map/convert.ts';
import { messages } from '../messages.ts';

export interface OwnTotals {
  /** The last total row of each file that states a figure, by column. */
  readonly byFile: ReadonlyMap<number, FileRecord['ownTotals']>;
  readonly findings: readonly Finding[];
}

/** Half a cent: totals are stated rounded. */
const tolerance = '0.005';
const shown = 5;

/**
 * Holds the totals that a file states against its rows: proof that nothing was lost on the way, from the export itself.
 * A total may stand for all rows above it or for those since the total before. Rows count as they are in the file:
 * those a later export replaces too, and those the pipeline does not select; not those that could not be read.
 */
export async function holdTotals(database: Database, { mapped, files, work }: Converted): Promise<OwnTotals> {
  const byFile = new Map<number, { column: string; stated: string; kept: string; agrees: boolean }[]>();
  const findings: Finding[] = [];
  const columns = mapped.columns.filter(additive);
  if (columns.length === 0) return { byFile, findings };
  const rows = await database.rows<{
    name: string;
    file: number;
    line: number;
    stated: string;
    running: string;
    agrees: boolean;
    last: boolean;
  }>(
    `with totals as (select distinct _file from ${identifier(work)} where _reason = 'total_row'),
     amounts as (
       select _file, _row, _reason, unnest([${columns
         .map(({ name }) => `{name: '${name}', amount: cast(${identifier(name)} as decimal(28,4))}`)
         .join(', ')}], recursive := true)
       from ${identifier(work)} where _file in (from totals)
     ),
     sums as (
       select *, sum(case when _reason is null or _reason in ('not_selected', 'superseded', 'duplicate') then amount else 0 end)
         over (partition by _file, name order by _row rows unbounded preceding) as running
       from amounts
     ),
     stated as (
       select *, running - coalesce(lag(running) over (partition by _file, name order by _row), 0) as section
       from sums where _reason = 'total_row' and amount is not null
     )
     select name, _file as file, _row as line, cast(amount as varchar) as stated, cast(running as varchar) as running,
       abs(amount - running) <= ${tolerance} or abs(amount - section) <= ${tolerance} as agrees,
       row_number() over (partition by _file, name order by _row desc) = 1 as last
     from stated order by file, line, name`,
  );
  for (const row of rows) {
    const column = columns.find(({ name }) => name === row.name)!;
    const totals = {
      column: column.from!.header,
      stated: tidy(row.stated),
      kept: tidy(row.running),
      agrees: row.agrees,
    };
    if (row.last) byFile.set(row.file, [...(byFile.get(row.file) ?? []), totals]);
    if (!row.agrees && findings.length < shown) {
      const file = files[row.file]!.located.name;
      findings.push(
        messages.totalDisagrees.finding(
          {
            source: mapped.source.name,
            file,
            row: row.line,
            header: totals.column,
            stated: totals.stated,
            kept: totals.kept,
          },
          { file, row: row.line, field: row.name },
        ),
      );
    }
  }
  return { byFile, findings };
}

/** Amounts and quantities that are a column of the export, perhaps with another added: what a total row can add up. */
function additive({ column, from, times, mapping }: MappedColumn): boolean {
  const translated = typeof mapping === 'object' && 'values' in mapping && mapping.values !== undefined;
  return (
    (column.type === 'money' || column.type === 'quantity') &&
    from !== undefined &&
    times === undefined &&
    !translated
  );
}

/** `1234.5000` → `1234.50`. */
function tidy(amount: string): string {
  return amount.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}
