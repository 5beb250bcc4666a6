import type { Spec as VegaSpec } from 'vega';
import type { Chart } from './chart.ts';
import {
  compileSpec,
  inlineSvg,
  pageSpec,
  paperWidth,
  type Source,
  standaloneSpec,
  titled,
} from './render.ts';

/** A chart that stands beside another one on paper, in CSS pixels. */
const halfWidth = 480;

/** Everything that is made of one chart. Plain data: it crosses from a worker. */
export interface Drawing {
  readonly name: string;
  /** The Vega-Lite file an analyst can reuse. */
  readonly spec: string;
  /** A file of its own, with title, on white paper. */
  readonly svg: string;
  /** For the page, in the page's colours. */
  readonly inline: string;
  /** What the page's script draws again at the width of its box. */
  readonly vega: VegaSpec;
}

/** Compiled once: the drawing in the page, the live view and the file are the same picture. */
export async function draw(chart: Chart, source: Source): Promise<Drawing> {
  const vega = compileSpec(pageSpec(chart, paperWidth));
  const wide = await inlineSvg(vega, paperWidth);
  return {
    name: chart.name,
    spec: `${JSON.stringify(standaloneSpec(chart, source), null, 1)}\n`,
    svg: titled(wide, chart),
    inline: chart.half === true ? await inlineSvg(vega, halfWidth) : wide,
    vega,
  };
}
