import { z } from 'zod';
import { isoDate, isTimeZone, label } from '../contracts/settings-kit.ts';
import { featureSettings } from '../features/settings.ts';
import { qualitySettings, sourceSettings } from '../ingest/settings.ts';
import { locales } from '../language/locale.ts';
import { modelSettings } from '../models/settings.ts';

/**
 * The pipeline file, whole. Each stage owns its own part; this only puts them together with what belongs to the run.
 * `schemas/pipeline.schema.json` and `docs/pipeline-file.md` are generated from here.
 */
const engineSettings = z
  .strictObject({
    memory_limit: z
      .string()
      .regex(/^\d+(\.\d+)?\s*[KMGT]i?B$/i, 'write memory as 4GB')
      .optional()
      .meta({
        description:
          'How much memory DuckDB may take before it spills to disk, e.g. `4GB`. Default: its own.',
      }),
    threads: z.number().int().positive().optional().meta({
      description:
        'Threads of DuckDB. Default: all cores; one for exports below 32 MB, where more would only wait.',
    }),
    temporary_folder: z
      .string()
      .optional()
      .meta({ description: 'Where DuckDB spills to. Default: the run’s own folder.' }),
  })
  .meta({ description: 'How the database may use this machine.' });

const reportSettings = z
  .strictObject({
    personal_data: z.boolean().default(false).meta({
      description:
        'Whether the customer card names contact persons and says how they and the customer are reached (telephone, e-mail, address). The report is one file that travels by mail: default no. Work lists for salespeople name whom to write to either way.',
    }),
  })
  .meta({ description: 'What the report may show.' });

const tableSettings = z
  .strictObject({
    up_to_rows: z.number().int().nonnegative().default(1_000_000).meta({
      description:
        'Tables of at most so many rows are handed out with every run. The larger ones are in `warehouse.duckdb`, and `whalecurve tables` writes them when they are asked for.',
    }),
  })
  .meta({ description: 'Which tables a run hands out as Parquet and Arrow.' });

export const pipelineSchema = z
  .strictObject({
    whalecurve: z.literal(1).meta({ description: 'Version of the pipeline file. Always 1 for now.' }),
    title: label.meta({ description: 'Title of the report.' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'write a currency as three capital letters: CNY, EUR, USD')
      .meta({ description: 'Reporting currency.' }),
    locale: z
      .enum(locales)
      .default('en')
      .meta({ description: 'Language of everything a reader sees. `--locale` wins.' }),
    time_zone: z
      .string()
      .refine(isTimeZone, 'write a time zone as Asia/Shanghai or Europe/Berlin')
      .optional()
      .meta({
        description:
          'Zone of the company, e.g. `Asia/Shanghai`: moments that name their own (`2026-01-05T23:30:00Z`) fall on the day they have here. Without it they are taken as written, and the run says so.',
      }),
    as_of: isoDate.optional().meta({
      description:
        'The day the figures are seen from; later rows do not count. Default: the last invoice date. `--as-of` wins.',
    }),
    data: z.string().default('.').meta({
      description:
        'Folder of the extracts, from this file. `--data` wins, so the same file runs on new extracts.',
    }),
    out: z.string().optional().meta({
      description: 'Folder for the runs, from this file. `--out` wins. Default: `out` where you stand.',
    }),
    strategy: z
      .strictObject({
        good_customer: label.meta({ description: 'What a good customer is, in the manager’s words.' }),
      })
      .optional()
      .meta({ description: 'The customer strategy; the report opens with it.' }),
    tiers: modelSettings.shape.tiers,
    sources: z
      .record(z.string().min(1), sourceSettings)
      .refine((sources) => Object.keys(sources).length > 0, 'name at least one source')
      .meta({ description: 'The exports, by a name of your own.' }),
    report: reportSettings.prefault({}),
    quality: qualitySettings.prefault({}),
    tables: tableSettings.prefault({}),
    engine: engineSettings.default({}),
    ...featureSettings.shape,
    profit_map: modelSettings.shape.profit_map,
    clusters: modelSettings.shape.clusters,
    key_customers: modelSettings.shape.key_customers,
    lifetime: modelSettings.shape.lifetime,
    retention: modelSettings.shape.retention,
    movements: modelSettings.shape.movements,
    campaigns: modelSettings.shape.campaigns,
  })
  .meta({
    title: 'Whalecurve pipeline file',
    description: 'One job: which exports, whose books, what a good customer is.',
  });

export type PipelineSettings = z.output<typeof pipelineSchema>;

/** JSON Schema of what a person writes (not of what it becomes), for editors. */
export function pipelineJsonSchema(): object {
  return z.toJSONSchema(pipelineSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
}
