// k-means on one row-major Float64Array: restarts on a sample, then exact passes over all rows from the best centres.

const sampleSize = 20_000;

/** @returns {{ labels: Int32Array, centres: Float64Array, inertia: number }} */
export function kmeans(points, count, axes, k, { restarts = 10, seed = 7, passes = 50 } = {}) {
  const random = randomFrom(seed);
  const size = Math.min(sampleSize, count);
  const sample = new Float64Array(size * axes);
  for (let row = 0; row < size; row++) {
    const from = size === count ? row : Math.floor(random() * count);
    sample.set(points.subarray(from * axes, (from + 1) * axes), row * axes);
  }
  let best;
  for (let restart = 0; restart < restarts; restart++) {
    const fit = lloyd(sample, size, axes, spread(sample, size, axes, k, random), 100);
    if (best === undefined || fit.inertia < best.inertia) best = fit;
  }
  return size === count ? best : lloyd(points, count, axes, best.centres, passes);
}

/** Passes until no centre moves by more than a hair. */
function lloyd(points, count, axes, start, passes) {
  const k = start.length / axes;
  const centres = start.slice();
  const labels = new Int32Array(count);
  const sums = new Float64Array(k * axes);
  const sizes = new Int32Array(k);
  let inertia = 0;
  for (let pass = 0; pass < passes; pass++) {
    sums.fill(0);
    sizes.fill(0);
    inertia = 0;
    for (let row = 0, at = 0; row < count; row++, at += axes) {
      let nearest = Number.POSITIVE_INFINITY;
      let label = 0;
      for (let cluster = 0, centre = 0; cluster < k; cluster++, centre += axes) {
        let squared = 0;
        for (let axis = 0; axis < axes; axis++) {
          const difference = points[at + axis] - centres[centre + axis];
          squared += difference * difference;
        }
        if (squared < nearest) {
          nearest = squared;
          label = cluster;
        }
      }
      labels[row] = label;
      sizes[label]++;
      inertia += nearest;
      for (let axis = 0, into = label * axes; axis < axes; axis++) sums[into + axis] += points[at + axis];
    }
    let moved = 0;
    for (let cluster = 0; cluster < k; cluster++)
      for (let axis = 0; axis < axes && sizes[cluster] > 0; axis++) {
        const place = cluster * axes + axis;
        const mean = sums[place] / sizes[cluster];
        moved += (mean - centres[place]) ** 2;
        centres[place] = mean;
      }
    if (moved < 1e-8) break;
  }
  return { labels, centres, inertia };
}

/** k-means++ */
function spread(points, count, axes, k, random) {
  const centres = new Float64Array(k * axes);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * count);
  for (let cluster = 0; ; cluster++) {
    centres.set(points.subarray(chosen * axes, (chosen + 1) * axes), cluster * axes);
    if (cluster === k - 1) return centres;
    let total = 0;
    for (let row = 0; row < count; row++) {
      let squared = 0;
      for (let axis = 0; axis < axes; axis++)
        squared += (points[row * axes + axis] - centres[cluster * axes + axis]) ** 2;
      if (squared < distances[row]) distances[row] = squared;
      total += distances[row];
    }
    let left = random() * total;
    for (chosen = 0; chosen < count - 1 && left > distances[chosen]; chosen++) left -= distances[chosen];
  }
}

function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
