import { type DataType, type Decimal, type Dictionary, type Timestamp, Type } from 'apache-arrow';
import { plainNumber } from './json-cells.ts';

/** How the values of an Arrow column become text that reads one way only. */
export type AsText = (value: unknown) => string;

/** Dates as ISO, decimals exactly, numbers as in workbooks; bytes have no text. Null is handled by the caller. */
export function arrowText(type: DataType, decimal: 'point' | 'comma'): AsText {
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Bool:
      return String;
    case Type.Int:
      return String;
    case Type.Float: {
      const isDouble = (type as unknown as { precision: number }).precision === 2;
      return (value) => numberText(isDouble ? Number(value) : Number(Number(value).toPrecision(7)), decimal);
    }
    case Type.Decimal: {
      const { scale } = type as Decimal;
      return (value) => plainNumber(scaled(value as Uint32Array, scale), decimal);
    }
    case Type.Date:
      return (value) => moment(Number(value));
    case Type.Timestamp: {
      const shift = zoneOf((type as Timestamp).timezone);
      return (value) => moment(shift(Number(value)));
    }
    case Type.Dictionary:
      return arrowText((type as Dictionary).dictionary, decimal);
    case Type.Binary:
    case Type.LargeBinary:
    case Type.FixedSizeBinary:
      return () => '';
    default:
      return (value) =>
        typeof value === 'object'
          ? JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
          : String(value);
  }
}

function numberText(value: number, decimal: 'point' | 'comma'): string {
  return Number.isFinite(value) ? plainNumber(String(value), decimal) : '';
}

/** A decimal of 128 or 256 bits, least word first, in two's complement. */
function scaled(words: Uint32Array, scale: number): string {
  let value = 0n;
  for (let index = words.length - 1; index >= 0; index--) value = (value << 32n) | BigInt(words[index]!);
  value = BigInt.asIntN(words.length * 32, value);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return scale <= 0
    ? `${sign}${digits}${'0'.repeat(-scale)}`
    : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Milliseconds since 1970 as a day, or as a moment where it is none. */
function moment(milliseconds: number): string {
  const date = new Date(Math.floor(milliseconds));
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** A timestamp with a zone is an instant; the day of business is that of the zone. */
function zoneOf(zone: string | null | undefined): (milliseconds: number) => number {
  if (!zone || zone === 'UTC' || zone === 'Etc/UTC') return (milliseconds) => milliseconds;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (offset !== null) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
    return (milliseconds) => milliseconds + minutes * 60_000;
  }
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (milliseconds) => {
    const part: Record<string, number> = {};
    for (const { type, value } of clock.formatToParts(milliseconds)) part[type] = Number(value);
    return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  };
}
