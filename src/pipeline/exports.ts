/** The tables that a run hands to other tools, as Parquet and Arrow: file name → table of the warehouse. */
export const exportedTables = {
  customers: 'models.customers',
  profit_statement: 'features.profit_statement',
  company_statement: 'features.company_statement',
  rfm: 'features.rfm',
  tiers: 'models.tiers',
  clusters: 'models.clusters',
  cluster_profiles: 'models.cluster_profiles',
  whale_curve: 'models.whale_curve',
  concentration: 'models.concentration',
  profit_map: 'models.profit_map',
  causes: 'models.causes',
  surprises: 'models.surprises',
  customer_groups: 'models.customer_groups',
  pool_periods: 'features.pool_periods',
  pool_charges: 'features.pool_charges',
  tie_out: 'features.tie_out',
} as const;
