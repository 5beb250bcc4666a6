import { spread } from './begin.ts';
import { type Fit, nearestOf, refine, seedStep } from './fit.ts';
import { type Points, selected } from './points.ts';
import { randomFrom, sampleIndices } from './random.ts';

const restarts = 12;

/**
 * Restarts run on a sample; of what they find, the valleys that are nearly as deep as the deepest go on to a larger
 * one, because a sample cannot rank valleys that are closer than its own noise.
 */
const rounds = [
  { size: 20_000, keep: 6, within: 0.003 },
  { size: 100_000, keep: 3, within: 0.0005 },
] as const;

/** Inertias nearer to one another than this share are one valley. */
const alike = 2e-5;

/** On samples: scikit-learn's value, of centres that will move again. On everything: a tenth of it. */
const roughly = 1e-4;
const settled = 1e-5;

/**
 * Fits all points: restarts on samples, then exact passes over everything from the best of them. That finds what ten
 * full restarts find, for a tenth of their time. Same points and seed, same fit.
 *
 * @param start centres of a fit already made, which takes part as one more restart
 */
export function fitAll(points: Points, k: number, seed: number, start?: Points): Fit {
  let first = true;
  let candidates: readonly Points[] = [];
  for (const { size, keep, within } of rounds) {
    if (!first && size >= points.count) break;
    const sample = size < points.count ? selected(points, sampleIndices(points.count, size, seed)) : points;
    if (first) candidates = starts(sample, k, seed, start);
    first = false;
    candidates = deepest(
      candidates.map((centres) => refine(sample, centres, roughly)),
      keep,
      within,
    );
  }
  const inertias = candidates.map((centres) =>
    candidates.length > 1 ? nearestOf(points, centres).inertia : 0,
  );
  return refine(points, candidates[inertias.indexOf(Math.min(...inertias))]!, settled);
}

function starts(points: Points, k: number, seed: number, start: Points | undefined): Points[] {
  const drawn = Array.from({ length: restarts }, (_, restart) =>
    spread(points, k, randomFrom(seed + restart * seedStep)),
  );
  return start === undefined ? drawn : [start, ...drawn];
}

/** The centres of the best fits, one for each valley. Sorting keeps ties in the order of the restarts. */
function deepest(fits: readonly Fit[], keep: number, within: number): Points[] {
  const sorted = [...fits].sort((a, b) => a.inertia - b.inertia);
  const least = sorted[0]!.inertia;
  return sorted
    .filter(
      ({ inertia }, index) =>
        inertia <= least * (1 + within) &&
        (index === 0 || inertia > sorted[index - 1]!.inertia * (1 + alike)),
    )
    .slice(0, keep)
    .map(({ centres }) => centres);
}
