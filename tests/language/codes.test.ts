import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('gives every message a code of its own', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /messages([\\/].*)?\.ts$/.test(file),
  );
  const codes = files.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/^\s+code: '([A-Z]{3}\d{3})'/gm)].map(
      ([, code]) => code,
    ),
  );
  expect(codes.length).toBeGreaterThan(150);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
