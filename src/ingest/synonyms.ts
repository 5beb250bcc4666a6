import type { CanonicalTable } from '../contracts/canonical.ts';
import { customerSynonyms } from './synonyms/customers.ts';
import { financeSynonyms } from './synonyms/finance.ts';
import type { Names } from './synonyms/shared.ts';
import { tradeSynonyms } from './synonyms/trade.ts';

/**
 * What exports call the canonical columns: English, Chinese and German headers, and the technical names of the systems
 * seen (SAP, U8, Kingdee, Salesforce, QuickBooks). Folded like headers are: lower case, no double blanks. The more
 * telling name first. A header that can mean two things (金额: with or without tax) is left out on purpose.
 */
export const synonyms: Readonly<Record<CanonicalTable, Names>> = {
  ...customerSynonyms,
  ...tradeSynonyms,
  ...financeSynonyms,
};
