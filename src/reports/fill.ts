/** `Show {n} more` with `{ n: '50' }` → `Show 50 more`. */
export function fill(template: string, values: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
