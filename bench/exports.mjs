// The exports of the workload as whoever reads them by hand would type them.
export const columns = {
  customers: {
    customer_id: 'INTEGER',
    name: 'VARCHAR',
    industry: 'VARCHAR',
    region: 'VARCHAR',
    created_on: 'DATE',
  },
  products: { product_id: 'INTEGER', name: 'VARCHAR', category: 'VARCHAR', standard_cost: 'DECIMAL(9,2)' },
  invoice_lines: {
    invoice_id: 'INTEGER',
    line_no: 'SMALLINT',
    customer_id: 'INTEGER',
    invoiced_on: 'DATE',
    product_id: 'INTEGER',
    quantity: 'INTEGER',
    unit_price: 'DECIMAL(9,2)',
    discount_rate: 'DECIMAL(3,2)',
    unit_cost: 'DECIMAL(9,2)',
  },
  receivables: {
    invoice_id: 'INTEGER',
    customer_id: 'INTEGER',
    issued_on: 'DATE',
    amount: 'DECIMAL(14,2)',
    due_on: 'DATE',
    paid_on: 'DATE',
  },
  interactions: {
    interaction_id: 'INTEGER',
    customer_id: 'INTEGER',
    at: 'TIMESTAMP',
    kind: 'VARCHAR',
    minutes: 'INTEGER',
  },
  ledger: { period: 'VARCHAR', account: 'VARCHAR', amount: 'DECIMAL(16,2)' },
};

/** The `from` of an export in SQL; with `ids`, customers, products and documents are of that type. */
export const readingOf = (folder, format, table, ids) => {
  const types = Object.entries(columns[table]).map(([name, type]) => [
    name,
    ids !== undefined && name.endsWith('_id') ? ids : type,
  ]);
  if (format === 'parquet') {
    const file = `read_parquet('${folder}/${table}.parquet')`;
    if (ids === undefined) return file;
    return `(select ${types.map(([name, type]) => `cast("${name}" as ${type}) as "${name}"`).join(', ')} from ${file})`;
  }
  return `read_csv('${folder}/${table}.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ')}})`;
};
