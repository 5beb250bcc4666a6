/**
 * SQL models: one `select` per `.sql` file, named after its file. The order comes from what the models read, taken
 * from DuckDB's own parser, never from a hand-kept list. A model with a contract is cast to it, column by column,
 * and what the contract says of its rows is
 * checked: no key twice, nothing required missing. One without is an inner step of its stage.
 */
export interface SqlModel {
  /** `features.rfm`. */
  readonly name: string;
  readonly sql: string;
  /** Tables of the form `schema.name` that the model reads. */
  readonly reads: readonly string[];
  /** A model whose header has a line `-- kind: view` is not materialised. */
  readonly kind: 'table' | 'view';
}
