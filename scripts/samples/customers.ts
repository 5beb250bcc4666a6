/** The customer list: planted accounts under their fixed codes, natural ones in the gaps between. */
import { iso } from './calendar.ts';
import { naturalProfile } from './groups.ts';
import { CITIES, type City, makeName } from './names.ts';
import { SALES } from './people.ts';
import { NATURAL, PLANTED } from './planted.ts';
import { Rng } from './rng.ts';
import { taxId } from './taxid.ts';
import { byText, type Customer, type Group, type Profile } from './types.ts';

const MIX: readonly (readonly [Group, number])[] = [
  ['frequent-small', 155],
  ['rare-large', 115],
  ['service-heavy', 70],
  ['steady-core', 243],
];

export function makeCustomers(): Customer[] {
  const rng = new Rng('customers');
  const used = new Set(PLANTED.flatMap((p) => [p.name, p.short]));
  const taken = new Set(PLANTED.map((p) => p.code));
  const customers = PLANTED.map((p) => {
    const at = CITIES.find((c) => c.en === p.city) as City;
    const own = p.type === 'Customer' || p.type === 'Intercompany';
    return finish(
      rng,
      p.profile,
      {
        code: p.code,
        name: p.name,
        short: p.short,
        type: p.type,
        industry: p.industry,
        owner: p.owner,
        created: p.created,
        parent: p.parent ?? '',
        taxId: own ? taxId(rng, at.code) : '',
      },
      at,
      p.stem,
    );
  });
  let number = 1001;
  for (let i = 0; i < NATURAL; i++) {
    let code = '';
    do {
      number += rng.chance(0.12) ? 2 : 1;
      code = `00${number}`;
    } while (taken.has(code));
    const at = rng.weighted(CITIES.map((c) => [c, c.weight] as const));
    const name = makeName(rng, at, used);
    const profile = naturalProfile(rng.weighted(MIX), rng);
    // A new customer's account is opened shortly before the first order; an old one's some years ago.
    const created = profile.from > 0 ? profile.from - rng.int(3, 25) : -rng.int(40, 3200);
    customers.push(
      finish(
        rng,
        profile,
        {
          code,
          name: name.full,
          short: name.short,
          type: 'Customer',
          industry: name.industry,
          owner: rng.int(0, SALES.length - 1),
          created: iso(created),
          parent: '',
          // Not every account in a CRM has its tax number filled in.
          taxId: rng.chance(0.93) ? taxId(rng, at.code) : '',
        },
        at,
        name.stem,
      ),
    );
  }
  return customers.sort((a, b) => byText(a.code, b.code));
}

type Given = Pick<
  Customer,
  'code' | 'name' | 'short' | 'type' | 'industry' | 'owner' | 'created' | 'parent' | 'taxId'
>;

function finish(rng: Rng, profile: Profile, given: Given, at: City, stem: string): Customer {
  const business = given.type === 'Customer' || given.type === 'Intercompany';
  const consent = (yes: number): string =>
    business
      ? rng.weighted([
          ['Yes', yes],
          ['No', 20],
          ['', 15],
        ] as const)
      : '';
  return {
    ...given,
    region: at.region,
    city: at.en,
    zoneRate: at.zoneRate,
    phone: business ? `+86 512 555${rng.int(0, 9)} ${String(rng.int(0, 9999)).padStart(4, '0')}` : '',
    email: business ? `${rng.pick(['purchasing', 'buyer', 'caigou', 'office'])}@${stem}.example.com` : '',
    status: profile.to < 600 ? 'Inactive' : 'Active',
    mailConsent: consent(65),
    emailConsent: consent(50),
    profile,
  };
}
