import * as fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { running } from '../../world/machine/running.ts';
import type { Ambient } from './ambient/ambient.ts';
import { ambientGlobals } from './ambient/globals.ts';
import { ambientModules } from './ambient/modules.ts';
import { ambientDate, ambientPlaces, localTime } from './ambient/places.ts';
import { ambientSettings } from './ambient/settings.ts';
import type { AmbientSetting } from './ambient/settings.ts';
import { installExactMath } from './exact-math.ts';
import { guarded, guardedDate, guardedProperty, isLocalTime } from './guarded.ts';
import type { Watch } from './guarded.ts';
import { onlooking } from './onlookers.ts';
import { installConsole } from './guarded-console.ts';

type Functions = Record<string, unknown>;

/** As it was before any guard. */
const { writeSync } = fs;

/** Says something on stderr without its stream, which would stay broken if this were broken off. */
function sayAtOnce(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // A full pipe that does not wait.
    process.stderr.write(text);
  }
}

/** The object at a path of globals, `process.hrtime`, or of a module; null where that does not have it. */
function objectAt(path: string, from: object): object | null {
  if (path === 'globalThis') return from;
  let object: unknown = from;
  for (const name of path.split('.')) {
    object = Reflect.get(object as object, name);
    if (object === undefined || object === null) return null;
  }
  return object as object;
}

/**
 * Keeps users' code from the ambient world: clocks, chance, timers, network, files. Up while a
 * program plays or is imported; otherwise, and for our own code and Node's, everything passes
 * through. It finds mistakes, it is no wall against malice. Once installed it stays: the functions
 * of the host are shared by everyone in the process.
 */
class Guard implements Watch {
  /** A simulation is being played: set by whoever drives it. */
  isPlaying = false;
  /** How many users' files are being imported. */
  importing = 0;
  /** What is printed has been printed before. */
  isSilent = false;
  #isInstalled = false;
  readonly #exact = new WeakSet<object>();
  /** What the guard has put in place of something. */
  readonly #standIns = new WeakSet<object>();

  /** Users' code has been loaded, so there is something to guard. */
  get isInstalled(): boolean {
    return this.#isInstalled;
  }

  get isActive(): boolean {
    return this.isPlaying || this.importing > 0;
  }

  /**
   * Puts the guard before the functions of the host, once. What others have put there since then, as
   * tests do that fake timers, or have put back as it was, is guarded anew. `realm`: its global
   * object; test runners that keep tests apart have one for each test file.
   */
  install(realm: typeof globalThis = globalThis): void {
    this.#guardModules();
    this.#guardGlobals(realm);
    if (!this.#exact.has(realm.Math)) installExactMath(this, realm.Math);
    this.#exact.add(realm.Math);
    if (this.#isInstalled) return;
    this.#isInstalled = true;
    running.onlooking = onlooking;
    installConsole(this, (line) => {
      if (this.isPlaying && running.process !== null) running.process.log(line);
      else if (!this.isSilent) sayAtOnce(`${line}\n`);
    });
  }

  #guardGlobals(realm: typeof globalThis): void {
    for (const { owner, key, ...ambient } of ambientGlobals) {
      const object = objectAt(owner, realm);
      if (object !== null) this.#guardFunction(object, key, ambient);
    }
    for (const { owner, key, isTold, ...ambient } of ambientPlaces) {
      const object = objectAt(owner, realm);
      if (object !== null) this.#guardFunction(object, key, ambient, isTold);
    }
    for (const setting of ambientSettings) {
      const object = objectAt(setting.owner, realm);
      if (object !== null) this.#guardSetting(object, setting);
    }
    this.#guardFunction(realm.Date, 'parse', localTime, ([text]) => !isLocalTime(text));
    if (!this.#standIns.has(realm.Date)) {
      realm.Date = guardedDate(realm.Date, { clock: ambientDate, zone: localTime }, this);
      this.#standIns.add(realm.Date);
    }
    // Else `date.constructor` would be a way round it.
    Reflect.set(realm.Date.prototype, 'constructor', realm.Date);
  }

  #guardModules(): void {
    const load = createRequire(import.meta.url);
    let isNew = false;
    for (const { module, functions, instead } of ambientModules) {
      const exports: Functions = load(`node:${module}`);
      const names = functions === 'all' ? Object.keys(exports) : functions;
      for (const path of names) {
        const key = path.slice(path.lastIndexOf('.') + 1);
        const owner = key === path ? exports : objectAt(path.slice(0, -key.length - 1), exports);
        if (owner === null || Object.getOwnPropertyDescriptor(owner, key)?.get !== undefined)
          continue;
        const name = `${module}.${path}()`;
        if (this.#guardFunction(owner, key, { name, instead })) isNew = true;
      }
    }
    if (isNew) syncBuiltinESMExports();
  }

  #guardSetting(object: object, setting: AmbientSetting): void {
    const { key } = setting;
    const own = Object.getOwnPropertyDescriptor(object, key);
    if (own?.get !== undefined) {
      this.#guardGetter(object, setting, { ...own, get: own.get });
      return;
    }
    const value: unknown = own === undefined ? Reflect.get(object, key) : own.value;
    // This Node does not have it, or lets nobody stand before it.
    if (value === undefined || own?.configurable === false) return;
    const enumerable = own?.enumerable ?? true;
    const property = guardedProperty({ value, enumerable }, setting, this);
    if (property.get !== undefined) this.#standIns.add(property.get);
    Object.defineProperty(object, key, property);
  }

