import type { Format } from '../../language/format.ts';
import type { Locale } from '../../language/locale.ts';
import type { FilterKind } from '../page/payload.ts';

/** A Vega-Lite specification as plain JSON. Colours are written as tokens (`@makes`) and resolved when it is used. */
export type Spec = Readonly<Record<string, unknown>>;

/** One picture: the finding it states, the specification, and the same figures as a table for those who read tables. */
export interface Chart {
  /** File name without ending, and id in the page. */
  readonly name: string;
  /** The finding, as a sentence. */
  readonly title: string;
  /** Units and source. */
  readonly subtitle: string;
  /** What a reader who cannot see it must know. */
  readonly alt: string;
  readonly spec: Spec;
  /** Height in CSS pixels at any width. */
  readonly height: number;
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** What each row is about: a key to filter by, or a customer. */
    readonly keys?: readonly string[];
  };
  /** Stands beside another one on paper: drawn narrower, so that its labels stay readable. */
  readonly half?: boolean;
  /** How the pointer finds a datum: the mark under it, or the nearest along x. */
  readonly pointer: 'mark' | 'nearest-x';
  /** Clicking a datum filters the customers by this field, with the datum's `key`. */
  readonly filters?: FilterKind;
}

/** One palette of meaning; teal and orange stay apart for every kind of colour vision, and in grey. */
export const palettes = {
  paper: {
    makes: '#0b6b78',
    makesSoft: '#8fc3c9',
    erodes: '#c2501c',
    erodesSoft: '#eeb292',
    neutral: '#59656c',
    quiet: '#b9c0c3',
    faint: '#e7e5df',
    ink: '#1b2226',
    inkSoft: '#59656c',
    paper: '#ffffff',
  },
  page: {
    makes: 'var(--makes)',
    makesSoft: 'var(--makes-soft)',
    erodes: 'var(--erodes)',
    erodesSoft: 'var(--erodes-soft)',
    neutral: 'var(--neutral)',
    quiet: 'var(--quiet)',
    faint: 'var(--faint)',
    ink: 'var(--ink)',
    inkSoft: 'var(--ink-soft)',
    paper: 'var(--paper)',
  },
} as const;
export type Palette = Readonly<Record<keyof (typeof palettes)['paper'], string>>;

/** Resolves colour tokens everywhere but in data and parameters: a customer may be called `@makes`. */
export function withPalette(spec: Spec, palette: Palette): Spec {
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/@(\w+)/g, (token, name: string) => palette[name as keyof Palette] ?? token);
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          key === 'values' || key === 'params' ? inner : visit(inner),
        ]),
      );
    return value;
  };
  return visit(spec) as Spec;
}

/** Fonts of the reader's own system, Chinese ones included. Nothing is loaded. */
export const fontStack =
  '-apple-system, "Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The look all charts share. */
export const chartConfig = {
  background: null,
  font: fontStack,
  view: { stroke: null },
  axis: {
    labelColor: '@inkSoft',
    labelFontSize: 12,
    titleColor: '@inkSoft',
    titleFontSize: 12,
    titleFontWeight: 'normal',
    gridColor: '@faint',
    domain: false,
    ticks: false,
    labelPadding: 6,
  },
  text: { color: '@ink', fontSize: 12 },
} as const;

/** An axis label for money in the reader's manner, as a plain Vega expression: 12.5M, 1250万. */
export function moneyLabel(locale: Locale, value = 'datum.value'): string {
  const steps: [number, string][] =
    locale === 'zh-CN'
      ? [
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e3, 'K'],
        ];
  return steps.reduceRight(
    (otherwise, [unit, mark]) =>
      `abs(${value}) >= ${unit} ? format(${value} / ${unit}, ',.3~r') + '${mark}' : ${otherwise}`,
    `format(${value}, ',.3~r')`,
  );
}

/** A short amount for a label inside a chart, whose subtitle already names the currency: `558.3K`, `55.8万`. */
export function shortAmount(format: Format, value: number): string {
  return format.moneyShort(value).replace(/[\p{L}\p{Sc}\s]+(?=\d)/u, '');
}

/** Where the bars run: pixels are kept free on the sides where labels stand, at any width. */
export function rangeBeside(left: number, right: number): readonly unknown[] {
  return [left, { expr: `max(${left + 20}, width - ${right})` }];
}

/** The whole width of the drawing, which an axis may ask for before the inner width is known. The page keeps it current. */
export const outerWidth = 'outer';

/** Where a bar's label begins: behind the bar, and behind the mark it is held against where that lies farther out. */
export const labelAt = (value: number, reference: number): number =>
  value < 0 ? value : Math.max(value, reference);

/** The labels of rows, by their order: a signal, so that the page can name other rows. */
export const rowLabels = 'rowLabels';

/** A parameter of a specification beside those that every chart has. */
export const labelParameter = (labels: readonly string[]): object => ({ name: rowLabels, value: labels });

/** Round numbers between two values, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count || 1;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = unit * ([1, 2, 5, 10].find((factor) => factor * unit >= raw) ?? 10);
  const values: number[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step)
    values.push(value === 0 ? 0 : value);
  return values;
}

export const tone = (profit: number): 'makes' | 'erodes' => (profit < 0 ? 'erodes' : 'makes');

export const toneColour = {
  field: 'tone',
  type: 'nominal',
  scale: { domain: ['makes', 'erodes', 'total'], range: ['@makes', '@erodes', '@neutral'] },
  legend: null,
} as const;

export interface ChartInputs {
  readonly format: Format;
  readonly locale: Locale;
}
