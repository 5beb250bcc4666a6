/** Places of one in `stride` of `size` observations, from the middle of the first stretch on: all of them for 1. */
export function oneIn(stride: number, size: number): Int32Array {
  const first = stride >> 1;
  return Int32Array.from({ length: Math.ceil((size - first) / stride) }, (_, i) => first + i * stride);
}
