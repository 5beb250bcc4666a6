/**
 * A number loses the noise of binary fractions beyond 15 digits, as Excel shows it; `1.234` becomes `1.2340`, which
 * cannot be taken for a thousand.
 */
export function numberText(value: number, decimal: 'point' | 'comma' = 'point'): string {
  if (Number.isInteger(value)) return String(value);
  if (!Number.isFinite(value)) return '';
  const text = String(Number(value.toPrecision(15)));
  const clear = text.length <= 8 && /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
  return decimal === 'comma' ? clear.replace('.', ',') : clear;
}
