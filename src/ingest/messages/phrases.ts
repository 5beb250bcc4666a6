import { type SetAsideReason, setAsideReasons } from '../../contracts/accounting.ts';
import type { Locale } from '../../language/locale.ts';

/** Parts of sentences that several messages share. */

export type Example = {
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
};
export const quote = (text: string): string => `“${text}”`;
export const quoteZh = (text: string): string => `“${text}”`;
export const missingEn = (missing: readonly { header: string; nearest: string }[]): string =>
  missing
    .map(({ header, nearest }) =>
      nearest === '' ? quote(header) : `${quote(header)} (did you mean ${quote(nearest)}?)`,
    )
    .join(', ');
export const missingZh = (missing: readonly { header: string; nearest: string }[]): string =>
  missing
    .map(({ header, nearest }) =>
      nearest === '' ? quoteZh(header) : `${quoteZh(header)}（是否为${quoteZh(nearest)}？）`,
    )
    .join('、');
export const reasonIn = (locale: Locale, reason: string): string =>
  setAsideReasons[reason as SetAsideReason]?.label[locale] ?? reason;
export const exampleEn = (examples: readonly Example[]): string =>
  examples
    .map(
      (e) =>
        `row ${e.row}${e.field === '' ? '' : `, ${e.field}`}: ${reasonIn('en', e.reason)}${e.value === '' ? '' : ` ${quote(e.value)}`}`,
    )
    .join('; ');
export const exampleZh = (examples: readonly Example[]): string =>
  examples
    .map(
      (e) =>
        `第 ${e.row} 行${e.field === '' ? '' : ` ${e.field}`}：${reasonIn('zh-CN', e.reason)}${e.value === '' ? '' : ` ${quoteZh(e.value)}`}`,
    )
    .join('；');

/** What the pipeline file can say where the rows are sound and only the reading of them is open. */
export const hintEn = (examples: readonly Example[]): string =>
  examples.some(({ reason }) => reason === 'too_many_cells')
    ? ' If texts hold the delimiter without quotation marks, name their column: `unquoted: <header>`.'
    : examples.some(({ reason }) => reason === 'missing_value')
      ? ' If an empty cell has a meaning, say it: `{ from: <header>, empty: <value> }`.'
      : examples.some(({ reason }) => reason === 'key_twice')
        ? ' The later row counts. Where both do, tell them apart: an id of several columns (`invoice_id: [Invoice, Item]`), or no `line_no` where it does not number the lines.'
        : '';
export const hintZh = (examples: readonly Example[]): string =>
  examples.some(({ reason }) => reason === 'too_many_cells')
    ? '若文本中含未加引号的分隔符，请指明该列：`unquoted: <列名>`。'
    : examples.some(({ reason }) => reason === 'missing_value')
      ? '若空单元格有含义，请写明：`{ from: <列名>, empty: <值> }`。'
      : examples.some(({ reason }) => reason === 'key_twice')
        ? '目前以后一行为准。若两行都应计入，请加以区分：编号由多列组成（`invoice_id: [发票号, 行项目]`），或行号列并非行号时不要映射 `line_no`。'
        : '';
