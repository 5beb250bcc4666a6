import type { Format } from '../language/format.ts';

/** A number without the noughts at its end: 1,750.0000 → 1,750; 39.9123 stays. Nothing for what is unknown. */
export function plain(value: unknown, format: Format, digits = 4): string {
  if (value === null || value === undefined) return '';
  return format
    .number(Number(value), digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
