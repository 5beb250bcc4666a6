import { ProductError } from '../language/messages.ts';
import { fileHeld, fileRefused, numberTooLarge, outOfDisk, warehouseDamaged } from './messages.ts';
import { isKnown } from './system-words.ts';

/** What DuckDB says where another program has the file. It has no error codes; on Windows the words are the system's. */
const lockHeld =
  /Could not set lock on file "(?<path>[^"]+)": Conflicting lock is held in (?<by>.+? \(PID \d+\))/;
const openElsewhere = /Cannot open file "(?<path>[^"]+)": The process cannot access the file because/;
const noPermission = /Cannot open file "(?<path>[^"]+)": (?:Permission denied|Access is denied)/;

const damaged =
  /Cannot open database ".+" in read-only mode: database does not exist|is not a valid DuckDB database file|sqlite_scanner|Could not read (?:enough bytes )?from file|Corrupt database file/;
/** Eighteen digits hold every amount there is; what does not fit is no amount. */
const tooLarge =
  /(?:model (?<model>[\w.]+): )?(?<problem>(?:(?:Conversion|Out of Range) Error: .*(?:out of range|Overflow|cast value -?[\d.e+]+ to DECIMAL)|bigint out of int64 range).*)/i;

/** An error of the file system or the database that a person can do something about, in words; any other as it is. */
export function refused(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ProductError) return error;
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === 'ENOSPC') return outOfDisk.error({}, undefined, error);
  const place = dest ?? path;
  if (code !== undefined && syscall !== undefined && place !== undefined && isKnown(code))
    return fileRefused.error({ path: place, problem: code }, undefined, error);
  const busy = (lockHeld.exec(error.message) ?? openElsewhere.exec(error.message))?.groups;
  if (busy !== undefined) return fileHeld.error({ path: busy.path!, by: busy.by }, undefined, error);
  const denied = noPermission.exec(error.message)?.groups;
  if (denied !== undefined)
    return fileRefused.error({ path: denied.path!, problem: 'EACCES' }, undefined, error);
  const [problem] = error.message.split('\n') as [string];
  if (damaged.test(problem)) return warehouseDamaged.error({ problem }, undefined, error);
  const large = tooLarge.exec(problem)?.groups;
  if (large !== undefined)
    return numberTooLarge.error({ model: large.model, problem: large.problem! }, undefined, error);
  return error;
}
