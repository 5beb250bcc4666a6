import { join, relative, resolve } from 'node:path';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { handOut, type TableFormat, tablesOfRun } from '../pipeline/hand-out.ts';
import { findRun } from '../pipeline/run-folder.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

interface TablesOptions extends CommonOptions {
  readonly run?: string;
  readonly format: TableFormat;
  readonly out?: string;
}

/** The tables of a run: a list of all, or the named ones as files. */
export async function tablesCommand(names: readonly string[], options: TablesOptions): Promise<ExitCode> {
  const run = await findRun(options.run);
  const locale = options.locale ?? 'en';
  if (names.length === 0) {
    const tables = await tablesOfRun(run, locale);
    if (options.json === true) printJson({ run, tables });
    else {
      const say = words[locale];
      const head = [say.table, say.rowCount, say.grain].map((word) => paint('bold', word));
      print(
        table(
          [head, ...tables.map(({ name, rows, grain }) => [name, rows.toLocaleString('en-GB'), grain])],
          [1],
        ),
      );
    }
    return exitCodes.done;
  }
  const folder = resolve(options.out ?? join(run, 'tables'));
  const files = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    handOut(run, { names: [...new Set(names)], format: options.format, folder, locale }, effects),
  );
  if (options.json === true) printJson({ run, files });
  else for (const file of files) print(relative(process.cwd(), file) || file);
  return exitCodes.done;
}
