import type { Locale, Text } from '../language/locale.ts';

const held: Text = { en: 'another program has it open', 'zh-CN': '正被另一程序打开' };

/** What a system means by its codes. Those that are missing here speak of a fault of ours, or of nothing in particular. */
const reasons: Readonly<Record<string, Text>> = {
  EACCES: { en: 'there is no permission', 'zh-CN': '没有权限' },
  // Windows says so of a file that another program has open, too.
  EPERM: {
    en: 'there is no permission, or another program has it open',
    'zh-CN': '没有权限，或正被另一程序打开',
  },
  EBUSY: held,
  ETXTBSY: held,
  EROFS: { en: 'the drive can only be read', 'zh-CN': '磁盘为只读' },
  EDQUOT: { en: 'the space allotted to this user is used up', 'zh-CN': '该用户的磁盘配额已用完' },
  EISDIR: { en: 'a folder of that name is in the way', 'zh-CN': '已有同名文件夹' },
  ENOTDIR: { en: 'a file stands where a folder is needed', 'zh-CN': '需要文件夹的位置是一个文件' },
  ENAMETOOLONG: { en: 'the name is too long', 'zh-CN': '名称过长' },
  EIO: { en: 'the drive reports an error', 'zh-CN': '磁盘报告错误' },
};

/** The code of a system in words, or what was said instead of a code. */
export const inWords = (problem: string, locale: Locale): string => reasons[problem]?.[locale] ?? problem;

/** Whether a code of a system speaks of something that a person can put right. */
export const isKnown = (code: string): boolean => code in reasons;

/** Whether another program, or somebody’s rights, may be behind it. */
export const mayBeHeld = (code: string): boolean => ['EACCES', 'EPERM', 'EBUSY', 'ETXTBSY'].includes(code);
