import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../../', import.meta.url);
const bundle = fileURLToPath(new URL('dist/reports/page/client.js', root));
const sources = fileURLToPath(new URL('src/reports/page/', root));

/** Bundles the page's script as `npm run build` does, when it is missing or older than its sources. */
export async function ensureClient(): Promise<void> {
  if (existsSync(bundle)) {
    const built = (await stat(bundle)).mtimeMs;
    const files = (await readdir(sources, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const times = await Promise.all(files.map(async (file) => (await stat(`${sources}/${file}`)).mtimeMs));
    if (times.every((time) => time <= built)) return;
  }
  await build({
    entryPoints: [`${sources}/client/main.ts`],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
}
