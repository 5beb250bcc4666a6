import type { RowCondition } from '../column-settings.ts';
import { messages } from '../messages.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';

/**
 * Documents that never were a sale: drafts, and what was voided or cancelled. Lists of invoices and orders keep them,
 * with a word in a column of their state; counted, they would be sales that nobody made.
 */
const stateNames = /status|state$|状态|zustand|statut|stato$|estado|situa/i;
const dead = new Set(
  [
    'void voided draft deleted cancelled canceled cancelled. annulled rejected failed',
    'entwurf gelöscht storniert annulliert abgebrochen verworfen',
    'annulé annulée brouillon supprimé rejeté anulado anulada borrador cancelado cancelada annullato annullata bozza',
    'geannuleerd concept makulerad utkast annullerad szkic anulowana',
    '作废 已作废 草稿 已取消 取消 已删除 删除 交易关闭 交易取消 订单取消 已撤销 撤销 已退回作废 取消済 下書き',
  ].flatMap((words) => words.split(' ')),
);
const isDead = (word: string): boolean =>
  dead.has(
    word
      .toLowerCase()
      .replace(/^[(（].*?[)）]\s*/, '')
      .trim(),
  );
/** `(删除)等待出库`: what stands in brackets before the state. */
const marked = (word: string): boolean => {
  const mark = /^[(（](.*?)[)）]/.exec(word)?.[1];
  return mark !== undefined && dead.has(mark.toLowerCase());
};

export interface Dead {
  readonly where: RowCondition[];
  readonly questions: Question[];
}

/** The rows that are proposed to be left out, told with how many they are. */
export function deadDocuments(sample: Sample, used: ReadonlySet<string>): Dead {
  for (const { header, shape } of sample.candidates) {
    if (used.has(header) || !stateNames.test(header) || shape.values.size > 30) continue;
    const words = [...shape.values].filter((word) => isDead(word) || marked(word)).sort();
    if (words.length === 0 || words.length === shape.values.size) continue;
    const cells = sample.columns.get(header)!;
    const rows = cells.filter((cell) => words.includes(cell)).length;
    return {
      where: [{ column: header, is_not: words }],
      questions: [
        { open: false, finding: messages.deadLeftOut.finding({ header, words, rows, of: cells.length }) },
      ],
    };
  }
  return { where: [], questions: [] };
}
