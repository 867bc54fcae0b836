import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';
import type { Host, ModuleResult } from '../../base/host.ts';
import { theGuard } from '../guard/guard.ts';
import type { Guard } from '../guard/guard.ts';
import { leastLoadMs, longestStepMs } from '../limits.ts';
import { endsWithin } from '../time-limit.ts';
import { chooseDrain } from './drain.ts';
import type { DrainMode } from './drain.ts';
import type { Renewal } from './renewal.ts';
import { takeEventLoop } from './event-loop.ts';
import type { EventLoop } from './event-loop.ts';
import { readText } from './read-text.ts';

/** Loads a module of Node that not every command needs, and only then: it is slow to load. */
const load = createRequire(import.meta.url);

/** Loads files of users', and knows which. */
interface Loader {
  readonly files: readonly string[];
  renewed(): Promise<Renewal | null>;
  load(path: string): Promise<ModuleResult>;
}

/** The machine that this process runs on. */
export class NodeHost implements Host {
  readonly guard: Guard = theGuard;
  readonly eventLoop: EventLoop;
  readonly #env: NodeJS.ProcessEnv;
  readonly #api: () => Promise<object>;
  #drain: (() => boolean) | null = null;
  #mode: DrainMode | null = null;
  #crypto: typeof Crypto | null = null;
  #loadLimitMs = longestStepMs;
  #loader: Promise<Loader> | null = null;

  /** `api` gives what users' files get when they import fault-sim: this very instance of it. */
  constructor(
    env: NodeJS.ProcessEnv,
    api: () => Promise<object>,
    eventLoop: EventLoop = takeEventLoop(),
  ) {
    this.eventLoop = eventLoop;
    this.#env = env;
    this.#api = api;
  }

  /** How this host drains; null before `prepare`. */
  get drainMode(): DrainMode | null {
    return this.#mode;
  }

  readonly drain = (): boolean => (this.#drain ?? this.prepare())();

  /** Chooses how to drain, from a macrotask. Users' code may reject what nobody handles. */
  prepare(): () => boolean {
    const { mode, drain } = chooseDrain({
      wanted: this.#env['FAULT_SIM_DRAIN'],
      hearsRejections: this.guard.isInstalled,
    });
    this.#mode = mode;
    this.#drain = drain;
    return drain;
  }

  hash(bytes: Uint8Array): string {
    this.#crypto ??= load('node:crypto') as typeof Crypto;
    return this.#crypto.createHash('sha256').update(bytes).digest('hex');
  }

  readText(path: string): ReturnType<typeof readText> {
    return readText(path);
  }

  /** Real time in ms after which everything is to be over: loading a file may not take longer either. */
  limitLoading(maxWallMs: number | null): void {
    if (maxWallMs === null) return;
    this.#loadLimitMs = Math.min(longestStepMs, Math.max(leastLoadMs, maxWallMs));
  }

  /** Calls a function of users' outside of a run, as in one; whether it came to an end in its time. */
  endsInTime(action: () => void): boolean {
    this.guard.isPlaying = true;
    try {
      return endsWithin(this.#loadLimitMs, action);
    } finally {
      this.guard.isPlaying = false;
    }
  }

  async loadModule(path: string): Promise<ModuleResult> {
    this.#loader ??= this.#openLoader();
    return await (await this.#loader).load(path);
  }

  /** What stands in for all that was loaded, if that may keep something of earlier runs; else null. */
  async renewed(): Promise<Renewal | null> {
    return (await (await this.#loader)?.renewed()) ?? null;
  }

  /** The files of the user's own that were loaded, and what they import; no packages. */
  async ownFiles(): Promise<readonly string[]> {
    return (await this.#loader)?.files ?? [];
  }

  /** Users' code is going to run: puts the guard up, in the realm that it comes from too. */
  guardUsers(realm: typeof globalThis = globalThis): void {
    this.guard.install();
    if (realm !== globalThis) this.guard.install(realm);
  }

  async #openLoader(): Promise<Loader> {
    const [{ ModuleLoader }, api] = await Promise.all([import('./module-loader.ts'), this.#api()]);
    this.guardUsers();
    return new ModuleLoader(api, this, this.#env, this.#loadLimitMs);
  }
}
