import type { Locale, Text } from '../../language/locale.ts';
import { message } from '../../language/messages.ts';
import { configuration } from './common.ts';

/** What `init` cannot do. */

/** The first files and why each was left out: one of them is the one somebody wonders about. */
function reasons(files: readonly { file: string; why: Text | null }[], locale: Locale): string {
  const told = files
    .slice(0, 5)
    .map(({ file, why }) => `\n  ${file}${why === null ? '' : `: ${why[locale]}`}`);
  return told.length === 0
    ? ''
    : `${locale === 'en' ? ':' : '：'}${told.join('')}${files.length > 5 ? '\n  …' : ''}`;
}

export const fileExists = message<{ path: string }>({
  code: 'CFG013',
  ...configuration,
  text: {
    en: (p) => `${p.path} is there already and was left as it is`,
    'zh-CN': (p) => `${p.path} 已存在，未作改动`,
  },
  repair: {
    en: () => 'move it away, or name another file with `--pipeline <file>`',
    'zh-CN': () => '请先移走该文件，或用 `--pipeline <文件>` 指定其他文件名',
  },
});

export const nothingToRead = message<{
  folder: string;
  leftOut: readonly { file: string; why: Text | null }[];
}>({
  code: 'CFG014',
  ...configuration,
  text: {
    en: (p) => `No export was recognised in ${p.folder}${reasons(p.leftOut, 'en')}`,
    'zh-CN': (p) => `${p.folder} 中没有识别出任何导出文件${reasons(p.leftOut, 'zh-CN')}`,
  },
  repair: {
    en: () =>
      'put the CSV, Excel or Parquet exports of your CRM, ERP and finance systems into one folder, and name that folder',
    'zh-CN': () => '请把 CRM、ERP、财务系统导出的 CSV、Excel 或 Parquet 文件放入同一文件夹，并指定该文件夹',
  },
});
