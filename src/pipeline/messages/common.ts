import { exitCodes } from '../../language/messages.ts';

/** An error of what the user has written or asked for. */
export const configuration = { severity: 'fatal', exit: exitCodes.configuration } as const;

export const didYouMean = {
  en: (p: { suggestion?: string | undefined; known?: string | undefined }): string =>
    p.suggestion !== undefined
      ? `did you mean \`${p.suggestion}\`?`
      : p.known !== undefined
        ? `known here: ${p.known}`
        : 'see docs/pipeline-file.md',
  'zh-CN': (p: { suggestion?: string | undefined; known?: string | undefined }): string =>
    p.suggestion !== undefined
      ? `是不是 \`${p.suggestion}\`？`
      : p.known !== undefined
        ? `此处可用：${p.known}`
        : '参见 docs/pipeline-file.md',
};
