import { acquisitionTables } from './models/acquisition.ts';
import { actionTables } from './models/actions.ts';
import { campaignTables } from './models/campaigns.ts';
import { customerTables } from './models/customers.ts';
import { groupTables } from './models/groups.ts';
import { intuitionTables } from './models/intuition.ts';
import { keyCustomerTables } from './models/key-customers.ts';
import { lifetimeTables } from './models/lifetime.ts';
import { movementTables } from './models/movements.ts';
import { profitTables } from './models/profit.ts';
import { retentionTables } from './models/retention.ts';
import { sensitivityTables } from './models/sensitivity.ts';

/**
 * Groups, rankings and forecasts, in the schema `models`: written by the models stage. Each SQL model of that name is
 * cast to its contract here; a model without a contract is an inner step of its stage.
 */
export const modelTables = {
  ...profitTables,
  ...sensitivityTables,
  ...groupTables,
  ...actionTables,
  ...lifetimeTables,
  ...retentionTables,
  ...acquisitionTables,
  ...keyCustomerTables,
  ...intuitionTables,
  ...movementTables,
  ...campaignTables,
  ...customerTables,
} as const;
