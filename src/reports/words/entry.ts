import type { Text } from '../../language/locale.ts';

/** One entry of the catalogue: English and Chinese side by side. */
export const w = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });
