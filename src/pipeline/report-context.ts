import type { Effects } from '../engine/effects.ts';
import type { Locale, Text } from '../language/locale.ts';
import type { Finding } from '../language/messages.ts';
import { defaultTiers } from '../models/default-tiers.ts';
import type { ReportContext } from '../reports/reports.ts';
import type { Pipeline } from './load.ts';
import { version } from './version.ts';

/** The tiers of a pipeline file, or the product's own. */
export const tiersOf = (settings: Pipeline['settings']) => settings.tiers ?? defaultTiers;

const same = (text: string): Text => ({ en: text, 'zh-CN': text });

/** What the reports need to know beside the tables: the words of the pipeline file, and what the stages found. */
export function reportContext(
  pipeline: Pipeline,
  run: {
    locale: Locale;
    asOf: string;
    periodStart: string;
    findings: readonly Finding[];
    fingerprint: string;
    effects: Effects;
  },
): ReportContext {
  const { settings } = pipeline;
  return {
    locale: run.locale,
    title: settings.title,
    currency: settings.currency,
    asOf: run.asOf,
    periodStart: run.periodStart,
    ...(settings.strategy === undefined ? {} : { goodCustomer: settings.strategy.good_customer }),
    tierLabels: Object.fromEntries(
      tiersOf(settings).map(({ tier, label, policy }) => [
        tier,
        { label: label ?? same(tier), ...(policy === undefined ? {} : { policy: withoutEmpty(policy) }) },
      ]),
    ),
    poolLabels: Object.fromEntries(
      Object.entries(settings.costs).map(([name, pool]) => [name, pool.label ?? same(name)]),
    ),
    personalData: settings.report.personal_data,
    findings: run.findings,
    inputsFingerprint: run.fingerprint,
    version,
    effects: run.effects,
  };
}

function withoutEmpty<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
