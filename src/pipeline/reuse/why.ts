import type { Text } from '../../language/locale.ts';
import type { NotReused } from '../record.ts';

/** Why a run cannot begin where the one before it ended, in words. */
export const whyNotReused: Readonly<Record<NotReused | 'asked', Text>> = {
  no_run: { en: 'there is no run to begin with', 'zh-CN': '没有可沿用的运行' },
  other_build: { en: 'the run before is of another build of Whalecurve', 'zh-CN': '上次运行由另一版本生成' },
  warehouse_changed: {
    en: 'the warehouse of the run before is not as it was left',
    'zh-CN': '上次运行的数据仓库已被改动',
  },
  mapping_changed: { en: 'the sources are read in another way', 'zh-CN': '数据源的读取方式已改变' },
  exports_changed: { en: 'exports are new, changed or gone', 'zh-CN': '导出文件有新增、变化或缺失' },
  in_archive: { en: 'exports lie in an archive', 'zh-CN': '导出文件在压缩包内' },
  asked: { en: '--fresh asks for it', 'zh-CN': '指定了 --fresh' },
};
