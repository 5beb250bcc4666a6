import { stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Effects, quietEffects } from '../engine/effects.ts';
import type { Question } from '../ingest/ingest.ts';
import { messages } from '../ingest/messages.ts';
import type { Locale } from '../language/locale.ts';
import { recognise } from './init/recognise.ts';
import { render } from './init/render.ts';
import type { LeftOut, ProposedSource } from './init/source.ts';
import { padIds, verify } from './init/verify.ts';
import { fileExists, nothingToRead } from './messages.ts';
import { allProfiles } from './profiles.ts';

export type { LeftOut, ProposedSource } from './init/source.ts';

export interface InitOutcome {
  /** The file that was written. */
  readonly pipeline: string;
  readonly sources: readonly ProposedSource[];
  /** Files that were looked at and feed nothing. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Looks at every export in a folder, reads each on trial, and writes a pipeline file that proposes what each is. What
 * neither headers nor rows prove stands in it as a question, and `???` where the answer goes: the file does not pass
 * `check` before it is answered.
 * @throws ProductError CFG013 where the file exists, CFG014 where nothing was recognised.
 */
export async function proposePipeline(
  folder: string,
  file: string,
  locale: Locale = 'en',
  effects: Effects = quietEffects(),
): Promise<InitOutcome> {
  const pipeline = join(folder, file);
  if (
    await stat(pipeline).then(
      () => true,
      () => false,
    )
  )
    throw fileExists.error({ path: pipeline });
  const profiles = await allProfiles();
  const started = effects.elapsed();
  effects.progress.stage('look');
  const { sources: found, leftOut } = await recognise(folder, profiles, effects);
  effects.progress.finished('look', { milliseconds: effects.elapsed() - started });
  if (found.length === 0)
    throw nothingToRead.error({
      folder,
      leftOut: leftOut.map(({ file, why }) => ({ file, why: why ?? null })),
    });
  const tried = effects.elapsed();
  effects.progress.stage('trial');
  const read: ProposedSource[] = [];
  for (const [position, source] of found.entries()) {
    effects.signal.throwIfAborted();
    effects.progress.step(source.name, position, found.length);
    read.push(await verify(folder, source, profiles));
  }
  const sources = withJoins(await padIds(folder, read, profiles));
  effects.progress.finished('trial', { milliseconds: effects.elapsed() - tried });
  await writeFile(pipeline, render(basename(resolve(folder)), sources, leftOut, locale), { flag: 'wx' });
  return { pipeline, sources, leftOut };
}

/** Where lines lack what another export of the same documents has, the question says so. */
function withJoins(sources: readonly ProposedSource[]): ProposedSource[] {
  return sources.map((source) => {
    const { proposal, inspection } = source;
    if (proposal.table !== 'invoice_lines' || proposal.missing.length === 0) return source;
    const document = proposal.columns.invoice_id;
    if (typeof document !== 'string' || document === '???') return source;
    const index = inspection.headers.indexOf(document);
    const ids = new Set(inspection.sampleRows.map((row) => row[index]));
    for (const other of sources) {
      const at = other.inspection.headers.indexOf(document);
      if (other === source || at < 0 || !('customer_id' in other.proposal.columns)) continue;
      if (!other.inspection.sampleRows.some((row) => ids.has(row[at]))) continue;
      const question: Question = {
        open: true,
        finding: messages.joinNeeded.finding({
          columns: proposal.missing,
          file: other.files[0]!,
          by: document,
        }),
      };
      return { ...source, questions: [question, ...source.questions] };
    }
    return source;
  });
}
