/** The fixed codes of the planted accounts, and the shape of one. */
import { baseProfile } from './groups.ts';
import type { Customer, Profile } from './types.ts';

export const CODE = {
  leader: '001007',
  erodingGiant: '001015',
  second: '001023',
  churned: '001044',
  slowPayer: '001066',
  chain: '001102',
  groupParent: '001200',
  grower: '001311',
  smallStar: '001388',
  test: '009999',
  staff: '980001',
  intercompany: '990001',
  walkIn: '999001',
} as const;

export const GROUP_MEMBERS = ['001200', '001201', '001202', '001203', '001204'] as const;

export interface Planted {
  code: string;
  name: string;
  short: string;
  type: Customer['type'];
  industry: string;
  city: string;
  stem: string;
  parent?: string;
  owner: number;
  created: string;
  profile: Profile;
}

export const as = (changes: Partial<Profile>): Profile => ({ ...baseProfile, group: 'planted', ...changes });
