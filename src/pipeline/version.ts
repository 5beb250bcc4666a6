import { readFileSync } from 'node:fs';

/** Root of the package: the same from `src/` under a test runner and from `dist/` in use. */
export const packageRoot = new URL('../../', import.meta.url);

export const version: string = (
  JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string }
).version;
