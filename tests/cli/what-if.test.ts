import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run } from '../support/product.ts';

/** `whalecurve what-if` from outside, on the sample company. */

let out: string;
const ask = (...more: string[]) => run(['what-if', 'pipelines/profitability.yaml', '--out', out, ...more]);
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'whalecurve-ask-'));
  const { code } = await run(['run', 'pipelines/profitability.yaml', '--out', out]);
  expect(code).toBe(0);
}, 120_000);
afterAll(() => rm(out, { recursive: true, force: true }));

/** The lines of the example in a README, without the command. */
async function shownIn(readme: string): Promise<string[]> {
  const text = await readFile(join(root, readme), 'utf8');
  const [, block] = /```console\n\$ npx whalecurve what-if [^\n]*\n([\s\S]*?)```/.exec(text) ?? [];
  return block!.trimEnd().split('\n');
}

describe('whalecurve what-if', () => {
  it.each([
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh-CN'],
  ])('prints what %s shows', async (readme, locale) => {
    const { code, stdout } = await ask('--set', 'costs.service.capacity.people=3', '--locale', locale);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(await shownIn(readme)));
    expect(stdout).toContain('costs.service.capacity.people: 4 → 3');
    expect(stdout).toContain(locale === 'en' ? 'Nothing was written' : '未写入任何文件');
  });

  it('names tiers as the pipeline file does, and whoever changes one', async () => {
    const { stdout } = await ask('--set', 'tiers.0.share_of_profit=40%');
    expect(stdout).toContain('tiers.0.share_of_profit: 0.5 → 0.4');
    expect(stdout).toMatch(/ {2}Core +45 +25 +-20/);
    expect(stdout).toContain('does not change the profit of any customer');
  });

  it('gives data with --json, and says where there is nothing to tell', async () => {
    const { stdout } = await ask('--set', 'credit.annual_rate=9%', '--json');
    const answer = JSON.parse(stdout) as { lines: { line: string; before: number; after: number }[] };
    const credit = answer.lines.find(({ line }) => line === 'cost_of_credit')!;
    expect(credit.after / credit.before).toBeCloseTo(1.5, 6);
    expect((await ask()).stdout).toContain('nothing would change');
  });

  it('ends with 2 where a key is not there', async () => {
    const { code, stderr } = await ask('--set', 'costs.servce.capacity.people=3');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean `service`?');
  });
});
