import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { refused } from '../engine/refused.ts';
import { isLocale, type Locale, locales, type Text } from '../language/locale.ts';
import { type ExitCode, exitCodes, ProductError } from '../language/messages.ts';
import { interrupted } from '../pipeline/messages.ts';
import { version } from '../pipeline/version.ts';
import { printError } from './terminal.ts';

/** The entry point: parses, calls one command, and is the only place that turns an outcome into an exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let exit: ExitCode = exitCodes.done;
  // Whoever reads only the first lines (`| head`) has closed the pipe: there is nobody left to tell anything.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exit);
    throw error;
  });
  const program = new Command('whalecurve')
    .description(
      'Which customers make our profit, and which eat it. Exports in, a statement for every customer out.',
    )
    .version(version, '-v, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Run `whalecurve --help` to see what there is.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', help);

  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .addOption(
        new Option('--locale <locale>', 'language of everything a reader sees').choices([...locales]),
      )
      .option('--json', 'result as JSON on standard output');
  const pipelineCommand = (usage: string, description: string): Command =>
    command(usage, description).option(
      '--data <folder>',
      'folder of the extracts, instead of the one in the file',
    );
  const runs = <T extends unknown[]>(load: () => Promise<(...args: T) => Promise<ExitCode>>) => {
    return async (...args: T): Promise<void> => {
      exit = await (await load())(...args);
    };
  };

  command('init', 'propose a pipeline file for the exports in a folder')
    .argument('[dir]', 'folder of the exports', '.')
    .option('--pipeline <file>', 'file to write', 'pipeline.yaml')
    .action(runs(async () => (await import('./init.ts')).initCommand));
  pipelineCommand('run', 'run a pipeline')
    .argument('<pipeline>', 'pipeline file')
    .option('--out <folder>', 'folder for the runs (default: out)')
    .option('--as-of <date>', 'day the figures are seen from, e.g. 2026-06-30', parseDate)
    .option('--compare <run>', 'earlier run to compare with: its folder, or latest')
    .option('--fresh', 'compute everything, also what has not changed since the run before')
    .action(runs(async () => (await import('./run.ts')).runCommand));
  pipelineCommand('plan', 'say what would run, on which files, and why')
    .argument('<pipeline>', 'pipeline file')
    .option('--out <folder>', 'folder of the runs, to say which files have changed since the latest')
    .action(runs(async () => (await import('./plan.ts')).planCommand));
  pipelineCommand('what-if', 'what other settings would change about the latest run, in seconds')
    .argument('<pipeline>', 'pipeline file; without --set, as it stands now')
    .option(
      '--set <key=value>',
      'a setting of the file, e.g. credit.annual_rate=8% (can be repeated)',
      collect,
    )
    .option('--out <folder>', 'folder of the runs (default: out)')
    .option('--parquet <file>', 'write every customer with its profit and tier before and after')
    .action(runs(async () => (await import('./what-if.ts')).whatIfCommand));
  pipelineCommand('check', 'read and validate the extracts only')
    .argument('<pipeline>', 'pipeline file')
    .action(runs(async () => (await import('./check.ts')).checkCommand));
  command(
    'explain',
    'one customer, one figure of its statement, a ledger account, or a document: down to the row of the export',
  )
    .argument('[customer]', 'customer number or name')
    .option('--line <line>', 'open this line of the statement, e.g. service or net_sales')
    .option('--account <account>', 'show where this ledger account went')
    .option('--document <number>', 'follow this invoice, or one line of it: SI25030188/2')
    .option('--month <month>', 'only this month or year of the line or account, e.g. 2026-03 or 2026')
    .option('--run <folder>', 'run, or folder of runs (default: the latest in out)')
    .action(runs(async () => (await import('./explain.ts')).explainCommand));
  command('report', 'print the report of a run, or draw its charts as pictures')
    .argument('[run]', 'run, or folder of runs (default: the latest in out)')
    .option('--pdf [file]', 'the report as a PDF (default: report.pdf beside report.html)')
    .addOption(new Option('--paper <paper>', 'paper of the PDF').choices(['a4', 'letter']).default('a4'))
    .option('--png [folder]', 'every chart as a PNG (default: charts beside report.html)')
    .action(runs(async () => (await import('./report.ts')).reportCommand));
  command('tables', 'list the tables of a run, or write the ones named as files')
    .argument('[tables...]', 'names from the list, e.g. profit_statement')
    .addOption(
      new Option('--format <format>', 'kind of file').choices(['parquet', 'arrow']).default('parquet'),
    )
    .option('--out <folder>', 'where to write (default: tables in the run)')
    .option('--run <folder>', 'run, or folder of runs (default: the latest in out)')
    .action(runs(async () => (await import('./tables.ts')).tablesCommand));
  command('open', 'open the report of a run')
    .argument('[run]', 'run, or folder of runs (default: the latest in out)')
    .action(runs(async () => (await import('./open.ts')).openCommand));

  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return failed(error, args);
  }
}

function failed(cause: unknown, args: readonly string[]): ExitCode {
  const error = refused(cause);
  // Commander has already printed what is wrong; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.configuration;
  const locale = localeOf(args);
  if (error instanceof Error && error.name === 'AbortError') {
    printError(interrupted.error({}), locale);
    return exitCodes.interrupted;
  }
  if (error instanceof ProductError) {
    printError(error, locale);
    return error.exit;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`INT900 ${ourFault[locale]}\n${detail}\n`);
  return exitCodes.fault;
}

const ourFault: Text = {
  en: 'A fault of ours, not of your data. Please report it with these lines:',
  'zh-CN': '这是我们的错误，与您的数据无关。请附上以下内容反馈：',
};

/** An error is told in the language that was asked for, even where parsing did not get that far. */
function localeOf(args: readonly string[]): Locale {
  const flag = args.findIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  const value = flag < 0 ? undefined : (args[flag]!.split('=')[1] ?? args[flag + 1]);
  return value !== undefined && isLocale(value) ? value : 'en';
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function parseDate(value: string): string {
  const real =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value;
  if (!real) throw new InvalidArgumentError('Write a day as 2026-06-30.');
  return value;
}

const help = `
Examples:
  whalecurve run pipelines/profitability.yaml          the sample company
  whalecurve run profit.yaml --data exports/2026-07    the same pipeline on new extracts
  whalecurve what-if profit.yaml --set credit.annual_rate=9%   what that would change, in seconds
  whalecurve explain 001015                            one customer of the latest run, line by line
  whalecurve explain 001015 --line service             that figure, down to drivers, rates and accounts
  whalecurve explain --account 6601 --month 2026-03    where a ledger account went
  whalecurve explain --document SI25030188/2           one invoice line, from the export to the books
  whalecurve report --pdf board.pdf                    the latest report on paper
  whalecurve tables profit_statement --out bi          that table of the latest run as Parquet

Exit codes: 0 done · 1 the data failed its checks · 2 usage or configuration · 3 a fault of ours · 130 interrupted`;
