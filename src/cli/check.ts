import { type FileRecord, type SetAsideReason, setAsideReasons } from '../contracts/accounting.ts';
import { formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { checkExtracts } from '../pipeline/check.ts';
import { loadPipeline } from '../pipeline/load.ts';
import { findingRecord } from '../pipeline/record.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, renderFinding, table } from './terminal.ts';
import { words } from './words.ts';

export async function checkCommand(
  file: string,
  options: CommonOptions & { data?: string },
): Promise<ExitCode> {
  const pipeline = await loadPipeline(file);
  const locale = options.locale ?? pipeline.settings.locale;
  const outcome = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    checkExtracts(pipeline, options, effects),
  );
  if (options.json === true) {
    const findings = outcome.findings.map((finding) => findingRecord(finding, locale));
    printJson({ ...outcome, findings });
    return outcome.exit;
  }
  const say = words[locale];
  const { number } = formatFor(locale, pipeline.settings.currency);
  print();
  print(
    table(
      [
        [say.source, say.file, say.encoding, say.read, say.kept, say.setAside].map((head) =>
          paint('dim', head),
        ),
        ...outcome.files.map((one) => [
          one.source,
          one.file,
          one.encoding,
          number(one.rowsRead),
          number(one.rowsKept),
          `${number(one.rowsSetAside)}${reasons(one, locale)}`,
        ]),
      ],
      [3, 4],
    ),
  );
  if (outcome.setAside.length > 0) {
    print(`\n${say.firstSetAside}`);
    for (const { file: path, row, field, reason } of outcome.setAside)
      print(
        `  ${path} ${say.row(row)}${field === null ? '' : ` [${field}]`}: ${reasonLabel(reason, locale)}`,
      );
  }
  for (const finding of outcome.findings) process.stderr.write(`\n${renderFinding(finding, locale)}\n`);
  if (outcome.exit === exitCodes.done) print(`\n${paint('green', say.allFine)}`);
  return outcome.exit;
}

function reasons(file: FileRecord, locale: Locale): string {
  const say = words[locale];
  const parts = Object.entries(file.reasons).map(
    ([reason, count]) => `${count} ${reasonLabel(reason, locale)}`,
  );
  if (file.ownTotals.length > 0 && file.ownTotals.every(({ agrees }) => agrees)) parts.push(say.ownTotal);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function reasonLabel(reason: string, locale: Locale): string {
  return setAsideReasons[reason as SetAsideReason]?.label[locale] ?? reason;
}
