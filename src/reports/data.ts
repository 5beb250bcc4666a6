import type { Database } from '../engine/database.ts';
import { readAcquisition, type SourceRow } from './data/acquisition.ts';
import { type ActionData, readActions } from './data/actions.ts';
import { type CreditData, readCredit } from './data/credit.ts';
import { type CurrencyData, readCurrencies } from './data/currencies.ts';
import { type CurveData, readCurve } from './data/curve.ts';
import { type CustomerData, readCustomers } from './data/customers.ts';
import { type EncounterData, readEncounters } from './data/encounters.ts';
import { type ForecastData, readForecast } from './data/forecast.ts';
import { type GroupData, readGroups } from './data/groups.ts';
import { type KnownData, readKnown } from './data/known.ts';
import { type MembershipData, readMemberships } from './data/memberships.ts';
import { type PeopleData, readPeople } from './data/people.ts';
import { type ProfitData, readProfit } from './data/profit.ts';
import { type Reader, readerBeside, readerOf } from './data/reader.ts';
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
    CurveData,
    GroupData,
    ServeData,
    CreditData,
    CurrencyData,
    ActionData,
    MembershipData,
    SensitivityData,
    TraceData,
    KnownData,
    EncounterData,
    TrustData {
  readonly people: PeopleData;
  readonly acquisition: readonly SourceRow[];
  readonly standing: StandingData;
  readonly forecast: ForecastData;
}

/**
 * Half of the readers go on a second connection: most of what they ask is small, and one half is decoded while the
 * database answers the other.
 */
export async function readReportData(
  database: Database,
  options: { readonly personalData?: boolean } = {},
): Promise<ReportData> {
  const reader = await readerOf(database);
  const beside = await database.beside();
  const findings = readerBeside(reader, beside).then((other) =>
    readFindings(other, options.personalData === true),
  );
  findings.catch(() => {});
  try {
    return { ...(await readFigures(reader)), ...(await findings) };
  } finally {
    // Where the first half has failed, the second must not lose its connection on the way.
    await findings.catch(() => {});
    beside.close();
  }
}

async function readFigures(reader: Reader) {
  return {
    ...(await readCustomers(reader)),
    ...(await readProfit(reader)),
    ...(await readCurve(reader)),
    ...(await readGroups(reader)),
    ...(await readServe(reader)),
    ...(await readCredit(reader)),
    ...(await readCurrencies(reader)),
    ...(await readMemberships(reader)),
    ...(await readKnown(reader)),
    people: await readPeople(reader),
    acquisition: await readAcquisition(reader),
    forecast: await readForecast(reader),
  };
}

async function readFindings(reader: Reader, personalData: boolean) {
  return {
    ...(await readActions(reader)),
    ...(await readSensitivity(reader)),
    ...(await readTraces(reader)),
    ...(await readTrust(reader)),
    ...(await readEncounters(reader, personalData)),
    standing: await readStanding(reader),
  };
}
