import type { Database } from '../engine/database.ts';
import { readAcquisition, type SourceRow } from './data/acquisition.ts';
import { type ActionData, readActions } from './data/actions.ts';
import { type CreditData, readCredit } from './data/credit.ts';
import { type CurrencyData, readCurrencies } from './data/currencies.ts';
import { type CustomerData, readCustomers } from './data/customers.ts';
import { type ForecastData, readForecast } from './data/forecast.ts';
import { type GroupData, readGroups } from './data/groups.ts';
import { type KnownData, readKnown } from './data/known.ts';
import { type MembershipData, readMemberships } from './data/memberships.ts';
import { type PeopleData, readPeople } from './data/people.ts';
import { type ProfitData, readProfit } from './data/profit.ts';
import { readerOf } from './data/reader.ts';
import { readSensitivity, type SensitivityData } from './data/sensitivity.ts';
import { readServe, type ServeData } from './data/serve.ts';
import { readStanding, type StandingData } from './data/standing.ts';
import { readTraces, type TraceData } from './data/traces.ts';
import { readTrust, type TrustData } from './data/trust.ts';

/**
 * Everything the reports show, read once from the warehouse at customer grain or coarser: one reader for each topic,
 * in `data/`. A new page adds its reader here.
 */
export interface ReportData
  extends CustomerData,
    ProfitData,
    GroupData,
    ServeData,
    CreditData,
    CurrencyData,
    ActionData,
    MembershipData,
    SensitivityData,
    TraceData,
    KnownData,
    TrustData {
  readonly people: PeopleData;
  readonly acquisition: readonly SourceRow[];
  readonly standing: StandingData;
  readonly forecast: ForecastData;
}

export async function readReportData(database: Database): Promise<ReportData> {
  const reader = await readerOf(database);
  return {
    ...(await readCustomers(reader)),
    ...(await readProfit(reader)),
    ...(await readGroups(reader)),
    ...(await readServe(reader)),
    ...(await readCredit(reader)),
    ...(await readCurrencies(reader)),
    ...(await readActions(reader)),
    ...(await readMemberships(reader)),
    ...(await readSensitivity(reader)),
    ...(await readTraces(reader)),
    ...(await readKnown(reader)),
    ...(await readTrust(reader)),
    people: await readPeople(reader),
    acquisition: await readAcquisition(reader),
    standing: await readStanding(reader),
    forecast: await readForecast(reader),
  };
}
