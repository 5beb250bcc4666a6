import { canonicalTableNames, canonicalTables } from '../contracts/canonical.ts';
import { locate } from '../ingest/locate.ts';
import type { Locale, Text } from '../language/locale.ts';
import { type FileState, recordedName, runBefore, stateOf } from './changes.ts';
import type { Pipeline } from './load.ts';
import type { Changes } from './record.ts';
import { type PlannedReuse, planReuse } from './reuse/plan.ts';
import { dataFolderOf, outFolderOf } from './run.ts';

/** What a run would do, on which files, and why; nothing is read but the names and sizes of the files, and the bytes of
 * those that a run has read before, to see whether they are still the same. */
export interface Plan {
  readonly dataFolder: string;
  readonly files: readonly PlannedFile[];
  /** The run that the states of the files refer to: the latest of this pipeline. */
  readonly since: string | null;
  /** Files that run had read and that are not there any more. */
  readonly gone: readonly { source: string; file: string }[];
  /** What that run had found changed since the one before it. */
  readonly lastChanges: Changes | null;
  readonly steps: readonly PlanStep[];
  /** What the run would begin with. */
  readonly reuse: PlannedReuse;
}

export interface PlannedFile {
  readonly source: string;
  readonly table: string;
  readonly file: string;
  readonly bytes: number;
  readonly columns: number;
  /** Against the latest run; null where there is none. */
  readonly state: FileState | null;
}

export interface PlanStep {
  readonly step: string;
  readonly runs: boolean;
  readonly why: string;
}

export async function planRun(
  pipeline: Pipeline,
  options: { data?: string | undefined; out?: string | undefined; locale?: Locale | undefined },
): Promise<Plan> {
  const dataFolder = await dataFolderOf(pipeline, options);
  const located = await locate(pipeline.sources, dataFolder);
  const locale = options.locale ?? pipeline.settings.locale;
  const out = outFolderOf(pipeline, options);
  const before = await runBefore(out, pipeline);
  const inputs = before?.record.inputs ?? [];
  const files: PlannedFile[] = [];
  for (const file of located)
    files.push({
      source: file.source,
      table: file.settings.table,
      file: file.name,
      bytes: file.bytes,
      columns: Object.keys({ ...file.settings.applied?.columns, ...file.settings.columns }).length,
      state: before === undefined ? null : await stateOf(file, before.record),
    });
  const here = new Set(located.map((file) => `${file.source}\0${recordedName(file)}`));
  return {
    dataFolder,
    files,
    since: before?.id ?? null,
    gone: inputs
      .filter(({ source, file }) => !here.has(`${source}\0${file}`))
      .map(({ source, file }) => ({ source, file })),
    lastChanges: before?.record.changes ?? null,
    reuse: await planReuse(pipeline, out, located, undefined),
    steps: [...optionalTables(pipeline, locale), ...costLines(pipeline, locale), ...groups(pipeline, locale)],
  };
}

/** Each optional table: what it gives, or what its absence takes away. */
function optionalTables(pipeline: Pipeline, locale: Locale): PlanStep[] {
  const fed = new Set(pipeline.sources.map(({ table }) => table));
  return canonicalTableNames.flatMap((table) => {
    const { gives } = canonicalTables[table];
    if (gives === undefined) return [];
    const runs = fed.has(table);
    const why = runs
      ? gives[locale]
      : say(
          locale,
          `no source feeds ${table}: without ${gives.en}`,
          `没有数据源提供 ${table}：缺少${gives['zh-CN']}`,
        );
    return [{ step: table, runs, why }];
  });
}

function costLines(pipeline: Pipeline, locale: Locale): PlanStep[] {
  return Object.entries(pipeline.settings.costs).map(([name, pool]) => {
    const accounts = pool.accounts === undefined ? '–' : pool.accounts.join(', ');
    const label = (pool.label ?? ({ en: name, 'zh-CN': name } satisfies Text))[locale];
    const how = {
      time_driven: say(locale, 'minutes × capacity cost rate', '分钟 × 产能成本率'),
      driver_share: say(locale, 'split by driver', '按动因分摊'),
      direct: say(locale, 'as the documents say', '按单据直接归集'),
    }[pool.method];
    const by =
      pool.method === 'direct'
        ? pool.from
        : Object.keys(pool.method === 'time_driven' ? pool.minutes : pool.drivers).join(' + ');
    return {
      step: `costs.${name}`,
      runs: true,
      why: `${label} → ${pool.line}: ${say(locale, 'accounts', '科目')} ${accounts}, ${how} (${by})`,
    };
  });
}

function groups(pipeline: Pipeline, locale: Locale): PlanStep[] {
  const { tiers, rfm, clusters } = pipeline.settings;
  return [
    {
      step: 'tiers',
      runs: true,
      why:
        tiers === undefined
          ? say(locale, 'no tiers named: the product’s own', '未指定等级：使用内置等级')
          : tiers.map(({ tier }) => tier).join(' › '),
    },
    {
      step: 'rfm',
      runs: true,
      why: say(
        locale,
        `${rfm.bins} scores, ${rfm.window_months === undefined ? 'whole period' : `${rfm.window_months} months`}, by ${rfm.monetary}`,
        `${rfm.bins} 档，${rfm.window_months === undefined ? '整个期间' : `${rfm.window_months} 个月`}，按 ${rfm.monetary}`,
      ),
    },
    {
      step: 'clusters',
      runs: true,
      why: say(
        locale,
        `k from ${clusters.from} to ${clusters.to}, seed ${clusters.seed}`,
        `k 从 ${clusters.from} 到 ${clusters.to}，种子 ${clusters.seed}`,
      ),
    },
  ];
}

function say(locale: Locale, en: string, zh: string): string {
  return locale === 'zh-CN' ? zh : en;
}
