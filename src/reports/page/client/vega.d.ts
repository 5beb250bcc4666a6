// The packages of Vega carry no types of their own; the client uses this much of them.
declare module 'vega-dataflow' {
  export const transforms: Record<string, unknown>;
}
declare module 'vega-parser' {
  export function parse(spec: object, config: object | undefined, options: { ast: boolean }): object;
}
declare module 'vega-transforms';
declare module 'vega-encode';
declare module 'vega-view-transforms';
declare module 'vega-interpreter' {
  export const expressionInterpreter: object;
}
declare module 'vega-view' {
  export interface SceneItem {
    readonly datum?: Readonly<Record<string, unknown>>;
  }
  export class View {
    constructor(runtime: object, options: object);
    initialize(element: HTMLElement): this;
    width(width: number): this;
    signal(name: string, value: unknown): this;
    runAsync(): Promise<this>;
    resize(): this;
    finalize(): this;
    scale(name: string): ((value: unknown) => number) & { invert?(pixel: number): number };
    origin(): [number, number];
    addEventListener(type: string, handler: (event: Event, item: SceneItem | null) => void): this;
  }
}
