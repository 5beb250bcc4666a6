/** A stream of numbers in [0, 1) from a seed: mulberry32, the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `size` different indices below `count`, rising; all of them when there are no more. Same seed, same sample. */
export function sampleIndices(count: number, size: number, seed: number): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  if (size >= count) return indices;
  const random = randomFrom(seed);
  // The head of a Fisher-Yates shuffle.
  for (let place = 0; place < size; place++) {
    const other = place + Math.floor(random() * (count - place));
    const kept = indices[place]!;
    indices[place] = indices[other]!;
    indices[other] = kept;
  }
  return indices.slice(0, size).sort();
}
