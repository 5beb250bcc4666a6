import type { Effects } from '../../engine/effects.ts';
import {
  type Inspection,
  inspectHeaders,
  type Nearest,
  open,
  type Proposal,
  proposeMapping,
  type Question,
} from '../../ingest/ingest.ts';
import { messages } from '../../ingest/messages.ts';
import type { Profile } from '../../ingest/profile.ts';
import type { Text } from '../../language/locale.ts';
import { type Export, exportsIn, onDisk } from './find.ts';
import { type LeftOut, leftOutBy, type ProposedSource } from './source.ts';

/** Rows looked at to tell what the values of a column are like. */
const looked = 2000;

/** Files or sheets with the same headers, written the same way. */
interface Alike {
  readonly files: Export[];
  readonly sheet?: string;
  readonly inspection: Inspection;
}

export async function recognise(
  folder: string,
  profiles: readonly Profile[],
  effects: Effects,
): Promise<{ sources: ProposedSource[]; leftOut: LeftOut[] }> {
  const kinds = new Map<string, Alike>();
  const { found, leftOut } = await exportsIn(folder);
  for (const [position, one] of found.entries()) {
    effects.signal.throwIfAborted();
    effects.progress.step(one.file, position, found.length);
    try {
      for (const [sheet, inspection] of await onDisk(one, (path) => inspectAll(path, one.file))) {
        const { headers, encoding, delimiter } = inspection;
        const key = JSON.stringify([sheet, encoding, delimiter, headers]);
        const alike = kinds.get(key);
        if (alike === undefined)
          kinds.set(key, { files: [one], inspection, ...(sheet === undefined ? {} : { sheet }) });
        else alike.files.push(one);
      }
    } catch (error) {
      leftOut.push(leftOutBy(one.file, error));
    }
  }
  const sources: ProposedSource[] = [];
  const names = new Map<string, number>();
  for (const alike of kinds.values()) {
    const rows = await sampleRows(alike);
    const { tables, nothing, nearest } = proposeMapping(alike.inspection.headers, rows, profiles);
    const shown = alike.files.map(({ file }) =>
      alike.sheet === undefined ? file : `${file} [${alike.sheet}]`,
    );
    if (tables.length === 0) {
      const reason = nothing ?? { why: whyUnknown(nearest) };
      leftOut.push(...shown.map((file) => ({ file, ...reason })));
    }
    for (const proposal of tables) sources.push(sourceOf(alike, proposal, rows, names));
  }
  return { sources, leftOut: leftOut.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

/** What a person needs to map by hand what was not recognised. */
function whyUnknown(nearest: Nearest | undefined): Text {
  const finding =
    nearest === undefined
      ? messages.noHeaderKnown.finding({})
      : messages.nearestTable.finding({ ...nearest, found: nearest.found.slice(0, 8) });
  return { en: finding.text('en'), 'zh-CN': finding.text('zh-CN') };
}

/** Each sheet of a workbook, or the one table that any other file holds. */
async function inspectAll(path: string, file: string): Promise<[string | undefined, Inspection][]> {
  const first = await inspectHeaders(path, { name: file });
  const all: [string | undefined, Inspection][] = [];
  for (const [index, sheet] of (first.sheets ?? [undefined]).entries())
    all.push([sheet, index === 0 ? first : await inspectHeaders(path, { name: file, sheet })]);
  return all;
}

/** Rows of the first, the middle and the last file: what one day lacks, another may have. */
async function sampleRows({ files, sheet, inspection }: Alike): Promise<string[][]> {
  const chosen = [...new Set([0, Math.floor(files.length / 2), files.length - 1])];
  const rows: string[][] = [];
  for (const index of chosen) {
    const below = Math.ceil(looked / chosen.length);
    const file = files[index]!;
    const one = await onDisk(file, (path) => inspectHeaders(path, { name: file.file, sheet, below }));
    if (one.headers.join() !== inspection.headers.join()) continue;
    rows.push(...one.sampleRows.map((row) => [...row]));
  }
  return rows;
}

function sourceOf(
  { files, sheet, inspection }: Alike,
  proposal: Proposal,
  rows: readonly (readonly string[])[],
  names: Map<string, number>,
): ProposedSource {
  const number = (names.get(proposal.table) ?? 0) + 1;
  names.set(proposal.table, number);
  const file: Record<string, string> = {};
  const questions: Question[] = [];
  if (proposal.asksTax === true) file.tax_included = open;
  if (!inspection.encodingProven) {
    const shown = isWestern([inspection.headers, ...rows]);
    file.encoding = shown ? inspection.encoding : '???';
    if (!shown)
      questions.push({
        open: true,
        finding: messages.encodingOpen.finding({ encoding: inspection.encoding }),
      });
  }
  return {
    name: number === 1 ? proposal.table : `${proposal.table}_${number}`,
    files: files.map(({ file }) => file),
    ...(sheet === undefined ? {} : { sheet }),
    inspection,
    proposal,
    file,
    questions: [...questions, ...proposal.questions],
  };
}

/** Letters that Western European words have, and nothing else beyond ASCII: shown by the letters, where bytes prove nothing. */
function isWestern(rows: readonly (readonly string[])[]): boolean {
  const high =
    rows
      .flat()
      .join(' ')
      .match(/\P{ASCII}/gu) ?? [];
  return (
    high.length > 0 &&
    high.every((letter) => /[äöüßÄÖÜéèêëàâçîïôûùœáíóúñÉÈÀÇÑãõåÅøØæÆ€£§°–„“”’´«»º½\u00a0]/.test(letter))
  );
}
