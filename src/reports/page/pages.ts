import type { Word } from '../words.ts';
import type { Html } from './html.ts';
import { creditPage } from './sections/credit.ts';
import { customersPage } from './sections/customers.ts';
import { forecastPage } from './sections/forecast.ts';
import { groupsPage } from './sections/groups.ts';
import type { PageInputs } from './sections/kit.ts';
import { overview } from './sections/overview.ts';
import { peoplePage } from './sections/people.ts';
import { profitPage } from './sections/profit.ts';
import { servePage } from './sections/serve.ts';
import { trustPage } from './sections/trust.ts';

/** A page of the report: its id in the address, which is also the word it is called by, and what writes it. */
export interface ReportPage {
  readonly id: Word;
  readonly make: (inputs: PageInputs) => Html;
}

/** The pages in the order of their tabs and of the paper. */
export const pages: readonly ReportPage[] = [
  { id: 'overview', make: overview },
  { id: 'customers', make: customersPage },
  { id: 'profit', make: profitPage },
  { id: 'groups', make: groupsPage },
  { id: 'people', make: peoplePage },
  { id: 'forecast', make: forecastPage },
  { id: 'serve', make: servePage },
  { id: 'receivables', make: creditPage },
  { id: 'trust', make: trustPage },
];
