/** A step on the warehouse of an earlier run: whether it stays as it was, and if not, what it reads that has changed. */
export interface ReusableStep {
  readonly step: string;
  readonly reused?: boolean;
  readonly because?: readonly string[];
}

/** Steps that are computed again for the same cause. No cause: they, or what they read, are new. */
export interface Cause {
  /** Settings and other tables that have changed and that no step of these makes: `settings.pool_terms`. */
  readonly causes: readonly string[];
  readonly steps: readonly string[];
}

/** Why steps are computed again: followed back through the steps they read to what has changed at first. */
export function rootCauses(steps: readonly ReusableStep[]): Cause[] {
  const again = new Map(steps.filter(({ reused }) => reused === false).map((one) => [one.step, one]));
  const known = new Map<string, ReadonlySet<string>>();
  const rootsOf = (name: string): ReadonlySet<string> => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const roots = new Set<string>();
    known.set(name, roots);
    for (const read of again.get(name)?.because ?? [])
      if (again.has(read)) for (const root of rootsOf(read)) roots.add(root);
      else roots.add(read);
    return roots;
  };
  const ofSettings = (roots: ReadonlySet<string>): string[] => {
    const all = [...roots].sort();
    // Clusters are fitted in every run; where a setting has changed too, that is the cause.
    const settings = all.filter((root) => !root.startsWith('models.'));
    return settings.length > 0 ? settings : all;
  };
  const groups = new Map<string, { causes: string[]; steps: string[] }>();
  for (const name of again.keys()) {
    const causes = ofSettings(rootsOf(name));
    const key = causes.join(' ');
    const group = groups.get(key) ?? { causes, steps: [] };
    group.steps.push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
