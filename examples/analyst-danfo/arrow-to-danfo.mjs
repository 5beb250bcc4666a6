/** Opens an Arrow file of a run as a Danfo DataFrame, column by column. */
import { readFile } from 'node:fs/promises';
import { DataType, tableFromIPC } from 'apache-arrow';
import dfd from 'danfojs-node';

// TensorFlow.js advertises its native backend when the first tensor is made. In production mode it keeps quiet.
dfd.tensorflow.enableProdMode();

export { dfd };

/** A fault that the reader can repair; printed as one line, without a stack. */
export class Stop extends Error {}

/**
 * Reads a whole Arrow file (`tables/*.arrow` of a run). Money (Decimal) becomes a number, the nearest double to the
 * decimal; dates become ISO text; an empty value becomes null, which Danfo's own column sums leave out.
 */
export async function readArrow(path) {
  const bytes = await readFile(path);
  let table;
  try {
    table = tableFromIPC(bytes);
  } catch (cause) {
    throw new Stop(`${path} is not an Arrow file: run \`npm start\` in the project again.`, { cause });
  }
  if (table.numRows === 0)
    throw new Stop(`${path} has no rows: check the run's log, then run \`npm start\` in the project again.`);
  const columns = {};
  const dtypes = [];
  for (const { name } of table.schema.fields) {
    // A DataFrame keeps its columns as properties of itself, next to its own: `df.shape` can only be one of the two.
    if (name in dfd.DataFrame.prototype)
      throw new Stop(`Danfo uses the name "${name}" itself: rename that column of ${path}.`);
    const column = readColumn(table.getChild(name));
    columns[name] = column.values;
    dtypes.push(column.dtype);
  }
  return new dfd.DataFrame(columns, { dtypes });
}

/**
 * The values of one Arrow column and Danfo's word for their type. The type is always given, never left to Danfo, which
 * takes "000123" for an integer. `float32` is only its name for a number: values stay doubles until made a tensor.
 */
export function readColumn(vector) {
  const type = DataType.isDictionary(vector.type) ? vector.type.dictionary : vector.type;
  const [dtype, convert] = converterOf(type);
  return { dtype, values: Array.from(vector, (value) => (value == null ? null : convert(value))) };
}

function converterOf(type) {
  if (DataType.isDecimal(type)) return ['float32', (words) => decimalToNumber(words, type.scale)];
  if (DataType.isFloat(type)) return ['float32', (value) => value];
  if (DataType.isInt(type)) return ['int32', Number]; // 64-bit integers arrive as bigint
  if (DataType.isBool(type)) return ['boolean', Boolean];
  if (DataType.isDate(type)) return ['string', (value) => new Date(value).toISOString().slice(0, 10)];
  if (DataType.isTimestamp(type)) return ['string', (value) => new Date(value).toISOString()];
  return ['string', String];
}

/**
 * An Arrow decimal is an integer in two's complement, 32-bit words with the lowest first, to be divided by 10^scale.
 * It goes through text because a quotient of two doubles would be rounded twice.
 */
export function decimalToNumber(words, scale) {
  let unscaled = 0n;
  for (let i = words.length - 1; i >= 0; i--) unscaled = (unscaled << 32n) | BigInt(words[i]);
  return Number(`${BigInt.asIntN(words.length * 32, unscaled)}e${-scale}`);
}
