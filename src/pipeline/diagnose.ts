import { type Document, isMap, isNode, isPair, isScalar, type LineCounter, type Pair } from 'yaml';
import type { z } from 'zod';
import type { Text } from '../language/locale.ts';
import type { Finding, Place } from '../language/messages.ts';
import { suggest } from '../language/suggest.ts';
import { invalidValue, missingKey, unknownKey, unknownValue, wrongType } from './messages.ts';

/** Turns what the schema says into findings that point at the line and the word, and name the nearest known word. */

export type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;
type JsonSchema = { [key: string]: unknown };

/** A pipeline file as text and as a tree with positions. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

export function diagnose(source: SourceText, issues: readonly Issue[], schema: JsonSchema): Finding[] {
  const problems = issues.flatMap((issue) => fromIssue(source, issue, schema, []));
  const meant = new Set(problems.flatMap((problem) => problem.meant ?? []));
  return problems
    .filter(({ missing }) => missing === undefined || !meant.has(missing))
    .map(({ finding }) => finding)
    .sort(byPlace);
}

/** A finding; and of a slip of the pen, which is a key unknown and a key missing, that both are one. */
interface Problem {
  readonly finding: Finding;
  /** The path of the key that is not there. */
  readonly missing?: string;
  /** The path of the key that the unknown one was likely meant to be. */
  readonly meant?: string;
}

function fromIssue(source: SourceText, issue: Issue, schema: JsonSchema, above: Path): Problem[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownAt(source, path, issue.keys, knownKeys(schema, path));
    case 'invalid_union': {
      if (issue.errors.length === 0) return unknownDiscriminator(source, issue, path, schema);
      return nearestBranch(issue.errors).flatMap((inner) => fromIssue(source, inner, schema, path));
    }
    case 'invalid_type': {
      const found = valueAt(source.document, path);
      if (found === undefined) return [missingAt(source, path)];
      const params = { expected: kind(issue.expected), found: describe(found) };
      return [{ finding: wrongType.finding(params, placeOf(source, path, 'value')) }];
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      const found = valueAt(source.document, path);
      return [
        found === undefined
          ? missingAt(source, path)
          : { finding: oneOf(source, path, String(found), known) },
      ];
    }
    case 'invalid_key': {
      const params = unknownKeyParams(issue, String(path.at(-1)));
      return [{ finding: unknownKey.finding(params, placeOf(source, path, 'key')) }];
    }
    default:
      return [{ finding: invalidValue.finding({ problem: issue.message }, placeOf(source, path, 'value')) }];
  }
}

function unknownAt(
  source: SourceText,
  path: Path,
  keys: readonly string[],
  known: readonly string[],
): Problem[] {
  return keys.map((key) => {
    const suggestion = suggest(key, known);
    const finding = unknownKey.finding(
      { key, suggestion, known: known.slice(0, 12).join(', ') },
      placeOf(source, [...path, key], 'key'),
    );
    return suggestion === undefined ? { finding } : { finding, meant: pathText([...path, suggestion]) };
  });
}

function missingAt(source: SourceText, path: Path): Problem {
  const finding = missingKey.finding({ key: String(path.at(-1)) }, placeOf(source, path.slice(0, -1), 'key'));
  return { finding, missing: pathText(path) };
}

const pathText = (path: Path): string => JSON.stringify(path.map(String));

function unknownKeyParams(issue: Extract<Issue, { code: 'invalid_key' }>, key: string) {
  const known = issue.issues.flatMap((inner) =>
    inner.code === 'invalid_value' ? inner.values.map(String) : [],
  );
  return { key, suggestion: suggest(key, known), known: known.slice(0, 12).join(', ') };
}

/** What decides between the alternatives of a block says none of them, or is not there: then no alternative was held against it. */
function unknownDiscriminator(
  source: SourceText,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  schema: JsonSchema,
): Problem[] {
  const options = ('options' in issue && Array.isArray(issue.options) ? issue.options : []).map(String);
  const found = valueAt(source.document, path);
  if (found !== undefined) return [{ finding: oneOf(source, path, String(found), options) }];
  const block = path.slice(0, -1);
  const known = knownKeys(schema, block);
  const written = Object.keys(Object(valueAt(source.document, block)));
  const unknown = written.filter((key) => !known.includes(key));
  return [missingAt(source, path), ...unknownAt(source, block, unknown, known)];
}

