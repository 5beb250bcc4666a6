import { ProductError } from '../language/messages.ts';
import { outOfDisk, outOfMemory } from './messages.ts';

/** What DuckDB says where memory, or the disk, is at its end. It has no error codes. */
const memory = /Out of Memory Error|failed to (?:allocate|pin block|offload)|std::bad_alloc/i;
const disk = /No space left on device|not enough (?:disk )?space|max_temp_directory_size/i;

/** An error of the database that a person can do something about, in words; any other as it is. */
export function exhausted(error: unknown, limit: string | undefined): unknown {
  if (!(error instanceof Error) || error instanceof ProductError) return error;
  const said = [error.message, error.cause instanceof Error ? error.cause.message : ''].join('\n');
  if (/No space left on device|ENOSPC/.test(said)) return outOfDisk.error({}, undefined, error);
  if (memory.test(said)) return outOfMemory.error({ limit }, undefined, error);
  if (disk.test(said)) return outOfDisk.error({}, undefined, error);
  return error;
}
