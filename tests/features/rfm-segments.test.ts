import { describe, expect, it } from 'vitest';
import { checkSegments, defaultSegments, segmentsByPair } from '../../src/features/rfm-segments.ts';
import { written } from './build.ts';

const rfm = (settings: object) => written({ rfm: settings }).rfm;

describe('segments', () => {
  it('cover every pair of scores exactly once by default, on any number of scores', () => {
    for (let bins = 2; bins <= 9; bins++) {
      const pairs = segmentsByPair(rfm({ bins })).map(({ r, f }) => `${r} ${f}`);
      expect(pairs).toHaveLength(bins * bins);
      expect(new Set(pairs).size).toBe(bins * bins);
    }
    expect(new Set(segmentsByPair(rfm({})).map(({ segment }) => segment)).size).toBe(defaultSegments.length);
    const at = (r: number, f: number) =>
      segmentsByPair(rfm({})).find((pair) => pair.r === r && pair.f === f)?.segment;
    expect([at(5, 5), at(1, 5), at(1, 1), at(5, 1)]).toEqual(['champions', 'cannot_lose', 'lost', 'new']);
    const best = segmentsByPair(rfm({ bins: 3 })).find(({ r, f }) => r === 3 && f === 3);
    expect(best?.segment).toBe('champions');
  });

  it('are checked when a pipeline file names its own', () => {
    const good = [
      { segment: 'loyal', recency: '1-5', frequency: '3-5' },
      { segment: 'others', recency: '1-5', frequency: '1-2' },
    ];
    expect(checkSegments(rfm({ segments: good }))).toEqual([]);
    expect(
      segmentsByPair(rfm({ segments: good })).find(({ r, f }) => r === 1 && f === 3)?.label['zh-CN'],
    ).toBe('忠诚客户');

    const holes = [
      { segment: 'a', recency: '1-5', frequency: '3-5' },
      { segment: 'b', recency: '2-5', frequency: '1-3' },
    ];
    const [issue] = checkSegments(rfm({ segments: holes }));
    expect(issue?.path).toEqual(['rfm', 'segments']);
    expect(issue?.finding.params).toEqual({
      bins: 5,
      never: ['R1 F1', 'R1 F2'],
      twice: ['R2 F3 (a, b)', 'R3 F3 (a, b)', 'R4 F3 (a, b)', 'R5 F3 (a, b)'],
    });

    const beyond = [{ segment: 'all', recency: '1-3', frequency: '1-4' }];
    const issues = checkSegments(rfm({ bins: 3, segments: beyond }));
    expect(issues.map(({ path }) => path)).toEqual([['rfm', 'segments', 0, 'frequency']]);
  });
});
