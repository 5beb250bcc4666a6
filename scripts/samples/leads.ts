/**
 * Where the new customers of the 24 months came from, and what that cost. Planted: referrals cost next to nothing and
 * bring the best, fairs pay slowly, search ads bring the poorest and have not paid back; nobody wrote down what cold
 * calls cost. A few leads are customers already, which no source has won.
 */
import { firstDay, iso, monthOf, periodOfMonth } from './calendar.ts';
import { Rng } from './rng.ts';
import type { Truth } from './truth.ts';
import { byText, type Company } from './types.ts';

export interface Lead {
  day: number;
  source: string;
  campaign: string;
  owner: number;
  status: 'Converted' | 'Working' | 'Unqualified';
  customer: string;
  converted: number | null;
}

/** A cost in cents. */
export interface LeadCost {
  month: number;
  source: string;
  campaign: string;
  amount: number;
}

export const SOURCES = ['Referral', 'Trade fair', 'Search ads', 'Cold call'] as const;
type Source = (typeof SOURCES)[number];

/** Which source brings a customer of the best, the middle and the worst third by profit: weights in that order. */
const MIX: Readonly<Record<Source, readonly [number, number, number]>> = {
  Referral: [50, 20, 4],
  'Trade fair': [30, 38, 16],
  'Search ads': [4, 28, 64],
  'Cold call': [16, 14, 16],
};
/** Leads that become nothing, of the 24 months. */
const IDLE: Readonly<Record<Source, number>> = {
  Referral: 22,
  'Trade fair': 84,
  'Search ads': 168,
  'Cold call': 61,
};
const FAIRS: readonly (readonly [month: number, campaign: string, yuan: number])[] = [
  [2, 'Shanghai Industry Fair 2024', 29_000],
  [8, 'Taicang Machinery Days 2025', 14_000],
  [14, 'Shanghai Industry Fair 2025', 31_000],
  [20, 'Taicang Machinery Days 2026', 15_000],
];
/** Leads of which nobody wrote down where they came from. */
export const NO_SOURCE = 9;
const ADS = 9000;
const GIFT = 600;

export function makeLeads(company: Company, truth: Truth): Lead[] {
  const rng = new Rng('leads');
  const profit = new Map(truth.statements.map(({ code, profit }) => [code, profit]));
  const firstBuy = new Map<string, number>();
  for (const { customer, day, kind } of company.lines)
    if (kind === '销售') firstBuy.set(customer, Math.min(day, firstBuy.get(customer) ?? day));
  const fresh = company.customers
    .filter(({ type, profile, code }) => type === 'Customer' && profile.from > 60 && firstBuy.has(code))
    .sort((a, b) => (profit.get(b.code) ?? 0) - (profit.get(a.code) ?? 0) || byText(a.code, b.code));
  const leads: Lead[] = [];
  const idle = (source: Source | '', status: Lead['status']): void => {
    const day = rng.int(0, 725);
    leads.push(lead(source, day, rng.int(0, 9), status));
  };
  fresh.forEach(({ code, created, owner }, place) => {
    const third = Math.floor((3 * place) / fresh.length) as 0 | 1 | 2;
    const source = rng.weighted(SOURCES.map((one) => [one, MIX[one][third]] as const));
    const opened = dayOf(created);
    const day = Math.max(0, opened - rng.int(2, source === 'Referral' ? 20 : 55));
    leads.push({ ...lead(source, day, owner, 'Converted'), customer: code, converted: opened });
    // Some ask twice: the later lead has won nobody.
    if (rng.chance(0.08) && opened - day > 8)
      leads.push({
        ...lead('Search ads', opened - 3, owner, 'Converted'),
        customer: code,
        converted: opened,
      });
  });
  for (const source of SOURCES)
    for (let n = 0; n < IDLE[source]; n++) idle(source, rng.chance(0.4) ? 'Working' : 'Unqualified');
  for (let n = 0; n < NO_SOURCE; n++) idle('', 'Unqualified');
  const known = company.customers.filter(({ type, profile }) => type === 'Customer' && profile.from === 0);
  for (let n = 0; n < 6; n++) {
    const day = rng.int(200, 700);
    const { code, owner } = rng.pick(known);
    leads.push({ ...lead('Trade fair', day, owner, 'Converted'), customer: code, converted: day + 1 });
  }
  return leads.sort((a, b) => a.day - b.day || byText(a.source, b.source) || byText(a.customer, b.customer));
}

function lead(source: Source | '', day: number, owner: number, status: Lead['status']): Lead {
  const fair = FAIRS.filter(([month]) => firstDay(month) <= day).at(-1);
  const campaign = source === 'Trade fair' ? (fair?.[1] ?? '') : '';
  return { day, source, campaign, owner, status, customer: '', converted: null };
}

/** A gift for each referral that became a customer, the fairs, and the bill for the ads every month. */
export function makeLeadCosts(leads: readonly Lead[]): LeadCost[] {
  const rng = new Rng('lead costs');
  const costs: LeadCost[] = FAIRS.map(([month, campaign, yuan]) => ({
    month,
    // As finance writes it.
    source: 'Trade Fair',
    campaign,
    amount: yuan * 100,
  }));
  for (let month = 0; month < 24; month++) {
    costs.push({
      month,
      source: 'Search ads',
      campaign: '',
      amount: Math.round(ADS * (0.9 + 0.2 * rng.next()) * 100),
    });
    const gifts = leads.filter(
      ({ source, converted }) => source === 'Referral' && converted !== null && monthOf(converted) === month,
    ).length;
    if (gifts > 0) costs.push({ month, source: 'Referral', campaign: '', amount: gifts * GIFT * 100 });
  }
  return costs.sort((a, b) => a.month - b.month || byText(a.source, b.source));
}

/** What each source has won, cost and brought, by the generator's own arithmetic. */
export function acquisitionOf(
  leads: readonly Lead[],
  costs: readonly LeadCost[],
  company: Company,
  truth: Truth,
) {
  const profit = new Map(truth.statements.map(({ code, profit }) => [code, profit]));
  const old = new Set(company.customers.filter(({ profile }) => profile.from === 0).map(({ code }) => code));
  const first = new Map<string, string>();
  for (const { customer, source } of leads)
    if (customer !== '' && !old.has(customer) && !first.has(customer)) first.set(customer, source);
  return SOURCES.map((source) => {
    const won = [...first].filter(([, by]) => by === source).map(([code]) => code);
    const own = costs.filter((cost) => cost.source.toLowerCase() === source.toLowerCase());
    return {
      source,
      leads: leads.filter((one) => one.source === source).length,
      won: won.length,
      cost: own.length === 0 ? null : own.reduce((sum, { amount }) => sum + amount, 0),
      profit: won.reduce((sum, code) => sum + (profit.get(code) ?? 0), 0),
    };
  });
}

const dayOf = (date: string): number => {
  let day = 0;
  while (iso(day) < date) day++;
  return day;
};

export const leadRow = (costs: LeadCost): (string | number)[] => [
  periodOfMonth(costs.month),
  costs.source,
  costs.campaign,
  (costs.amount / 100).toFixed(2),
];
