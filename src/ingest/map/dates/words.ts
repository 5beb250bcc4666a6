import type { Finding } from '../../../language/messages.ts';
import { messages } from '../../messages.ts';
import type { ReadFile } from '../../read/file.ts';
import type { Mapped } from '../cells.ts';
import { type Column, mark, type Order, type Serial } from './forms.ts';

/** What is told of a proof, and asked for where there is none. */

/** An order as the settings write it. */
export function written({ sample, years }: Column, order: Order): string {
  if (order === 'YMD') return 'YY/MM/DD';
  const long = years === 4;
  if (order === 'MDY') return long ? 'MM/DD/YYYY' : 'MM/DD/YY';
  return long ? (mark(sample) === '.' ? 'DD.MM.YYYY' : 'DD/MM/YYYY') : 'DD/MM/YY';
}

/** @returns the question with every reading that is left */
export function unknown(mapping: Mapped, files: readonly ReadFile[], column: Column) {
  const { sample, left, cell } = column;
  const [a = '', b = '', rest = ''] = sample.split(/[./-]/);
  const c = rest.split(/[ T]/)[0]!;
  const full = (year: string): string =>
    year.length === 4 ? year : `${Number(year) >= 70 ? '19' : '20'}${year.padStart(2, '0')}`;
  const two = (text: string): string => text.padStart(2, '0');
  const dateOf: Record<Order, string> = {
    DMY: `${full(c)}-${two(b)}-${two(a)}`,
    MDY: `${full(c)}-${two(a)}-${two(b)}`,
    YMD: `${full(a)}-${two(b)}-${two(c)}`,
  };
  const readings = left.map((order) => ({ order: written(column, order), date: dateOf[order] }));
  const file = files[column.file]!.located.name;
  return messages.dateOrderUnknown.error(
    { source: mapping.source.name, file, header: cell.header, value: sample, readings },
    { file, field: cell.header },
  );
}

/** One finding for a column, however many files it has. */
export function told(mapping: Mapped, files: readonly ReadFile[], columns: readonly Column[]): Finding[] {
  const first = new Map<string, Column>();
  for (const column of columns) {
    const key = `${column.cell.alias} ${column.left[0]}`;
    const known = first.get(key);
    if (known === undefined || known.proof?.how === 'files') first.set(key, column);
  }
  return [...first.values()].map((column) => {
    const { cell, sample, proof, impossible } = column;
    const file = files[column.file]!.located.name;
    return messages.datesProven.finding(
      {
        source: mapping.source.name,
        file,
        header: cell.header,
        order: written(column, column.left[0]!),
        value: sample,
        how: proof?.how ?? 'impossible',
        by: proof?.by ?? '',
        days: Math.max(...Object.values(impossible)),
      },
      { file, field: cell.header },
    );
  });
}

/** From which day the spreadsheet counts, no row says. */
export function asksSerial(mapping: Mapped, files: readonly ReadFile[], { cell, file, sample }: Serial) {
  const dayFrom = (epoch: string): string =>
    new Date(Date.parse(epoch) + Math.floor(Number(sample)) * 86_400_000).toISOString().slice(0, 10);
  const { name } = files[file]!.located;
  return messages.dateOrderUnknown.error(
    {
      source: mapping.source.name,
      file: name,
      header: cell.header,
      value: sample,
      readings: [
        { order: 'excel', date: dayFrom('1899-12-30') },
        { order: 'excel_1904', date: dayFrom('1904-01-01') },
      ],
    },
    { file: name, field: cell.header },
  );
}
