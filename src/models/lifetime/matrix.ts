/** Symmetric matrices of two to four rows, row by row in one array. */
export type Matrix = Float64Array;

/** The inverse of a positive definite matrix, or nothing where it is not (nearly singular counts as not). */
export function inverse(matrix: Matrix, size: number): Matrix | undefined {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * size + k]! * root[j * size + k]!;
      if (i > j) root[i * size + j] = sum / root[j * size + j]!;
      else if (sum > 1e-12 * matrix[i * size + i]!) root[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  const result = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const y = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= root[i * size + k]! * y[k]!;
      y[i] = sum / root[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = y[i]!;
      for (let k = i + 1; k < size; k++) sum -= root[k * size + i]! * result[k * size + column]!;
      result[i * size + column] = sum / root[i * size + i]!;
    }
  }
  return result;
}

/** v′ M v. */
export function quadratic(matrix: Matrix, vector: ArrayLike<number>): number {
  const size = vector.length;
  let sum = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) sum += vector[i]! * matrix[i * size + j]! * vector[j]!;
  return sum;
}

export function times(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    return sum;
  });
}
