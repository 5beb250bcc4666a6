import type { BorderStyle, CellStyle, FontStyle } from 'hucre';
import type { Locale } from '../../language/locale.ts';

/** The colours of the page, as Excel writes them: one palette of meaning, makes and erodes. */
export const palette = {
  ink: '1B2226',
  soft: '566068',
  line: 'DEDBD3',
  faint: 'F3F1EB',
  paper: 'FFFFFF',
  makes: '0B6B78',
  makesSoft: 'D9EAEC',
  erodes: 'A8410F',
  erodesSoft: 'FAE5DA',
} as const;
export type Colour = keyof typeof palette;

/**
 * Number formats. Text cells are of the format Text (`@`): a name that begins with `=` is a string in the file, and
 * stays one when somebody edits the cell.
 */
export const formats = {
  text: '@',
  money: '#,##0;-#,##0',
  cents: '#,##0.00;-#,##0.00',
  count: '#,##0',
  percent: '0.0%',
  decimal: '0.00',
  date: 'yyyy-mm-dd',
} as const;
export type Kind = keyof typeof formats;

export interface Look {
  readonly kind?: Kind;
  readonly size?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: Colour;
  readonly fill?: Colour;
  readonly align?: 'left' | 'right' | 'center';
  readonly wrap?: boolean;
  /** At the bottom of a high cell, as headings stand. */
  readonly low?: boolean;
  readonly indent?: number;
  readonly rule?: 'under' | 'head' | 'over';
}

/** The fonts every reader has; Chinese reads badly in a Latin font's fallback. */
export function baseFont(locale: Locale): FontStyle {
  return locale === 'zh-CN' ? { name: 'Microsoft YaHei', size: 10 } : { name: 'Calibri', size: 11 };
}

const rules: Readonly<Record<NonNullable<Look['rule']>, BorderStyle>> = {
  under: { bottom: { style: 'hair', color: { rgb: palette.line } } },
  head: { bottom: { style: 'medium', color: { rgb: palette.ink } } },
  over: {
    top: { style: 'thin', color: { rgb: palette.ink } },
    bottom: { style: 'hair', color: { rgb: palette.line } },
  },
};

const isNumeric = (kind: Kind): boolean => kind !== 'text' && kind !== 'date';

/** Makes looks into styles, each once, so that equal looks are one style of the file. */
export function stylist(locale: Locale): (look: Look) => CellStyle {
  const base = baseFont(locale);
  const memo = new Map<string, CellStyle>();
  return (look) => {
    const key = JSON.stringify(look);
    let style = memo.get(key);
    if (style === undefined) {
      style = styleOf(look, base);
      memo.set(key, style);
    }
    return style;
  };
}

function styleOf(look: Look, base: FontStyle): CellStyle {
  const kind = look.kind ?? 'text';
  return {
    font: {
      ...base,
      size: look.size ?? base.size ?? 11,
      color: { rgb: palette[look.colour ?? 'ink'] },
      ...(look.bold ? { bold: true } : {}),
      ...(look.italic ? { italic: true } : {}),
    },
    numFmt: formats[kind],
    alignment: {
      horizontal: look.align ?? (isNumeric(kind) ? 'right' : 'left'),
      vertical: look.low ? 'bottom' : look.wrap ? 'top' : 'center',
      ...(look.wrap ? { wrapText: true } : {}),
      ...(look.indent === undefined ? {} : { indent: look.indent }),
    },
    ...(look.fill === undefined
      ? {}
      : { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: palette[look.fill] } } }),
    ...(look.rule === undefined ? {} : { border: rules[look.rule] }),
  };
}

/** Conditional looks: Excel takes the fill of those from the background colour. */
export const losing: CellStyle = {
  font: { color: { rgb: palette.erodes } },
  fill: {
    type: 'pattern',
    pattern: 'solid',
    fgColor: { rgb: palette.erodesSoft },
    bgColor: { rgb: palette.erodesSoft },
  },
};
export const making: CellStyle = { font: { color: { rgb: palette.makes } } };
