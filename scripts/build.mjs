// Builds dist/: the TypeScript sources, the files they read at run time, and the report's client in one bundle.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

// Built aside and put in place whole, so that a product that is running or being tested never misses a file.
const fresh = join(root, `.dist-${process.pid}`);
const compiled = spawnSync(
  process.execPath,
  [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh],
  {
    stdio: 'inherit',
  },
);
if (compiled.status !== 0) {
  await rm(fresh, { recursive: true, force: true });
  process.exit(compiled.status ?? 1);
}

// What is read at run time beside the code: SQL models, style sheets, templates, segment tables.
for (const file of await readdir(join(root, 'src'), { recursive: true })) {
  if (/\.(sql|css|html|yaml)$/.test(file)) await cp(join(root, 'src', file), join(fresh, file));
}

const client = join(root, 'src/reports/page/client/main.ts');
if (existsSync(client)) {
  await build({
    entryPoints: [client],
    outfile: join(fresh, 'reports/page/client.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
}

// What a run has made, another build does not take over: src/pipeline/reuse/build-id.ts.
const all = (await readdir(fresh, { recursive: true })).filter((name) =>
  /\.(js|sql|css|html|yaml)$/.test(name),
);
const hash = createHash('sha256');
for (const file of all.sort())
  hash.update(file.split(sep).join('/')).update(await readFile(join(fresh, file)));
await writeFile(join(fresh, 'build-id'), hash.digest('hex'));

const dist = join(root, 'dist');
const old = join(root, `.dist-old-${process.pid}`);
if (existsSync(dist)) await rename(dist, old);
await rename(fresh, dist);
await rm(old, { recursive: true, force: true });
