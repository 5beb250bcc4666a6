/** How far decoding runs ahead of the database: what is decoded waits in files, so this is little memory. */
const farAhead = 4;

/**
 * Results of `work`, in order, one item after the other, and some items further than the one handed out. A result is
 * handed out before it is there: who can begin without it need not wait.
 */
export async function* inAdvance<T, R>(
  items: readonly T[],
  work: (item: T, position: number) => Promise<R>,
): AsyncGenerator<{ readonly result: Promise<R> }> {
  const begun: Promise<R>[] = [];
  let stopped = false;
  const begin = (position: number): void => {
    const before = begun[position - 1];
    const item = items[position];
    if (item === undefined) return;
    const next = async (): Promise<R> => {
      await before?.catch(() => {});
      if (stopped) throw new Error('stopped');
      return work(item, position);
    };
    const result = next();
    // A fault is told when its turn comes, after those of the items before it.
    result.catch(() => {});
    begun.push(result);
  };
  try {
    for (let position = 0; position < items.length; position++) {
      while (begun.length < items.length && begun.length <= position + farAhead) begin(begun.length);
      yield { result: begun[position]! };
    }
  } finally {
    // Whoever stops early must not leave a reader behind that still writes.
    stopped = true;
    await Promise.allSettled(begun);
  }
}