  /** What is worked out for whoever asks. */
  #guardGetter(
    object: object,
    { key, ...ambient }: AmbientSetting,
    own: PropertyDescriptor & { readonly get: () => unknown },
  ): void {
    if (this.#standIns.has(own.get) || own.configurable !== true) return;
    const get = guarded(own.get, ambient, this);
    this.#standIns.add(get);
    Object.defineProperty(object, key, { ...own, get });
  }

  /** Whether there was something to guard. */
  #guardFunction(
    owner: object,
    key: string,
    ambient: Ambient,
    isHarmless?: (args: readonly unknown[]) => boolean,
  ): boolean {
    const { get: lazy } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
    if (lazy !== undefined) return this.#guardLazy(owner, key, lazy, ambient, isHarmless);
    const original: unknown = Reflect.get(owner, key);
    if (typeof original !== 'function' || this.#standIns.has(original)) return false;
    const value = guarded(original as (...args: unknown[]) => unknown, ambient, this, isHarmless);
    // As it was otherwise: an object whose property changes its nature is kept as a dictionary from
    // then on, and Math must not be: the whole engine computes with it.
    const enumerable = Object.getOwnPropertyDescriptor(owner, key)?.enumerable ?? true;
    Object.defineProperty(owner, key, { value, configurable: true, writable: true, enumerable });
    this.#standIns.add(value);
    return true;
  }

  /** What Node loads when it is first asked for stays so. */
  #guardLazy(
    owner: object,
    key: string,
    lazy: () => unknown,
    ambient: Ambient,
    isHarmless?: (args: readonly unknown[]) => boolean,
  ): boolean {
    if (this.#standIns.has(lazy)) return false;
    let value: unknown = null;
    const get = (): unknown => {
      if (value !== null) return value;
      const original: unknown = lazy.call(owner);
      const isThere = typeof original === 'function';
      value = isThere ? guarded(original as () => unknown, ambient, this, isHarmless) : original;
      return value;
    };
    const set = (next: unknown): void => {
      value = next;
    };
    const { enumerable = true } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
    Object.defineProperty(owner, key, { get, set, configurable: true, enumerable });
    this.#standIns.add(get);
    return true;
  }
}

export type { Guard };

/** The guard of this process: there is one, because the functions it stands before are shared. */
export const theGuard: Guard = new Guard();
