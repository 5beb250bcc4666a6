import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/**
 * A browser without a window, driven over two pipes by the Chrome DevTools Protocol: messages of JSON, each ended by
 * a null byte. The few lines that this takes spare a large dependency.
 */
export interface Devtools {
  /** Calls a method of the protocol in the one page. */
  call<T>(method: string, params?: object): Promise<T>;
  /** Goes to an address and waits until it is loaded. */
  open(address: string): Promise<void>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const patience = 60_000;

export async function startChromium(
  executable: string,
  options: { readonly signal?: AbortSignal; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Devtools> {
  const profile = await mkdtemp(join(tmpdir(), 'whalecurve-print-'));
  const process_ = spawn(executable, argumentsFor(profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const wire = connect(process_);
  const abort = (): void => void process_.kill('SIGKILL');
  options.signal?.addEventListener('abort', abort);
  const close = async (): Promise<void> => {
    options.signal?.removeEventListener('abort', abort);
    await wire.call('Browser.close', {}).catch(() => process_.kill('SIGKILL'));
    await wire.ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { targetId } = await wire.call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await wire.call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const call = <T>(method: string, params: object = {}): Promise<T> =>
      wire.call<T>(method, params, sessionId);
    await call('Page.enable');
    // What is printed is what was written, whatever a script would make of it.
    await call('Emulation.setScriptExecutionDisabled', { value: true });
    return {
      call,
      close,
      open: async (address) => {
        const loaded = wire.event('Page.loadEventFired');
        const { errorText } = await call<{ errorText?: string }>('Page.navigate', { url: address });
        if (errorText !== undefined) throw new Error(errorText);
        await loaded;
      },
    };
  } catch (error) {
    process_.kill('SIGKILL');
    await close();
    throw error;
  }
}

function argumentsFor(profile: string): string[] {
  return [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--hide-scrollbars',
    '--font-render-hinting=none',
    // Chromium refuses its sandbox to the superuser, who is who runs it in a container.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

interface Wire {
  readonly ended: Promise<void>;
  call<T>(method: string, params: object, sessionId?: string): Promise<T>;
  event(method: string): Promise<void>;
}

function connect(child: ChildProcess): Wire {
  const [, , errors, input, output] = child.stdio as [null, null, Readable, Writable, Readable];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listening = new Map<string, (() => void)[]>();
  let said = '';
  let next = 1;
  errors.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      fail(error);
      resolve();
    });
    child.once('exit', () => {
      fail(new Error(said.trim().split('\n').at(-1) || 'the browser ended'));
      resolve();
    });
  });
  input.on('error', () => {});
  let rest = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      receive(JSON.parse(rest.subarray(0, end).toString('utf8')) as Message);
      rest = rest.subarray(end + 1);
    }
  });
  const receive = ({ id, method, result, error }: Message): void => {
    if (id === undefined) {
      for (const listener of listening.get(method ?? '') ?? []) listener();
      listening.delete(method ?? '');
      return;
    }
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(new Error(error.message));
  };
  return {
    ended,
    call: <T>(method: string, params: object, sessionId?: string) => {
      const id = next++;
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      if (child.exitCode === null) input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      else fail(new Error(said.trim() || 'the browser ended'));
      return within(answer, method) as Promise<T>;
    },
    event: (method) =>
      within(
        new Promise<void>((resolve) =>
          listening.set(method, [...(listening.get(method) ?? []), () => resolve()]),
        ),
        method,
      ),
  };
}

/** A browser that does not answer must not hold up the command for ever. */
async function within<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${patience / 1000} s`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
