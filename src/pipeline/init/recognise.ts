import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import {
  type Inspection,
  inspectHeaders,
  type Proposal,
  proposeMapping,
  type Question,
} from '../../ingest/ingest.ts';
import { messages } from '../../ingest/messages.ts';
import type { Profile } from '../../ingest/profile.ts';
import { ProductError } from '../../language/messages.ts';
import type { LeftOut, ProposedSource } from './source.ts';

const readable = new Set(['.csv', '.tsv', '.txt', '.gz', '.xlsx', '.xls', '.parquet']);
/** Rows looked at to tell what the values of a column are like. */
const looked = 2000;

/** The exports in a folder, without what is hidden and what a run has written. */
export async function exportsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names
    .filter((entry) => entry.isFile() && readable.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|[\\/])(\.|node_modules|out[\\/])/.test(relative(folder, path)))
    .sort();
}

/** Files or sheets with the same headers, written the same way. */
interface Alike {
  readonly files: string[];
  readonly sheet?: string;
  readonly inspection: Inspection;
}

export async function recognise(
  folder: string,
  profiles: readonly Profile[],
): Promise<{ sources: ProposedSource[]; leftOut: LeftOut[] }> {
  const kinds = new Map<string, Alike>();
  const leftOut: LeftOut[] = [];
  for (const path of await exportsIn(folder)) {
    const file = relative(folder, path).split(sep).join('/');
    try {
      const first = await inspectHeaders(path);
      for (const [index, sheet] of (first.sheets ?? [undefined]).entries()) {
        const inspection = index === 0 ? first : await inspectHeaders(path, sheet);
        const { headers, encoding, delimiter } = inspection;
        const key = JSON.stringify([sheet, encoding, delimiter, headers]);
        const alike = kinds.get(key);
        if (alike === undefined)
          kinds.set(key, { files: [file], inspection, ...(sheet === undefined ? {} : { sheet }) });
        else alike.files.push(file);
      }
    } catch (error) {
      // A file that is no export (empty, locked, another format) is named as not recognised, no reason to stop.
      if (!(error instanceof ProductError)) throw error;
      leftOut.push({ file, why: { en: error.finding.text('en'), 'zh-CN': error.finding.text('zh-CN') } });
    }
  }
  const sources: ProposedSource[] = [];
  const names = new Map<string, number>();
  for (const alike of kinds.values()) {
    const rows = await sampleRows(folder, alike);
    const { tables, nothing } = proposeMapping(alike.inspection.headers, rows, profiles);
    const shown =
      alike.sheet === undefined ? alike.files : alike.files.map((file) => `${file} [${alike.sheet}]`);
    if (tables.length === 0)
      leftOut.push(...shown.map((file) => (nothing === undefined ? { file } : { file, ...nothing })));
    for (const proposal of tables) sources.push(sourceOf(alike, proposal, rows, names));
  }
  return { sources, leftOut: leftOut.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

/** Rows of the first, the middle and the last file: what one day lacks, another may have. */
async function sampleRows(folder: string, { files, sheet, inspection }: Alike): Promise<string[][]> {
  const chosen = [...new Set([0, Math.floor(files.length / 2), files.length - 1])];
  const rows: string[][] = [];
  for (const index of chosen) {
    const one = await inspectHeaders(join(folder, files[index]!), sheet, Math.ceil(looked / chosen.length));
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
    files,
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