function oneOf(source: SourceText, path: Path, value: string, known: readonly string[]): Finding {
  const params = { value, suggestion: suggest(value, known), known: known.slice(0, 16).join(', ') };
  return unknownValue.finding(params, placeOf(source, path, 'value'));
}

/** Of the alternatives of a union, the one the writer most likely meant: the fewest problems that are not the whole value's type. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, issue) => sum + (issue.path.length === 0 && issue.code === 'invalid_type' ? 10 : 1),
      0,
    );
  return branches.reduce((best, branch) => (cost(branch) < cost(best) ? branch : best));
}

/** The keys a person may write at a path, from the JSON Schema: the same source that editors use. */
export function knownKeys(schema: JsonSchema, path: Path): string[] {
  let here: JsonSchema[] = [schema];
  for (const step of path) here = here.flatMap(alternatives).flatMap((one) => below(one, step));
  const keys = here
    .flatMap(alternatives)
    .flatMap((one) => [...Object.keys((one.properties as object | undefined) ?? {}), ...namesOf(one)]);
  return [...new Set(keys)];
}

/** The names that a map may have where only some are known: drivers, measures. */
function namesOf({ propertyNames }: JsonSchema): string[] {
  return isSchema(propertyNames) && Array.isArray(propertyNames.enum) ? propertyNames.enum.map(String) : [];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  const inner = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (word) => (schema[word] as JsonSchema[] | undefined) ?? [],
  );
  return [schema, ...inner.flatMap(alternatives)];
}

function below(schema: JsonSchema, step: PropertyKey): JsonSchema[] {
  if (typeof step === 'number') return isSchema(schema.items) ? [schema.items] : [];
  const property = (schema.properties as Record<string, JsonSchema> | undefined)?.[String(step)];
  if (property !== undefined) return [property];
  return isSchema(schema.additionalProperties) ? [schema.additionalProperties] : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Line, column and text of a path in the file; of the nearest thing above it where it is not there. */
export function placeOf(source: SourceText, path: Path, part: 'key' | 'value'): Place {
  let node: unknown = source.document.contents;
  let range: readonly [number, number] | undefined = rangeOf(node, 'start');
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    const pair: Pair | undefined = isMap(node)
      ? (node.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
        ) as Pair | undefined)
      : undefined;
    const next: unknown = pair === undefined ? childOf(node, step) : pair.value;
    if (pair === undefined && next === undefined) break;
    range =
      (last && part === 'value' ? rangeOf(next, 'start') : rangeOf(pair?.key ?? next, 'start')) ?? range;
    node = next;
  }
  const start = range?.[0] ?? 0;
  const { line, col } = source.lines.linePos(start);
  const excerpt = source.text.split(/\r?\n/)[line - 1] ?? '';
  const end = Math.min(range?.[1] ?? start + 1, start + Math.max(1, excerpt.length - col + 1));
  return { file: source.file, line, column: col, excerpt, length: Math.max(1, end - start) };
}

function childOf(node: unknown, step: PropertyKey): unknown {
  if (typeof node !== 'object' || node === null || !('get' in node)) return undefined;
  return (node as { get(key: unknown, keepScalar: boolean): unknown }).get(step, true);
}

function rangeOf(node: unknown, _edge: 'start'): readonly [number, number] | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined;
}

function valueAt(document: Document, path: Path): unknown {
  const value: unknown = path.length === 0 ? document.toJS() : document.getIn(path as unknown[]);
  return isNode(value) ? value.toJSON() : value;
}

/** Kinds of values, as the schema and JavaScript name them. */
const kinds: Readonly<Record<string, Text>> = {
  object: { en: 'a block of keys', 'zh-CN': '一组键' },
  record: { en: 'a block of keys', 'zh-CN': '一组键' },
  array: { en: 'a list', 'zh-CN': '列表' },
  string: { en: 'a text', 'zh-CN': '文本' },
  number: { en: 'a number', 'zh-CN': '数字' },
  int: { en: 'a whole number', 'zh-CN': '整数' },
  boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
};
const kind = (name: string): Text => kinds[name] ?? { en: name, 'zh-CN': name };

/** What stands in the file, in words. */
function describe(value: unknown): Text {
  if (value === null) return { en: 'nothing', 'zh-CN': '空' };
  if (Array.isArray(value)) return kind('array');
  if (typeof value === 'object') return kind('object');
  if (typeof value === 'string') return { en: `the text "${value}"`, 'zh-CN': `文本“${value}”` };
  return { en: `the ${typeof value} ${String(value)}`, 'zh-CN': String(value) };
}

function byPlace(a: Finding, b: Finding): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
