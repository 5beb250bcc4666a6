/** The 24 months as day numbers (0 = 2024-07-01), and the working rhythm of an industrial customer in China. */
const ORIGIN = Date.UTC(2024, 6, 1);
const DAY_MS = 86_400_000;

export const DAYS = 730;
export const MONTHS = 24;
/** Last day of the extract, 2026-06-30. */
export const AS_OF = DAYS - 1;

const pad = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

export function iso(day: number): string {
  const d = new Date(ORIGIN + day * DAY_MS);
  return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`;
}

export function german(day: number): string {
  const [y, m, d] = iso(day).split('-');
  return `${d}.${m}.${y}`;
}

export const asDate = (day: number): Date => new Date(ORIGIN + day * DAY_MS);

export const period = (day: number): string => iso(day).slice(0, 7);

/** 0 = 2024-07 … 23 = 2026-06. */
export function monthOf(day: number): number {
  const d = new Date(ORIGIN + day * DAY_MS);
  return (d.getUTCFullYear() - 2024) * 12 + d.getUTCMonth() - 6;
}

export function firstDay(month: number): number {
  return Math.round((Date.UTC(2024, 6 + month, 1) - ORIGIN) / DAY_MS);
}

export const lastDay = (month: number): number => firstDay(month + 1) - 1;

export const periodOfMonth = (month: number): string => period(firstDay(month));

/** Clock time inside office hours as HH:MM. */
export function clock(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Demand by month: quiet summer, strong autumn; Chinese New Year 2025-01-29 and 2026-02-17. */
const SEASON = [
  0.98, 0.96, 1.04, 1.05, 1.06, 1.04, 0.96, 0.95, 1.05, 1.01, 0.99, 1.0, 1.0, 1.02, 1.02, 1.07, 1.08, 1.09,
  1.04, 0.77, 1.11, 1.1, 1.06, 1.04,
];

/** Closed: New Year week, National Day week, Labour Day. */
const CLOSED: readonly (readonly [string, string])[] = [
  ['2024-10-01', '2024-10-07'],
  ['2025-01-28', '2025-02-04'],
  ['2025-05-01', '2025-05-05'],
  ['2025-10-01', '2025-10-08'],
  ['2026-02-15', '2026-02-23'],
  ['2026-05-01', '2026-05-05'],
];

export function isOpen(day: number): boolean {
  const weekday = new Date(ORIGIN + day * DAY_MS).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const text = iso(day);
  return !CLOSED.some(([from, to]) => text >= from && text <= to);
}

/** The next open day not before `day` and not after the extract; falls back to earlier days at its end. */
export function openDay(day: number): number {
  for (let d = day; d <= AS_OF; d++) if (isOpen(d)) return d;
  for (let d = Math.min(day, AS_OF); ; d--) if (isOpen(d)) return d;
}

/** Cumulated demand at the start of each day, scaled so that the whole span counts DAYS. */
export const demandClock: readonly number[] = (() => {
  const weights = Array.from({ length: DAYS }, (_, day) => {
    if (!isOpen(day)) return 0;
    const month = monthOf(day);
    let open = 0;
    for (let d = firstDay(month); d <= lastDay(month); d++) if (isOpen(d)) open++;
    return (SEASON[month] as number) / open;
  });
  const total = weights.reduce((a, b) => a + b, 0);
  const out = [0];
  for (const w of weights) out.push((out[out.length - 1] as number) + (w / total) * DAYS);
  return out;
})();

/** The day on which the demand clock shows `time`. */
export function dayAtDemand(time: number): number {
  let low = 0;
  let high = DAYS - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((demandClock[middle] as number) <= time) low = middle;
    else high = middle - 1;
  }
  return openDay(low);
}
