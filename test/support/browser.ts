import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A browser of this machine that can be steered; null: there is none. */
export function browserPath(): string | null {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && existsSync(named)) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => commands.map((command) => join(folder, command)));
  return found.find((path) => existsSync(path)) ?? null;
}

/** What a browser answers, or tells unasked. */
interface Said {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [name: string]: unknown };
  readonly result?: { readonly [name: string]: unknown };
  readonly error?: { readonly message: string };
}

/** A browser without a window, over the pipe of its debugging protocol. */
export class Browser {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Map<number, (said: Said) => void>();
  readonly #heard: Said[] = [];
  #session: string | null = null;
  #next = 1;

  constructor(path: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'fault-sim-browser-'));
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      `--user-data-dir=${join(this.#folder, 'profile')}`,
      '--remote-debugging-pipe',
      'about:blank',
    ];
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    this.#child = spawn(path, flags, { stdio: [...stdio] });
    let rest = '';
    const out = this.#child.stdio[4] as Readable;
    out.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.#hear(JSON.parse(part) as Said);
    });
  }

  #hear(said: Said): void {
    if (said.id === undefined) this.#heard.push(said);
    else this.#waiting.get(said.id)?.(said);
  }

  /** Asks for something of the protocol. Throws Error when the browser will not. */
  async ask(method: string, params: object = {}): Promise<{ readonly [name: string]: unknown }> {
    const id = this.#next++;
    const session = this.#session === null ? {} : { sessionId: this.#session };
    const answer = new Promise<Said>((resolve) => this.#waiting.set(id, resolve));
    (this.#child.stdio[3] as Writable).write(
      `${JSON.stringify({ id, method, params, ...session })}\0`,
    );
    const { result, error } = await answer;
    this.#waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Opens a page from a file, as wide and high as given, and waits for it. */
  async open(page: string, width: number, height: number): Promise<void> {
    if (this.#session === null) {
      const { targetId } = await this.ask('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await this.ask('Target.attachToTarget', { targetId, flatten: true });
      this.#session = sessionId as string;
      await this.ask('Page.enable');
      await this.ask('Runtime.enable');
      await this.ask('Log.enable');
    }
    const size = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.ask('Emulation.setDeviceMetricsOverride', size);
    const path = join(this.#folder, 'page.html');
    writeFileSync(path, page);
    const loaded = this.#heardOf('Page.loadEventFired');
    await this.ask('Page.navigate', { url: pathToFileURL(path).href });
    while (this.#heardOf('Page.loadEventFired') === loaded) await this.evaluate('0');
  }

  #heardOf(method: string): number {
    return this.#heard.filter((said) => said.method === method).length;
  }

  /** What the page threw, and what the browser would not let it do. */
  complaints(): string[] {
    return this.#heard.flatMap(({ method, params }) =>
      method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded'
        ? JSON.stringify(params)
        : [],
    );
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.ask('Runtime.evaluate', { expression, returnByValue: true });
    if (answer['exceptionDetails'] !== undefined) {
      throw new Error(JSON.stringify(answer['exceptionDetails']));
    }
    return (answer['result'] as { readonly value?: unknown }).value;
  }

  /** Presses a key as a person does. */
  async press(key: string): Promise<void> {
    const text = key.length === 1 ? { text: key } : {};
    await this.ask('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text });
    await this.ask('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  /** Clicks at a place of the window. */
  async click(x: number, y: number): Promise<void> {
    const at = { x, y, button: 'left', clickCount: 1 };
    await this.ask('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await this.ask('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#session = null;
    await this.ask('Browser.close').catch(() => this.#child.kill());
    await gone;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
