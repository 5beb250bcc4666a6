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
 * A total may stand for all rows above it, for those since the total before, or for those since the heading of its group. Rows count as they are in the file:
 * those a later export replaces too, and those the pipeline does not select; not those that could not be read.
 */
export async function holdTotals(
  database: Database,
  { mapped, files, work, groups }: Converted,
): Promise<OwnTotals> {
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
       select *, sum(case when _reason is null or _reason in ('not_selected', 'superseded', 'duplicate', 'key_twice') then amount else 0 end)
         over (partition by _file, name order by _row rows unbounded preceding) as running
       from amounts
     ),
     parts as (${groups === undefined ? 'select null::integer as _file, null::bigint as from_row, null::bigint as to_row where false' : `select _file, from_row, to_row from ${groups} where has_total`}),
     stated as (
       select sums.*, running - coalesce(lag(running) over (partition by sums._file, name order by sums._row), 0) as section, from_row
       from sums left join parts on parts._file = sums._file and parts.to_row = sums._row
       where _reason = 'total_row' and amount is not null
     ),
     held as (
       select stated.*, coalesce(stated.running - above.running, stated.running) as kept,
         case when above._row is null then abs(stated.amount - stated.running) <= ${tolerance} or abs(stated.amount - section) <= ${tolerance}
           else abs(stated.amount - (stated.running - above.running)) <= ${tolerance} end as agrees
       from stated left join sums as above
         on above._file = stated._file and above.name = stated.name and above._row = stated.from_row
     )
     select name, _file as file, _row as line, cast(amount as varchar) as stated, cast(kept as varchar) as running, agrees,
       row_number() over (partition by _file, name order by _row desc) = 1 as last
     from held order by file, line, name`,
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
function additive({ column, from, times, sign, mapping }: MappedColumn): boolean {
  const translated = typeof mapping === 'object' && 'values' in mapping && mapping.values !== undefined;
  return (
    (column.type === 'money' || column.type === 'quantity') &&
    from !== undefined &&
    times === undefined &&
    sign === undefined &&
    !translated
  );
}

/** `1234.5000` → `1234.50`. */
function tidy(amount: string): string {
  return amount.replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}
