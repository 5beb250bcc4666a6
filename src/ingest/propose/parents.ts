import { synonyms } from '../synonyms.ts';
import { nameOf, nearness } from './names.ts';
import type { Proposal } from './proposal.ts';
import type { Sample } from './sample.ts';

/** A list of customers that names a parent in itself is a list of relationships too. */
export function parentsOf(proposal: Proposal, sample: Sample): Proposal[] {
  if (proposal.table !== 'customers' || proposal.profile !== undefined) return [];
  const id = proposal.columns.customer_id;
  if (typeof id !== 'string') return [];
  const names = synonyms.relationships.from_id!.map(nameOf);
  const ids = new Set(sample.columns.get(id));
  for (const { header, name, shape } of sample.candidates) {
    if (header === id || !names.some((one) => nearness(name, one, 'nothing') > 0.9)) continue;
    const parents = [...shape.values];
    const inside = parents.filter((parent) => ids.has(parent)).length;
    if (parents.length === 0 || inside < 0.6 * parents.length) continue;
    return [
      {
        table: 'relationships',
        columns: { from_id: header, to_id: id, kind: { value: 'parent_of' } },
        known: {},
        where: [{ column: header, filled: true }],
        scores: { from_id: Math.round((100 * inside) / parents.length) / 100, to_id: 1, kind: 1 },
        missing: [],
        score: proposal.score,
        questions: [],
        spare: [],
      },
    ];
  }
  return [];
}
