import { message } from '../../language/messages.ts';
import { configuration } from './common.ts';

/** What `init` cannot do. */

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

export const nothingToRead = message<{ folder: string }>({
  code: 'CFG014',
  ...configuration,
  text: {
    en: (p) => `No export was recognised in ${p.folder}`,
    'zh-CN': (p) => `${p.folder} 中没有识别出任何导出文件`,
  },
  repair: {
    en: () => 'put the CSV, Excel or Parquet exports of your CRM, ERP and finance systems into it',
    'zh-CN': () => '请把 CRM、ERP、财务系统导出的 CSV、Excel 或 Parquet 文件放入其中',
  },
});
