import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Chart, chartConfig, fontStack, outerWidth, palettes, type Spec, withPalette } from './chart.ts';
import { measureTextLikeAFont, wrap } from './text-metrics.ts';

/** Width of charts in files and on paper, in CSS pixels. */
export const paperWidth = 880;

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
    ...spec,
    params: [{ name: outerWidth, value: width }, ...((spec.params as object[] | undefined) ?? [])],
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

/** @param width of the box it is drawn for; the specification itself may have been compiled for another one */
async function toSvg(spec: vega.Spec, width: number): Promise<string> {
  await measureTextLikeAFont();
  const view = new vega.View(vega.parse(spec, { aria: false } as vega.Config), {
    renderer: 'none',
    logLevel: vega.Error,
  });
  view.width(width).signal(outerWidth, width);
  const svg = await view.toSVG();
  view.finalize();
  return tidy(svg);
}

/** Inside the page: scales with its box; the figure around it carries the name. */
export async function inlineSvg(spec: vega.Spec, width: number): Promise<string> {
  const svg = await toSvg(spec, width);
  return svg
    .replace(/ xmlns(:xlink)?="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}

/** White space around a drawing that stands alone, less what the page's drawing has of its own. */
const margin = 18;
const titleLine = 20;
const subtitleLine = 16;

/** The drawing of the page as a file of its own: named for screen readers, with its title, on white paper. */
export function titled(drawing: string, chart: Chart): string {
  const [, width = '0', height = '0'] = /width="([\d.]+)" height="([\d.]+)"/.exec(drawing) ?? [];
  const title = wrap(chart.title, paperWidth, 16);
  const subtitle = wrap(chart.subtitle, paperWidth, 12);
  const lines = [
    ...title.map((text, index) => ({
      text,
      y: 16 + index * titleLine,
      look: `font-size="16" font-weight="600" fill="${palettes.paper.ink}"`,
    })),
    ...subtitle.map((text, index) => ({
      text,
      y: title.length * titleLine + 16 + index * subtitleLine,
      look: `font-size="12" fill="${palettes.paper.inkSoft}"`,
    })),
  ];
  const top = margin + title.length * titleLine + subtitle.length * subtitleLine + 22;
  const whole = { width: Number(width) + 2 * margin, height: Number(height) + top + margin };
  const content = drawing.slice(drawing.indexOf('>') + 1, drawing.lastIndexOf('</svg>'));
  const words = lines.map(
    ({ text, y, look }) => `<text x="${margin + 2}" y="${margin + y}" ${look}>${xml(text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-label="${xml(`${chart.title} ${chart.alt}`)}" font-family="${xml(fontStack)}" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}"><rect width="${whole.width}" height="${whole.height}" fill="${palettes.paper.paper}"/>${words.join('')}<g transform="translate(${margin},${top})">${onPaper(content)}</g></svg>\n`;
}

const paperColours = new Map(
  Object.entries(palettes.page).map(([token, colour]) => [
    colour,
    palettes.paper[token as keyof typeof palettes.paper],
  ]),
);

/** The page's colours follow light and dark; paper is white. Only attributes are looked at: a customer may have any name. */
function onPaper(svg: string): string {
  return svg.replace(/"(var\(--[a-z-]+\))"/g, (all, colour: string) => {
    const fixed = paperColours.get(colour as never);
    return fixed === undefined ? all : `"${fixed}"`;
  });
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
