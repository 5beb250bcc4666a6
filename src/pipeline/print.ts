import { join, resolve } from 'node:path';
import type { Finding } from '../language/messages.ts';
import { drawCharts, type Paper, type PrintOptions, printReport } from '../reports/paper/print.ts';

export type { Paper } from '../reports/paper/print.ts';

/** Prints the report of a finished run, draws its charts, or both. @returns the paths written */
export async function print(
  folder: string,
  wishes: { readonly pdf?: string; readonly png?: string; readonly paper: Paper },
  options: PrintOptions = {},
): Promise<{ pdf: string[]; png: string[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const warn = (finding: Finding): void => {
    // Both ask for the same fonts.
    if (!findings.some(({ code }) => code === finding.code)) findings.push(finding);
  };
  const pdf =
    wishes.pdf === undefined
      ? []
      : [
          await printReport(join(folder, 'report.html'), resolve(wishes.pdf), wishes.paper, {
            ...options,
            warn,
          }),
        ];
  const png =
    wishes.png === undefined
      ? []
      : await drawCharts(join(folder, 'charts'), resolve(wishes.png), { ...options, warn });
  return { pdf, png, findings };
}
