import { join } from 'node:path';
import open from 'open';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { findRun } from '../pipeline/run-folder.ts';
import type { CommonOptions } from './options.ts';
import { print, printJson } from './terminal.ts';

/** Opens the report in the reader's browser. Where there is no screen, the path is what is needed. */
export async function openCommand(run: string | undefined, options: CommonOptions): Promise<ExitCode> {
  const report = join(await findRun(run), 'report.html');
  if (options.json === true) printJson({ report });
  else print(report);
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (!headless && options.json !== true) await open(report);
  return exitCodes.done;
}
