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
  /** Calls a method of the protocol in the one page. @param patience milliseconds until it counts as not answered */
  call<T>(method: string, params?: object, patience?: number): Promise<T>;
  /** Goes to an address and waits until it is loaded. */
  open(address: string, patience?: number): Promise<void>;
  /** Ends the browser, by force where it does not end itself. */
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Milliseconds: how long an answer may take, and the end of a browser that was asked to end. */
const patienceWithAnswers = 60_000;
const patienceAtEnd = 5_000;

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
    await within(
      wire.call('Browser.close', {}).then(() => wire.ended),
      'Browser.close',
      patienceAtEnd,
    ).catch(() => process_.kill('SIGKILL'));
    await wire.ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    // So that the crash of a page is told: its calls are never answered.
    await wire.call('Target.setDiscoverTargets', { discover: true });
    const { targetId } = await wire.call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await wire.call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const call = <T>(method: string, params: object = {}, patience = patienceWithAnswers): Promise<T> =>
      wire.call<T>(method, params, sessionId, patience);
    await call('Page.enable');
    // What is printed is what was written, whatever a script would make of it.
    await call('Emulation.setScriptExecutionDisabled', { value: true });
    return {
      call,
      close,
      open: async (address, patience = patienceWithAnswers) => {
        const navigate = async (): Promise<void> => {
          const { errorText } = await call<{ errorText?: string }>(
            'Page.navigate',
            { url: address },
            patience,
          );
          if (errorText !== undefined) throw new Error(errorText);
        };
        await Promise.all([wire.event('Page.loadEventFired', patience), navigate()]);
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
  call<T>(method: string, params: object, sessionId?: string, patience?: number): Promise<T>;
  event(method: string, patience: number): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function connect(child: ChildProcess): Wire {
  const [, , errors, input, output] = child.stdio as [null, null, Readable, Writable, Readable];
  const calls = new Map<number, Waiting>();
  const events = new Map<string, Waiting[]>();
  /** Why nothing will be answered any more. */
  let broken: Error | undefined;
  let said = '';
  let next = 1;
  errors.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const fail = (error: Error): void => {
    broken ??= error;
    for (const { reject } of [...calls.values(), ...[...events.values()].flat()]) reject(broken);
    calls.clear();
    events.clear();
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
    if (id !== undefined) {
      const caller = calls.get(id);
      calls.delete(id);
      if (error === undefined) caller?.resolve(result);
      else caller?.reject(new Error(error.message));
    } else if (method === 'Target.targetCrashed') {
      fail(new Error('the page crashed'));
    } else if (method !== undefined) {
      for (const listener of events.get(method) ?? []) listener.resolve(undefined);
      events.delete(method);
    }
  };
  return {
    ended,
    call: <T>(method: string, params: object, sessionId?: string, patience = patienceWithAnswers) => {
      const id = next++;
      const answer = new Promise<unknown>((resolve, reject) => {
        if (broken !== undefined) return reject(broken);
        calls.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      });
      return within(answer, method, patience) as Promise<T>;
    },
    event: (method, patience) =>
      within(
        new Promise<unknown>((resolve, reject) => {
          if (broken !== undefined) return reject(broken);
          events.set(method, [...(events.get(method) ?? []), { resolve, reject }]);
        }),
        method,
        patience,
      ) as Promise<void>,
  };
}

/** A browser that does not answer must not hold up the command for ever. */
async function within<T>(answer: Promise<T>, what: string, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${patience / 1000} s`)), patience);
    // The browser keeps the command alive, an answer no longer waited for does not.
    timer.unref();
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
