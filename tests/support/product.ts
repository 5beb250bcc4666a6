import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The product as a user runs it: a process of its own. `npm test` builds `dist/` first. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when standard error has shown the text. */
  shown(text: string): Promise<void>;
  readonly finished: Promise<Finished>;
}

export function start(
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [`${root}bin/whalecurve.js`, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; done: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const { text: wanted, done } of waiting) if (stderr.includes(wanted)) done();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    pid: child.pid!,
    kill: (signal) => child.kill(signal),
    shown: (text) =>
      new Promise((done, failed) => {
        if (stderr.includes(text)) done();
        waiting.push({ text, done });
        void finished.then(() => failed(new Error(`ended without showing "${text}":\n${stderr}`)));
      }),
    finished,
  };
}

export function run(
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return start(args, cwd, env).finished;
}
