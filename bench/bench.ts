/**
 * The reference workload, by the product and by those it is measured against, each in a process of its own:
 *
 *     npm run bench -- --scale S|M|L [--format csv|parquet] [--repeat 3] [--limit 1GB] [--folder <dir>] [--scenarios] [--floor]
 *                      [--python <interpreter with pandas, polars, pyarrow and scikit-learn>] [--only <name>]
 *
 * `--scenarios` asks afterwards what another rate and another capacity would change, and runs the pipeline again with
 * another rate, each on the run just made.
 * `--floor` has bare DuckDB read the exports into a file and do nothing else: no tool that keeps them is faster.
 * `--limit` gives the memory limit to the product and to the bare script. What is printed is the table of docs/performance.md.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Contender, contend, type Outcome } from './contend.ts';
import { type Format, generate, numberOfLines, type Scale, scales } from './generate.ts';
import { disagreements, report } from './report.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: 'S' },
    format: { type: 'string', default: 'csv' },
    folder: { type: 'string', default: join(tmpdir(), 'whalecurve-bench') },
    repeat: { type: 'string', default: '1' },
    limit: { type: 'string' },
    only: { type: 'string' },
    python: { type: 'string' },
    scenarios: { type: 'boolean', default: false },
    floor: { type: 'boolean', default: false },
  },
});
const scale = values.scale as Scale;
const format = values.format as Format;
if (!(scale in scales) || !['csv', 'parquet'].includes(format)) {
  console.error('usage: npm run bench -- --scale XS|S|M|L --format csv|parquet');
  process.exit(2);
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = await generate(values.folder, scale, format);
const out = join(values.folder, 'out');
await mkdir(out, { recursive: true });
const capacity = String(scales[scale].people * 160 * 60 * 0.8);
const limit = values.limit === undefined ? [] : [values.limit];
const node = process.execPath;

const pipeline = await pipelineFile();
const whalecurve = (command: string, file: string, ...more: string[]): string[] => [
  node,
  path('../bin/whalecurve.js'),
  command,
  file,
  '--out',
  join(out, 'runs'),
  '--json',
  ...more,
];
const contenders: Contender[] = [
  { name: 'whalecurve', command: whalecurve('run', pipeline) },
  {
    name: 'bare DuckDB',
    command: [node, path('bare.mjs'), folder, format, join(out, 'bare'), capacity, ...limit],
  },
];
if (values.python !== undefined)
  for (const library of ['pandas', 'polars'])
    contenders.push({
      name: `${library} + scikit-learn`,
      command: [
        values.python,
        path(`peers/${library}_peer.py`),
        folder,
        format,
        join(out, library),
        capacity,
      ],
    });
const scenarios: Contender[] = [
  {
    name: 'what if the rate were 8 %',
    command: whalecurve('what-if', pipeline, '--set', 'credit.annual_rate=8%'),
  },
  {
    name: 'what if the service desk had a tenth more people',
    command: whalecurve(
      'what-if',
      pipeline,
      '--set',
      `costs.service.capacity.people=${scales[scale].people * 1.1}`,
    ),
  },
  {
    name: 'run with a rate of 8 %',
    command: whalecurve('run', await withRate('8%')),
  },
];
const outcomes = new Map<string, Outcome[]>();
const wanted = contenders.filter(({ name }) => values.only === undefined || name.startsWith(values.only));
for (let round = 0; round < Number(values.repeat); round++)
  for (const contender of wanted) {
    if (contender.name === 'whalecurve') await rm(join(out, 'runs'), { recursive: true, force: true });
    const outcome = await contend(contender, join(out, 'usage.json'));
    outcomes.set(contender.name, [...(outcomes.get(contender.name) ?? []), outcome]);
  }

if (values.scenarios)
  for (const scenario of scenarios)
    outcomes.set(scenario.name, [await contend(scenario, join(out, 'usage.json'))]);

if (values.floor) {
  const floor = {
    name: 'bare DuckDB, reading alone',
    command: [node, path('floor.mjs'), folder, format, join(out, 'floor'), ...limit],
  };
  outcomes.set(floor.name, [await contend(floor, join(out, 'usage.json'))]);
}

console.log(
  `scale ${scale} (${numberOfLines(scale).toLocaleString('en')} invoice lines, ${scales[scale].customers.toLocaleString('en')} customers), ${format}${
    values.limit === undefined ? '' : `, memory limit ${values.limit}`
  }; ${cpus()[0]!.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
console.log(report(outcomes, numberOfLines(scale)));
const done = new Map([...outcomes].filter(([name]) => contenders.some((one) => one.name === name)));
const differing = disagreements(done, contenders[1]!.name);
if (differing.length > 0) {
  console.error(`not the same work: ${differing.join('; ')}`);
  process.exitCode = 1;
}

/** The pipeline file of the workload; with a memory limit, a copy that says so. */
async function pipelineFile(): Promise<string> {
  const own = join(folder, 'pipeline.yaml');
  if (values.limit === undefined) return own;
  const limited = join(folder, `pipeline-${values.limit}.yaml`);
  await writeFile(limited, `${await readFile(own, 'utf8')}\nengine: { memory_limit: ${values.limit} }\n`);
  return limited;
}

/** The same pipeline with another rate of interest, in a file of its own. */
async function withRate(rate: string): Promise<string> {
  const other = join(folder, 'pipeline-rate.yaml');
  await writeFile(
    other,
    (await readFile(pipeline, 'utf8')).replace(/annual_rate: [^ }]+/, `annual_rate: ${rate}`),
  );
  return other;
}
