/** Points side by side in one array, row by row: reading a point touches one place in memory, not one per axis. */
export interface Points {
  readonly values: Float64Array;
  readonly count: number;
  readonly axes: number;
}

/** The given rows of scaled features; all of them, in order, where none are given. */
export function pointsAt(columns: readonly Float64Array[], rows?: Uint32Array): Points {
  const axes = columns.length;
  const count = rows?.length ?? columns[0]?.length ?? 0;
  const values = new Float64Array(count * axes);
  for (let axis = 0; axis < axes; axis++) {
    const column = columns[axis]!;
    if (rows === undefined)
      for (let row = 0, at = axis; row < count; row++, at += axes) values[at] = column[row]!;
    else for (let row = 0, at = axis; row < count; row++, at += axes) values[at] = column[rows[row]!]!;
  }
  return { values, count, axes };
}

/** One feature of all points. */
export function columnOf({ values, count, axes }: Points, axis: number): Float64Array {
  const column = new Float64Array(count);
  for (let row = 0, at = axis; row < count; row++, at += axes) column[row] = values[at]!;
  return column;
}

/** Some of the points, by index. */
export function selected({ values, axes }: Points, rows: Uint32Array): Points {
  const some = new Float64Array(rows.length * axes);
  for (let row = 0, at = 0; row < rows.length; row++, at += axes) {
    const from = rows[row]! * axes;
    for (let axis = 0; axis < axes; axis++) some[at + axis] = values[from + axis]!;
  }
  return { values: some, count: rows.length, axes };
}

/** How many points differ from all before them, counted up to `most`. */
export function differentPoints({ values, count, axes }: Points, most: number): number {
  const seen = new Set<string>();
  for (let row = 0; row < count && seen.size < most; row++)
    seen.add(values.subarray(row * axes, (row + 1) * axes).join());
  return seen.size;
}
