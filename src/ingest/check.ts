import { type CanonicalTable, canonicalTables } from '../contracts/canonical.ts';
import type { Column, TableContract } from '../contracts/contract.ts';
import type { Finding } from '../language/messages.ts';
import { suggest } from '../language/suggest.ts';
import { countedColumn, numericTypes } from './map/cells.ts';
import { documentColumns } from './map/layout.ts';
import { messages } from './messages.ts';
import { offersOf, type Profile, unfilled } from './profile.ts';
import { conditions } from './read/file.ts';
import type { ColumnMapping, SourceSettings } from './settings.ts';
import { fileNameOf, no, yes } from './words.ts';

/** Something wrong with a source, and the path of it in the pipeline file, for the caret. */
export interface SourceIssue {
  readonly path: (string | number)[];
  readonly finding: Finding;
}

/** What can be known to be wrong with the sources before any file is opened. */
export function checkSources(sources: readonly SourceSettings[]): SourceIssue[] {
  return [...checkNames(sources), ...sources.flatMap(checkSource)];
}

/** What is wrong with a profile in itself: the same tests as for a source, for each way to fill a column. */
export function checkProfile(profile: Profile): SourceIssue[] {
  if (profile.table === undefined) return [];
  const { table } = profile;
  const contract: TableContract = canonicalTables[table];
  const issues = Object.entries(offersOf(profile)).flatMap(([name, offers]) => {
    const column = contract.columns[name];
    const path = ['columns', name];
    if (column === undefined) return [unknownColumn(profile.name, table, name, path)];
    return offers.flatMap((offer) =>
      checkMapping(profile.name, name, column, offer as ColumnMapping, path).map(({ finding }) => ({
        path,
        finding,
      })),
    );
  });
  return [
    ...issues,
    ...unfilled(profile, countedColumn).map((column) => ({
      path: ['columns'],
      finding: messages.profileColumnMissing.finding({ table, column }),
    })),
  ];
}

function unknownColumn(
  source: string,
  table: CanonicalTable,
  column: string,
  path: (string | number)[],
): SourceIssue {
  const columns = Object.keys(canonicalTables[table].columns);
  const nearest = suggest(column, columns) ?? '';
  return { path, finding: messages.unknownColumn.finding({ source, table, column, nearest, columns }) };
}

/** The raw table and the quarantine file of a source carry its name; there, case does not tell names apart. */
function checkNames(sources: readonly SourceSettings[]): SourceIssue[] {
  const known = new Map<string, string>();
  return sources.flatMap(({ name }) => {
    const fold = fileNameOf(name).toLowerCase();
    const other = known.get(fold);
    known.set(fold, other ?? name);
    if (other === undefined) return [];
    return [{ path: ['sources', name], finding: messages.sourcesAlike.finding({ source: name, other }) }];
  });
}

function checkSource(source: SourceSettings): SourceIssue[] {
  const issues: SourceIssue[] = [];
  const contract: TableContract = canonicalTables[source.table];
  const at = (...path: (string | number)[]): (string | number)[] => ['sources', source.name, ...path];
  for (const [name, mapping] of Object.entries(source.columns)) {
    const column = contract.columns[name];
    if (column === undefined)
      issues.push(unknownColumn(source.name, source.table, name, at('columns', name)));
    else issues.push(...checkMapping(source.name, name, column, mapping, at('columns', name)));
  }
  for (const [name, column] of Object.entries(contract.columns)) {
    if (column.required !== true || name === countedColumn || name in source.columns) continue;
    if (source.applied !== undefined && name in source.applied.columns) continue;
    issues.push({
      path: at('columns'),
      finding: messages.columnNotMapped.finding({
        source: source.name,
        table: source.table,
        column: name,
        meaning: { en: column.meaning.en, 'zh-CN': column.meaning['zh-CN'] },
      }),
    });
  }
  const offers = Object.values(source.applied?.columns ?? {}).flat();
  if (
    source.tax_included !== undefined &&
    !offers.some(
      (offer) => typeof offer === 'object' && 'tax_included' in offer && offer.tax_included === 'ask',
    )
  )
    issues.push({
      path: at('tax_included'),
      finding: messages.taxUnasked.finding({ source: source.name, profile: source.applied?.name ?? '' }),
    });
  if ((source.layout === 'grouped') !== (source.group !== undefined))
    issues.push({
      path: at(source.group === undefined ? 'layout' : 'group'),
      finding: messages.groupUnnamed.finding({ source: source.name, group: source.group !== undefined }),
    });
  if (source.layout === 'document' && !(source.table in documentColumns))
    issues.push({
      path: at('layout'),
      finding: messages.layoutMisplaced.finding({
        source: source.name,
        table: source.table,
        tables: Object.keys(documentColumns),
      }),
    });
  conditions(source).forEach((condition, index) => {
    if (condition.is !== undefined || condition.is_not !== undefined || condition.filled !== undefined)
      return;
    issues.push({
      path: Array.isArray(source.where) ? at('where', index) : at('where'),
      finding: messages.conditionEmpty.finding({ source: source.name, column: condition.column }),
    });
  });
  return issues;
}

