/** What the CRM knows: visits, calls and mails of the sales force; tickets, complaints and training of customer service. */
import { AS_OF, firstDay, isOpen, lastDay, MONTHS, monthOf, openDay } from './calendar.ts';
import { SALES, SERVICE } from './people.ts';
import { Rng } from './rng.ts';
import type { Activity, Customer } from './types.ts';

type Kind = Activity['kind'];
export const SERVICE_KINDS: readonly Kind[] = ['Ticket', 'Complaint', 'Training'];

function durationOf(kind: Kind, c: Customer, rng: Rng): number {
  const long = c.profile.serviceMinutes;
  const raw =
    kind === 'Visit'
      ? rng.logNormal(105, 0.3)
      : kind === 'Call'
        ? rng.logNormal(18, 0.5)
        : kind === 'Email'
          ? rng.logNormal(10, 0.3)
          : kind === 'Training'
            ? long * rng.between(1, 1.8)
            : long * rng.logNormal(1.02, 0.4);
  return Math.max(5, Math.round(raw / 5) * 5);
}

function channelOf(kind: Kind, rng: Rng): string {
  if (kind === 'Visit') return 'On-site';
  if (kind === 'Call') return 'Phone';
  if (kind === 'Email') return 'Email';
  if (kind === 'Training') return rng.chance(0.7) ? 'On-site' : 'Online';
  return rng.weighted([
    ['Phone', 4],
    ['WeChat', 4],
    ['On-site', 3],
    ['Email', 2],
  ] as const);
}

function satisfactionOf(kind: Kind, c: Customer, rng: Rng): string {
  if (!SERVICE_KINDS.includes(kind) || !rng.chance(0.6)) return '';
  const mood = (kind === 'Complaint' ? 2.3 : 4.1) - (c.profile.complaints > 20 ? 0.5 : 0);
  return String(Math.min(5, Math.max(1, Math.round(mood + 0.9 * rng.normal()))));
}

export function makeActivities(customers: Customer[]): Activity[] {
  const planned: { c: Customer; kind: Kind; from: number; to: number; duration: number; rng: Rng }[] = [];
  for (const c of customers) {
    const rng = new Rng(`activities ${c.code}`);
    const p = c.profile;
    const from = Math.max(0, p.from - 25);
    // The sales force still calls on a lost customer for a while.
    const to = Math.min(AS_OF, p.to + 45);
    const active = (to - from + 1) / (AS_OF + 1);
    const plan: [Kind, number][] = [
      ['Visit', p.visits],
      ['Call', p.calls],
      ['Email', p.emails],
      ['Ticket', p.tickets],
      ['Complaint', p.complaints],
      ['Training', p.trainings],
    ];
    for (const [kind, mean] of plan) {
      const count = mean > 10 ? rng.round(mean * active) : rng.poisson(mean * active);
      for (let i = 0; i < count; i++)
        planned.push({ c, kind, from, to, duration: durationOf(kind, c, rng), rng });
    }
  }

  // A dispatcher evens out the service load: of three possible months, a case goes to the least loaded.
  const load = new Array<number>(MONTHS).fill(0);
  const weights = Array.from({ length: MONTHS }, (_, m) => {
    let open = 0;
    for (let d = firstDay(m); d <= lastDay(m); d++) if (isOpen(d)) open++;
    return 0.75 + (0.25 * open) / 21;
  });
  const rng = new Rng('dispatch');
  const activities = rng.shuffle(planned).map((a): Activity => {
    let day = rng.int(a.from, a.to);
    if (SERVICE_KINDS.includes(a.kind)) {
      for (let i = 0; i < 2; i++) {
        const other = rng.int(a.from, a.to);
        const fill = (d: number): number => (load[monthOf(d)] as number) / (weights[monthOf(d)] as number);
        if (fill(other) < fill(day)) day = other;
      }
      (load[monthOf(day)] as number) += a.duration;
    }
    const closed = day < AS_OF - 45 || rng.chance(day < AS_OF - 14 ? 0.93 : 0.6);
    const service = SERVICE_KINDS.includes(a.kind);
    return {
      customer: a.c.code,
      day: staysIn(day),
      minute: rng.int(102, 205) * 5,
      kind: a.kind,
      channel: channelOf(a.kind, a.rng),
      duration: a.duration,
      status: !service || closed ? 'Closed' : 'Open',
      satisfaction: closed ? satisfactionOf(a.kind, a.c, a.rng) : '',
      owner: service ? rng.int(0, SERVICE.length - 1) : a.c.owner % SALES.length,
    };
  });
  return activities.sort(
    (a, b) => a.day - b.day || a.minute - b.minute || (a.customer < b.customer ? -1 : 1),
  );
}

/** The next open day of the same month, so that the dispatcher's account stays right. */
function staysIn(day: number): number {
  const next = openDay(day);
  if (monthOf(next) === monthOf(day)) return next;
  let d = day;
  while (!isOpen(d)) d--;
  return d;
}
