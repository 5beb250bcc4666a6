import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import { checkProfile } from '../ingest/check.ts';
import { type Profile, profileJsonSchema, profileSchema } from '../ingest/profile.ts';
import { exitCodes, type Finding, ProductError } from '../language/messages.ts';
import { suggest } from '../language/suggest.ts';
import { diagnose, placeOf, type SourceText } from './diagnose.ts';
import { profileNotFound, yamlSyntax } from './messages.ts';

/** The profiles that come with the product: beside `src` and beside `dist`. */
const shipped = fileURLToPath(new URL('../../profiles/', import.meta.url));

/** Names of the profiles that come with the product, sorted: `odoo/invoice-lines`. */
export async function profileNames(): Promise<string[]> {
  const files = await readdir(shipped, { recursive: true });
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length).split(sep).join('/'))
    .sort();
}

export async function allProfiles(): Promise<Profile[]> {
  return Promise.all((await profileNames()).map((name) => loadProfile(name, '.')));
}

/**
 * A profile by name, or by path from the folder of the pipeline file where it begins with a dot or is absolute.
 * @throws ProductError CFG030 where there is none, and every problem in it with its line and column.
 */
export async function loadProfile(name: string, folder: string): Promise<Profile> {
  const own = /^(\.|\/|[A-Za-z]:)/.test(name);
  const file = own ? resolve(folder, name) : join(shipped, `${name}.yaml`);
  const shown = own ? name : `profiles/${name}.yaml`;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const known = await profileNames();
    throw profileNotFound.error(
      { profile: name, suggestion: suggest(name, known), known: known.join(', ') },
      undefined,
      cause,
    );
  }
  return parseProfile(name, shown, text);
}

/** Reads the text of a profile; `shown` is what messages call the file. */
export function parseProfile(name: string, shown: string, text: string): Profile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const source: SourceText = { file: shown, text, document, lines };
  const syntax = document.errors.map((error): Finding => {
    const { line, col } = lines.linePos(error.pos[0]);
    const excerpt = text.split(/\r?\n/)[line - 1] ?? '';
    return yamlSyntax.finding(
      { problem: error.message },
      { file: shown, line, column: col, excerpt, length: 1 },
    );
  });
  fail(syntax);
  const parsed = profileSchema.safeParse(document.toJS());
  if (!parsed.success)
    fail(diagnose(source, parsed.error.issues, profileJsonSchema() as Record<string, unknown>));
  const profile = { ...parsed.data!, name };
  fail(
    checkProfile(profile).map(({ path, finding }) => ({ ...finding, place: placeOf(source, path, 'key') })),
  );
  return profile;
}

function fail(findings: readonly Finding[]): void {
  const [first, ...others] = findings;
  if (first !== undefined) throw new ProductError(first, exitCodes.configuration, undefined, others);
}
