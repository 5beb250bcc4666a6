import { join, relative } from 'node:path';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { type Paper, print as printReport } from '../pipeline/print.ts';
import { findRun } from '../pipeline/run-folder.ts';
import type { CommonOptions } from './options.ts';
import { print, printJson } from './terminal.ts';

interface ReportOptions extends CommonOptions {
  readonly pdf?: string | true;
  readonly paper: Paper;
  readonly png?: string | true;
}

/** The report on paper, its charts as pictures. Without a wish: the PDF. */
export async function reportCommand(run: string | undefined, options: ReportOptions): Promise<ExitCode> {
  const folder = await findRun(run);
  const pdf = options.pdf ?? (options.png === undefined ? true : undefined);
  const written = await printReport(folder, {
    ...(pdf === undefined ? {} : { pdf: pdf === true ? join(folder, 'report.pdf') : pdf }),
    ...(options.png === undefined
      ? {}
      : { png: options.png === true ? join(folder, 'charts') : options.png }),
    paper: options.paper,
  });
  if (options.json === true) printJson(written);
  else for (const file of [...written.pdf, ...written.png]) print(relative(process.cwd(), file) || file);
  return exitCodes.done;
}
