// Builds dist/: the TypeScript sources, the files they read at run time, and the report's client in one bundle.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

await rm(join(root, 'dist'), { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// What is read at run time beside the code: SQL models, style sheets, templates, segment tables.
for (const file of await readdir(join(root, 'src'), { recursive: true })) {
  if (/\.(sql|css|html|yaml)$/.test(file)) await cp(join(root, 'src', file), join(root, 'dist', file));
}

const client = join(root, 'src/reports/page/client/main.ts');
if (existsSync(client)) {
  await build({
    entryPoints: [client],
    outfile: join(root, 'dist/reports/page/client.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
}