function checkMapping(
  source: string,
  name: string,
  column: Column,
  mapping: ColumnMapping,
  path: (string | number)[],
): SourceIssue[] {
  if (typeof mapping === 'string') return [];
  const issues: SourceIssue[] = [];
  const meaning = (value: string | number | boolean, ...where: string[]): void => {
    const known = wordsOf(column);
    if (fits(String(value), column, known)) return;
    issues.push({
      path: [...path, ...where],
      finding: messages.unknownMeaning.finding({
        source,
        column: name,
        value: String(value),
        values: known ?? [column.type],
        nearest: suggest(String(value), known ?? []) ?? '',
      }),
    });
  };
  if (!('from' in mapping)) {
    meaning(mapping.value, 'value');
    return issues;
  }
  const misplaced = (option: string): void => {
    issues.push({
      path: [...path, option],
      finding: messages.optionMisplaced.finding({ source, column: name, option, type: column.type }),
    });
  };
  for (const option of ['pad', 'join'] as const)
    if (mapping[option] !== undefined && column.type !== 'id') misplaced(option);
  if (mapping.units !== undefined && column.type !== 'quantity') misplaced('units');
  if (mapping.refunded !== undefined && (!numericTypes.has(column.type) || column.type === 'quantity'))
    misplaced('refunded');
  if (mapping.join !== undefined && mapping.values !== undefined) misplaced('values');
  for (const option of ['plus', 'minus', 'times', 'negate', 'negate_when', 'tax_included'] as const)
    if (mapping[option] !== undefined && !numericTypes.has(column.type)) misplaced(option);
  for (const [word, value] of Object.entries(mapping.values ?? {})) meaning(value, 'values', word);
  if (mapping.empty !== undefined) meaning(mapping.empty, 'empty');
  if (mapping.otherwise !== undefined) {
    if (mapping.values === undefined)
      issues.push({
        path: [...path, 'otherwise'],
        finding: messages.otherwiseAlone.finding({ source, column: name }),
      });
    else meaning(mapping.otherwise, 'otherwise');
  }
  return issues;
}

/** The words a column can hold, where it is not open. */
function wordsOf(column: Column): readonly string[] | undefined {
  return column.type === 'boolean' ? ['true', 'false'] : column.values;
}

function fits(value: string, column: Column, words: readonly string[] | undefined): boolean {
  if (column.type === 'boolean') return [...yes, ...no].some((word) => word === value.toLowerCase());
  if (words !== undefined) return words.includes(value);
  if (numericTypes.has(column.type)) return /^-?\d+(\.\d+)?%?$/.test(value);
  if (column.type === 'date' || column.type === 'timestamp')
    return /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$/.test(value);
  if (column.type === 'month') return /^\d{4}-\d{2}(-\d{2})?$/.test(value);
  return value.trim() !== '';
}
