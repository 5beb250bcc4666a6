import { join, relative } from 'node:path';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { type Paper, print as printReport } from '../pipeline/print.ts';
import { findingRecord } from '../pipeline/record.ts';
import { findRun } from '../pipeline/run-folder.ts';
import type { CommonOptions } from './options.ts';
import { print, printJson, renderFinding } from './terminal.ts';

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
  const locale = options.locale ?? 'en';
  if (options.json === true) {
    const findings = written.findings.map((finding) => findingRecord(finding, locale));
    printJson({ ...written, findings });
    return exitCodes.done;
  }
  for (const finding of written.findings) process.stderr.write(`${renderFinding(finding, locale)}\n`);
  for (const file of [...written.pdf, ...written.png]) print(relative(process.cwd(), file) || file);
  return exitCodes.done;
}
