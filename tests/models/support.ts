import type { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import type { Finding } from '../../src/language/messages.ts';
import { buildModels } from '../../src/models/models.ts';
import { modelSettings } from '../../src/models/settings.ts';
import { type CustomerFacts, featureWarehouse } from '../support/features.ts';

export interface Built {
  readonly database: Database;
  readonly findings: readonly Finding[];
}

/** Builds all models over these customers, hands them to the test and closes the warehouse. */
export async function withModels<T>(
  customers: readonly CustomerFacts[],
  test: (built: Built) => Promise<T>,
  options: Parameters<typeof featureWarehouse>[1] & { settings?: unknown } = {},
): Promise<T> {
  const database = await featureWarehouse(customers, options);
  try {
    const settings = modelSettings.parse(options.settings ?? {});
    const { findings } = await buildModels(database, settings, quietEffects());
    return await test({ database, findings });
  } finally {
    database.close();
  }
}
