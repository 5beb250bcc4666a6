import { clearLine, cursorTo } from 'node:readline';
import { styleText } from 'node:util';
import type { Progress } from '../engine/effects.ts';
import type { Locale } from '../language/locale.ts';
import type { Finding, ProductError } from '../language/messages.ts';
import { words } from './words.ts';

/**
 * What the command line shows. Results go to standard output, progress and problems to standard error: a pipe gets
 * plain lines, a terminal one line that moves.
 */

type Style = Parameters<typeof styleText>[0];

export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.isTTY === true && process.env.NO_COLOR === undefined ? styleText(style, text) : text;
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** How long a pipe, such as the log of a server, hears nothing before it is told which step is under way. */
const silence = 20_000;

/**
 * Progress with stage, rows and time: a moving line in a terminal, one line a stage in a pipe. In a terminal also how
 * much of a long statement is done, and about how long the rest will take.
 */
export function progressFor(locale: Locale, stream: NodeJS.WriteStream = process.stderr): Progress {
  const say = words[locale];
  let stage = '';
  let drawn = 0;
  let heard = performance.now();
  let line = '';
  const draw = (text: string): void => {
    line = text;
    if (stream.isTTY !== true) {
      if (performance.now() - heard < silence) return;
      heard = performance.now();
      stream.write(`${text}\n`);
      return;
    }
    // Many steps take a millisecond; drawing each would cost more than the step.
    const now = performance.now();
    if (now - drawn < 80) return;
    drawn = now;
    clearLine(stream, 0);
    cursorTo(stream, 0);
    stream.write(text.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
  };
  return {
    stage(name) {
      stage = name;
      drawn = 0;
      draw(`… ${say.stages[name] ?? name}`);
    },
    step(name, done, total) {
      const count = done === undefined || total === undefined ? '' : ` ${done + 1}/${total}`;
      draw(`… ${say.stages[stage] ?? stage}${count} ${name}`);
    },
    ...(stream.isTTY === true
      ? {
          part(share: number, milliseconds: number) {
            const step = line;
            const seconds =
              share > 0.02 ? Math.ceil(((milliseconds / share) * (1 - share)) / 1000) : undefined;
            draw(
              `${step} · ${Math.floor(share * 100)} %${seconds === undefined ? '' : ` · ${say.left(seconds)}`}`,
            );
            line = step;
          },
        }
      : {}),
    finished(name, { rows, milliseconds }) {
      heard = performance.now();
      if (stream.isTTY === true) {
        clearLine(stream, 0);
        cursorTo(stream, 0);
      }
      const seconds = `${(milliseconds / 1000).toFixed(2)} s`;
      const counted = rows === undefined ? '' : ` · ${say.rows(rows)}`;
      stream.write(`${paint('green', '✓', stream)} ${say.stages[name] ?? name}${counted} · ${seconds}\n`);
    },
  };
}

/** A finding with its place, the line of the file, a caret under the word, and the repair. */
export function renderFinding(
  finding: Finding,
  locale: Locale,
  stream: NodeJS.WriteStream = process.stderr,
): string {
  const say = words[locale];
  const severe = finding.severity === 'fatal' || finding.severity === 'failure';
  const colour: Style = severe ? 'red' : finding.severity === 'warning' ? 'yellow' : 'cyan';
  const lines = [
    `${paint([colour, 'bold'], `${say.severity[finding.severity]} ${finding.code}`, stream)} ${finding.text(locale)}`,
  ];
  const { place } = finding;
  if (place !== undefined) {
    const spot = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    const row = place.row === undefined ? '' : ` ${say.row(place.row)}`;
    lines.push(`  --> ${spot}${row}${place.field === undefined ? '' : ` [${place.field}]`}`);
    if (place.excerpt !== undefined && place.line !== undefined && place.column !== undefined) {
      const margin = String(place.line);
      const before = widthOf(place.excerpt.slice(0, place.column - 1));
      const under = Math.max(
        1,
        widthOf(place.excerpt.slice(place.column - 1, place.column - 1 + (place.length ?? 1))),
      );
      lines.push(` ${margin} | ${place.excerpt}`);
      lines.push(
        ` ${' '.repeat(margin.length)} | ${' '.repeat(before)}${paint(colour, '^'.repeat(under), stream)}`,
      );
    }
  }
  const repair = finding.repair(locale);
  if (repair !== undefined) lines.push(`  = ${repair}`);
  return lines.join('\n');
}

export function printError(error: ProductError, locale: Locale): void {
  const all = [error.finding, ...error.others];
  process.stderr.write(`${all.map((finding) => renderFinding(finding, locale)).join('\n\n')}\n`);
}

/** Columns a text takes in a terminal: Chinese characters and full-width signs take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : 1;
  return width;
}

export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return side === 'right' ? text + gap : gap + text;
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );
}

/** A plain table; the columns in `right` are aligned to the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  return rows
    .map((row) =>
      row
        .map((cell, index) => pad(cell, widths[index]!, right.includes(index) ? 'left' : 'right'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
