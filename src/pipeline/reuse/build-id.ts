import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { version as duckdbVersion } from '@duckdb/node-api';

/**
 * Identity of the code that makes the tables, of the database under it and of Node: what another build has made is not
 * taken over. Of all files of the product, so that nobody has to think of raising a number.
 */
export function buildId(): string {
  known ??= read();
  return known;
}

let known: string | undefined;
const root = new URL('../../', import.meta.url);

/** What the build has written, or, run from its sources, the same worked out now. */
function read(): string {
  try {
    const built = readFileSync(new URL('build-id', root), 'utf8');
    return createHash('sha256')
      .update(`${built} ${duckdbVersion()} ${process.version}`)
      .digest('hex')
      .slice(0, 16);
  } catch {
    return ofSources();
  }
}

function ofSources(): string {
  const hash = createHash('sha256').update(`${duckdbVersion()} ${process.version}`);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(js|ts|sql|yaml)$/.test(name)).sort())
    hash.update(file).update(readFileSync(new URL(file, root)));
  return hash.digest('hex').slice(0, 16);
}
