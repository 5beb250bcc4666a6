/** The records of the sample company. Money is in whole cents (分), unit prices in ten-thousandths of a yuan. */
export type Group =
  | 'frequent-small'
  | 'rare-large'
  | 'service-heavy'
  | 'steady-core'
  | 'planted'
  | 'excluded';

/** How one customer behaves: everything the generators need to know about it. */
export interface Profile {
  group: Group;
  /** Orders over the whole 24 months if active throughout. */
  orders: number;
  /** Mean net value of an order in yuan, and its spread. */
  orderValue: number;
  valueSigma: number;
  /** Gamma shape of the interpurchase time: 1 = erratic, 4 = clockwork. */
  regularity: number;
  lines: number;
  discount: number;
  /** Price = cost × this, instead of list less discount (intercompany). */
  costPlus?: number;
  categories: readonly string[];
  returnRate: number;
  allowanceRate: number;
  revisions: number;
  visits: number;
  calls: number;
  emails: number;
  tickets: number;
  complaints: number;
  trainings: number;
  /** Mean minutes of a service case. */
  serviceMinutes: number;
  terms: number;
  /** Mean days from invoice to payment. */
  payDays: number;
  /** Active span, day numbers. */
  from: number;
  to: number;
  /** Orders at the end against the start, as a ratio. */
  growth: number;
  /** Share of small orders on which freight is billed. */
  billsFreight: number;
  /** Shipments per order. */
  drops: number;
  rebateRate: number;
  /** The last invoices are never paid. */
  defaults: boolean;
}

export interface Customer {
  code: string;
  name: string;
  short: string;
  type: 'Customer' | 'Walk-in' | 'Intercompany' | 'Test' | 'Staff';
  industry: string;
  region: string;
  city: string;
  /** Freight rate, yuan per kg. */
  zoneRate: number;
  taxId: string;
  phone: string;
  email: string;
  owner: number;
  created: string;
  status: string;
  parent: string;
  mailConsent: string;
  emailConsent: string;
  profile: Profile;
}

export interface Product {
  code: string;
  name: string;
  category: string;
  list4: number;
  cost4: number;
  kg: number;
}

export type LineKind = '销售' | '退货' | '折让';

export interface Line {
  invoice: string;
  no: number;
  day: number;
  customer: string;
  product: string;
  quantity: number;
  list4: number;
  price4: number;
  net: number;
  tax: number;
  cost: number;
  kind: LineKind;
  order: string;
  owner: number;
}

export interface Order {
  id: string;
  customer: string;
  created: number;
  shipped: number;
  invoiced: number;
  cancelled: boolean;
  lines: { product: Product; quantity: number; list4: number; price4: number; cost4: number }[];
  freight: number;
}

export interface Shipment {
  id: string;
  customer: string;
  day: number;
  order: string;
  freight: number;
  grams: number;
}

export interface OrderEvent {
  order: string;
  customer: string;
  day: number;
  minute: number;
  kind: '创建' | '变更' | '审核' | '发货' | '取消';
  actor: string;
}

export interface Activity {
  customer: string;
  day: number;
  minute: number;
  kind: 'Visit' | 'Call' | 'Email' | 'Ticket' | 'Complaint' | 'Training';
  channel: string;
  duration: number;
  status: 'Open' | 'Closed';
  satisfaction: string;
  owner: number;
}

export interface Receivable {
  invoice: string;
  customer: string;
  issued: number;
  due: number;
  amount: number;
  settled: number | null;
  paid: number;
  writtenOff: number;
}

export interface Rebate {
  customer: string;
  month: number;
  amount: number;
}

export interface LedgerRow {
  month: number;
  account: string;
  name: string;
  costCentre: string;
  debit: number;
  credit: number;
}

export const FREIGHT = 'FRT001';

/** Everything that the files are written from. */
export interface Company {
  customers: Customer[];
  products: Product[];
  orders: Order[];
  lines: Line[];
  shipments: Shipment[];
  events: OrderEvent[];
  activities: Activity[];
  receivables: Receivable[];
  rebates: Rebate[];
  ledger: LedgerRow[];
}

/** Half away from zero, on whole numbers. */
export function divRound(x: number, by: number): number {
  const q = Math.floor((Math.abs(x) + by / 2) / by);
  return x < 0 ? -q : q;
}

/** Same order on every machine, unlike localeCompare. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
