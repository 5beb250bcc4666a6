import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Chart, chartConfig, fontStack, outerWidth, palettes, type Spec, withPalette } from './chart.ts';
import { measureTextLikeAFont, wrap } from './text-metrics.ts';

/** Width of charts in files and on paper, in CSS pixels. */
export const paperWidth = 880;
const halfWidth = 480;

export interface Source {
  readonly version: string;
  readonly fingerprint: string;
}

/** The specification as an analyst can reuse it: data inline, title with the finding, colours resolved. */
export function standaloneSpec(chart: Chart, source: Source): Spec {
  return withPalette(
    {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: {
        text: wrap(chart.title, paperWidth, 16),
        subtitle: wrap(chart.subtitle, paperWidth, 12),
        anchor: 'start',
        frame: 'bounds',
        fontSize: 16,
        fontWeight: 600,
        color: '@ink',
        subtitleColor: '@inkSoft',
        subtitleFontSize: 12,
        subtitlePadding: 6,
        offset: 18,
      },
      description: chart.alt,
      usermeta: {
        whalecurve: { chart: chart.name, version: source.version, fingerprint: source.fingerprint },
      },
      ...sized(chart.spec, paperWidth),
      padding: 20,
      config: { ...chartConfig, background: '@paper' },
    },
    palettes.paper,
  );
}

/** The same without title (the page sets it in type) and in the page's own colours, which follow light and dark. */
export function pageSpec(chart: Chart, width: number): Spec {
  return withPalette(
    { ...sized(chart.spec, width), padding: 2, config: { ...chartConfig, aria: false } },
    palettes.page,
  );
}

function sized(spec: Spec, width: number): Spec {
  return {
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
    params: [{ name: outerWidth, value: width }],
    ...spec,
  };
}

/** Vega-Lite → Vega, once, when the report is written: the page carries only Vega. */
export function compileSpec(spec: Spec): vega.Spec {
  const silent = {
    level: () => silent,
    error: console.error,
    warn: () => silent,
    info: () => silent,
    debug: () => silent,
  };
  return compile(spec as unknown as TopLevelSpec, { logger: silent as never }).spec;
}

const compiled = new WeakMap<Chart, vega.Spec>();

/** The chart as the page carries it, compiled once: the drawing in the page and the live view are the same. */
export function pageVega(chart: Chart): vega.Spec {
  const known = compiled.get(chart) ?? compileSpec(pageSpec(chart, paperWidth));
  compiled.set(chart, known);
  return known;
}

/** @param width draws the chart at another width than the one it was compiled for, as the page does */
export async function toSvg(spec: vega.Spec, width?: number): Promise<string> {
  await measureTextLikeAFont();
  const view = new vega.View(vega.parse(spec, { aria: false } as vega.Config), {
    renderer: 'none',
    logLevel: vega.Error,
  });
  if (width !== undefined) view.width(width).signal(outerWidth, width);
  const svg = await view.toSVG();
  view.finalize();
  return tidy(svg);
}

/** A file of its own: named for screen readers, on white paper. */
export async function standaloneSvg(chart: Chart, source: Source): Promise<string> {
  const svg = await toSvg(compileSpec(standaloneSpec(chart, source)));
  const named = `role="img" aria-label="${xml(`${chart.title} ${chart.alt}`)}"`;
  return `${svg.replace('<svg ', `<svg ${named} `)}\n`;
}

/** Inside the page: scales with its box; the figure around it carries the name. */
export async function inlineSvg(chart: Chart): Promise<string> {
  const svg = await toSvg(pageVega(chart), chart.half === true ? halfWidth : paperWidth);
  return svg
    .replace(/ xmlns(:xlink)?="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}

/** One font for the whole drawing instead of one for each label; no inline styles, which a strict policy refuses;
 * two decimals of a pixel. */
function tidy(svg: string): string {
  return svg
    .replace(/ font-family="[^"]*"/g, '')
    .replace(/ style="[^"]*"/g, '')
    .replace(/ aria-(?:hidden|label|roledescription)="[^"]*"| role="[^"]*"/g, '')
    .replace(/ class="[^"]*"| opacity="1"| stroke-width="0"/g, '')
    .replace(
      /<path transform="translate\(([\d.e-]+),([\d.e-]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0" ([^>]*?)\/>/g,
      (_, x: string, y: string, r: string, rest: string) =>
        `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" ${rest}/>`,
    )
    .replace(/ (?:d|transform|x2|y2|width|height)="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
        String(Math.round(Number(number) * 100) / 100),
      ),
    )
    .replace('<svg ', `<svg font-family="${xml(fontStack)}" `);
}

const round = (number: string): number => Math.round(Number(number) * 10) / 10;

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
