/** crm/: UTF-8 with byte order mark, comma, CRLF. The account number went through Excel and lost its zeros. */
import { clock, iso } from './calendar.ts';
import { type Lead, type LeadCost, leadRow } from './leads.ts';
import { SALES, SERVICE } from './people.ts';
import { SERVICE_KINDS } from './service.ts';
import { crlf, record } from './text.ts';
import type { Company } from './types.ts';

const BOM = '\uFEFF';
const throughExcel = (code: string): string => code.replace(/^0+/, '');
const csv = (rows: (string | number)[][]): Buffer =>
  Buffer.from(BOM + crlf(rows.map((r) => record(r, ','))), 'utf8');

const ACCOUNT =
  'Account Number,Account Name,Type,Industry,Region,City,Tax ID,Phone,Email,Account Owner,Created Date,Status,Parent Account Number,Mail Consent,Email Consent';
const ACTIVITY =
  'Activity ID,Account Number,Activity Date,Type,Channel,Duration (min),Status,Satisfaction,Owner';

export function accounts(company: Company): Buffer {
  return csv([
    ACCOUNT.split(','),
    ...company.customers.map((c) => [
      throughExcel(c.code),
      c.name,
      c.type,
      c.industry,
      c.region,
      c.city,
      c.taxId,
      c.phone,
      c.email,
      (SALES[c.owner] as readonly [string, string])[1],
      c.created,
      c.status,
      throughExcel(c.parent),
      c.mailConsent,
      c.emailConsent,
    ]),
  ]);
}

/** Rows typed in by hand that no calendar and no sum can take: [before which row, date, duration, type]. */
const DIRT: readonly (readonly [number, string, string, string])[] = [
  [2210, '2025-02-30 10:15', '60', 'Visit'],
  [2890, '2025-04-31 09:30', '15', 'Call'],
  [3320, '2025-06-12 13:40', 'n/a', 'Ticket'],
  [4105, '2025-13-05 14:00', '45', 'Ticket'],
  [5640, '2026-02-06 16:20', 'n/a', 'Visit'],
];
/** Rows that were exported twice: [which row, after how many more rows]. */
const TWICE: readonly (readonly [number, number])[] = [
  [1500, 37],
  [4700, 112],
];

export const DIRTY_ROWS = { impossibleDates: 3, textDurations: 2, duplicates: TWICE.length } as const;

export function activities(company: Company): Buffer {
  const rows: (string | number)[][] = [];
  const put = (cells: (string | number)[]): void => {
    rows.push([`A-${String(rows.length + 1).padStart(6, '0')}`, ...cells]);
  };
  company.activities.forEach((a, i) => {
    const dirt = DIRT.find(([at]) => at === i);
    if (dirt) {
      const [, date, duration, kind] = dirt;
      const service = kind === 'Ticket';
      put([
        throughExcel(a.customer),
        date,
        kind,
        kind === 'Visit' ? 'On-site' : 'Phone',
        duration,
        'Closed',
        '',
        service ? (SERVICE[0] as string) : (SALES[0] as readonly [string, string])[1],
      ]);
    }
    const owner = SERVICE_KINDS.includes(a.kind)
      ? (SERVICE[a.owner] as string)
      : (SALES[a.owner] as readonly [string, string])[1];
    put([
      throughExcel(a.customer),
      `${iso(a.day)} ${clock(a.minute)}`,
      a.kind,
      a.channel,
      a.duration,
      a.status,
      a.satisfaction,
      owner,
    ]);
  });
  for (const [row, later] of [...TWICE].reverse())
    rows.splice(row + later, 0, [...(rows[row] as (string | number)[])]);
  return csv([ACTIVITY.split(','), ...rows]);
}

const LEAD =
  'Lead ID,Created Date,Lead Source,Campaign,Lead Owner,Lead Status,Converted Account Number,Converted Date';
const LEAD_COST = 'Month,Lead Source,Campaign,Marketing Cost';

export function leadList(leads: readonly Lead[]): Buffer {
  return csv([
    LEAD.split(','),
    ...leads.map((lead, index) => [
      `L-${String(index + 1).padStart(5, '0')}`,
      iso(lead.day),
      lead.source,
      lead.campaign,
      (SALES[lead.owner] as readonly [string, string])[1],
      lead.status,
      throughExcel(lead.customer),
      lead.converted === null ? '' : iso(lead.converted),
    ]),
  ]);
}

export function leadCosts(costs: readonly LeadCost[]): Buffer {
  return csv([LEAD_COST.split(','), ...costs.map(leadRow)]);
}
