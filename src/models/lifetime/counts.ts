/** Chances of at least 1, 2, 3 … purchases, one at each call. */
export type AtLeast = () => number;

/** The same chances by number, each reckoned once however often it is asked for: `at(0)` is that of at least 1. */
export function remembered(atLeast: AtLeast): (position: number) => number {
  const chances: number[] = [];
  return (position) => {
    while (chances.length <= position) chances.push(atLeast());
    return chances[position]!;
  };
}

/**
 * Negative binomial counts: purchases in `ahead` weeks at rates λ ~ gamma(shape, elapsed). Logarithms throughout: the
 * chance of no purchase at all is below what a number can hold for who buys a thousand times.
 */
export function gammaPoisson(shape: number, elapsed: number, ahead: number): AtLeast {
  const logShare = Math.log(ahead / (elapsed + ahead));
  let logChance = -shape * Math.log1p(ahead / elapsed);
  let atLeast = 1;
  let count = 0;
  return () => {
    atLeast = Math.max(0, atLeast - Math.exp(logChance));
    logChance += logShare + Math.log((shape + count) / (count + 1));
    count += 1;
    return atLeast;
  };
}

/**
 * Fewest and most purchases such that a customer makes fewer, or more, with at most the chance (1 − share)/2 each.
 * `alive` is the chance to be alive, `atLeast` the chances of one who is, by `remembered`.
 */
export function likelyRange(
  alive: number,
  atLeast: (position: number) => number,
  share: number,
): readonly [number, number] {
  const tail = (1 - share) / 2;
  let low = -1;
  for (let count = 0; count < mostCounts; count++) {
    const more = alive * atLeast(count);
    if (low < 0 && 1 - more >= tail) low = count;
    if (more <= tail) return [low, count];
  }
  return [Math.max(low, 0), mostCounts];
}

/** More purchases than days in a century. */
const mostCounts = 36_525;
