import type { Locale } from '../language/locale.ts';
import type { NotReused } from '../pipeline/record.ts';
import { type ReusableStep, rootCauses } from '../pipeline/reuse/roots.ts';
import { whyNotReused } from '../pipeline/reuse/why.ts';

const words = {
  en: {
    all: (why: string) => `Everything is computed: ${why}.`,
    kept: (run: string, kept: number, all: number) =>
      `From run ${run}: the exports as they were read, and ${kept} of ${all} models.`,
    atLeast: (run: string, kept: number, all: number) =>
      `From run ${run}: the exports as they were read, and at least ${kept} of ${all} models.`,
    again: (steps: number, causes: string) => `Computed again for ${causes}: ${models(steps)}`,
    atMost: (steps: number, causes: string) => `Computed again for ${causes}: ${models(steps)} at most`,
    new: 'what is new',
  },
  'zh-CN': {
    all: (why: string) => `全部重新计算：${why}。`,
    kept: (run: string, kept: number, all: number) =>
      `沿用运行 ${run}：已读取的导出文件，以及 ${all} 个模型中的 ${kept} 个。`,
    atLeast: (run: string, kept: number, all: number) =>
      `沿用运行 ${run}：已读取的导出文件，以及 ${all} 个模型中的至少 ${kept} 个。`,
    again: (steps: number, causes: string) => `因 ${causes} 变化而重算：${steps} 个模型`,
    atMost: (steps: number, causes: string) => `因 ${causes} 变化而重算：至多 ${steps} 个模型`,
    new: '新增内容',
  },
};

const models = (n: number): string => (n === 1 ? '1 model' : `${n} models`);

/**
 * What a run takes over from the one before it, and what it computes again and why; a line for each cause. Before the
 * run nobody knows which models come out as they were, after which those that read them stay.
 */
export function reuseText(
  { from, why }: { readonly from: string | null; readonly why: NotReused | 'asked' | null },
  steps: readonly ReusableStep[],
  locale: Locale,
  isPlan = false,
): string[] {
  const say = words[locale];
  if (from === null) return why === null || why === 'no_run' ? [] : [say.all(whyNotReused[why][locale])];
  const known = steps.filter(({ reused }) => reused !== undefined);
  const kept = known.filter(({ reused }) => reused === true).length;
  return [
    (isPlan ? say.atLeast : say.kept)(from, kept, known.length),
    ...rootCauses(known).map(({ causes, steps }) => {
      const names = causes.length === 0 ? say.new : causes.join(', ');
      return `  ${(isPlan ? say.atMost : say.again)(steps.length, names)} (${shortened(steps)})`;
    }),
  ];
}

const shown = 6;
const shortened = (steps: readonly string[]): string =>
  steps.length <= shown ? steps.join(', ') : `${steps.slice(0, shown).join(', ')}, …`;
