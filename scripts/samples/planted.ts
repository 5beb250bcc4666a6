/** The planted stories: fixed codes, fixed behaviour. `check.ts` throws when one of them no longer shows. */
import type { Planted } from './planted-codes.ts';
import { EXCLUDED } from './planted-excluded.ts';
import { OTHERS } from './planted-others.ts';
import { STORIES } from './planted-stories.ts';

export { CODE, GROUP_MEMBERS } from './planted-codes.ts';

export const PLANTED: readonly Planted[] = [...STORIES, ...OTHERS, ...EXCLUDED];

/** Natural customers need the rest of the 600. */
export const NATURAL = 600 - PLANTED.length;
