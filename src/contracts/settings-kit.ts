import { z } from 'zod';
import type { Text } from '../language/locale.ts';

/** Building blocks for the settings that a person writes in a pipeline file. */

/** A share: `20%` or `0.2`. */
export const share = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?\s*%$/, 'write a share as 20% or 0.2')])
  .transform((value) => (typeof value === 'number' ? value : Number.parseFloat(value) / 100))
  .pipe(z.number().min(0).max(1))
  .meta({ description: 'A share: `20%` or `0.2`.' });

/** A label: one text for all languages, or one for each. */
export const label = z
  .union([z.string().min(1), z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) })])
  .transform((value): Text => (typeof value === 'string' ? { en: value, 'zh-CN': value } : value))
  .meta({ description: 'A text for readers: one for all languages, or `{ en: …, zh-CN: … }`.' });

/** A number of an account, customer or product. YAML reads a bare `6001` as a number; both spellings mean the text. */
export const code = z
  .union([z.string().min(1), z.number().int()])
  .transform((value) => String(value))
  .meta({ description: 'A number or code. Put it in quotes when it has leading zeros: `"000123"`.' });

export const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date as 2026-06-30')
  .refine(
    // A day too many rolls over into the next month.
    (value) => new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value,
    'no such day',
  )
  .meta({ description: 'A day: `2026-06-30`.' });

/** Whether the platform knows a zone by this name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
