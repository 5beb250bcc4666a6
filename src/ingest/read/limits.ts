/**
 * What unpacks to this many times its size and more than this many megabytes is a bomb and no export: real ones come to
 * a tenth or a fiftieth; only a file of one row repeated comes near.
 */
const mostTimes = 200;
const harmlessMegabytes = 256;

/** The limit in MB that is passed, or nothing. `limit` replaces the usual one. */
export function unpacksTooFar(
  unpacked: number,
  packed: number,
  limit = harmlessMegabytes,
): number | undefined {
  return unpacked > limit * 2 ** 20 && unpacked > packed * mostTimes ? limit : undefined;
}
