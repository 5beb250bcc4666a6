import { canonicalTableNames, canonicalTables } from '../contracts/canonical.ts';
import { locate } from '../ingest/locate.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Pipeline } from './load.ts';
import { dataFolderOf } from './run.ts';

/** What a run would do, on which files, and why; nothing is read but the names and sizes of the files. */
export interface Plan {
  readonly dataFolder: string;
  readonly files: readonly { source: string; table: string; file: string; bytes: number; columns: number }[];
  readonly steps: readonly PlanStep[];
}

export interface PlanStep {
  readonly step: string;
  readonly runs: boolean;
  readonly why: string;
}

export async function planRun(
  pipeline: Pipeline,
  options: { data?: string | undefined; locale?: Locale | undefined },
): Promise<Plan> {
  const dataFolder = await dataFolderOf(pipeline, options);
  const located = await locate(pipeline.sources, dataFolder);
  const locale = options.locale ?? pipeline.settings.locale;
  return {
    dataFolder,
    files: located.map(({ source, settings, name, bytes }) => ({
      source,
      table: settings.table,
      file: name,
      bytes,
      columns: Object.keys({ ...settings.applied?.columns, ...settings.columns }).length,
    })),
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
