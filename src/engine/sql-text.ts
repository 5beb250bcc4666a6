/** The only two functions that may put a name or a text into SQL. Values are bound wherever DuckDB takes a binding. */

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `schema.table` → `"schema"."table"`. */
export function qualified(name: string): string {
  return name.split('.').map(identifier).join('.');
}

/** For places where DuckDB takes no parameter: file names in COPY, settings, comments. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
