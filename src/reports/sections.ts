/** Sections of `features.company_statement` that belong to no customer. They are shown and never spread. */
export const companyLevelSections = ['unused_capacity', 'unattributed', 'company_level', 'exchange'] as const;

export function isCompanyLevel(section: string): boolean {
  return (companyLevelSections as readonly string[]).includes(section);
}
