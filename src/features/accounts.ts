import type { Finding } from '../language/messages.ts';
import { accountUsedTwice, badDebtTwice, productInTwoClasses } from './messages.ts';
import type { FeatureSettings } from './settings.ts';

type Path = (string | number)[];

/** Every place of the settings that takes a ledger account, with the account. */
export function accountsNamed(
  settings: Pick<FeatureSettings, 'costs' | 'books'>,
): { account: string; path: Path }[] {
  return [
    ...Object.entries(settings.costs).flatMap(([pool, { accounts }]) =>
      (accounts ?? []).map((account) => ({ account, path: ['costs', pool, 'accounts'] as Path })),
    ),
    ...settings.books.accounts.flatMap(({ accounts }, index) =>
      accounts.map((account) => ({ account, path: ['books', 'accounts', index, 'accounts'] as Path })),
    ),
    ...settings.books.company_level.flatMap(({ accounts }, index) =>
      accounts.map((account) => ({ account, path: ['books', 'company_level', index, 'accounts'] as Path })),
    ),
  ];
}

/**
 * An account may be used once: an amount that two pools charged, or that were charged and kept at company level, would
 * count twice. A product may be in one class only. Bad debt is either what was written off or what is expected to be lost.
 */
export function checkAccounts(
  settings: Pick<FeatureSettings, 'costs' | 'books' | 'line_classes' | 'credit'>,
): { path: Path; finding: Finding }[] {
  const issues: { path: Path; finding: Finding }[] = [];
  const first = new Map<string, string>();
  for (const { account, path } of accountsNamed(settings)) {
    const place = path.join('.');
    const before = first.get(account);
    if (before === undefined) first.set(account, place);
    else issues.push({ path, finding: accountUsedTwice.finding({ account, first: before, second: place }) });
  }
  for (const [pool, one] of Object.entries(settings.costs)) {
    const carries = one.line === 'bad_debt' || (one.method === 'direct' && one.from === 'written_off');
    if (carries && settings.credit.bad_debt === 'expected')
      issues.push({ path: ['costs', pool], finding: badDebtTwice.finding({ pool }) });
  }
  const classOf = new Map<string, string>();
  for (const [lineClass, entry] of Object.entries(settings.line_classes))
    for (const product of entry.products) {
      const before = classOf.get(product);
      if (before === undefined) classOf.set(product, lineClass);
      else
        issues.push({
          path: ['line_classes', lineClass, 'products'],
          finding: productInTwoClasses.finding({ product, first: before, second: lineClass }),
        });
    }
  return issues;
}
