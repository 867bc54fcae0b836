import { cpSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../support/built.ts';
import { finished } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { root } from '../support/source-tree.ts';

const folder = scratch();
const about: { readonly version: string } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

const scenario = 'scenarios/pauses/lease-and-a-long-pause.yaml';

/** What V8 wrote down of the parts. */
const isKept = (path: string): boolean => path.endsWith('.code');

/** A package as another version of Node would find it: with nothing that it can take. */
function installed(): void {
  for (const name of ['bin', 'package.json', scenario]) {
    cpSync(join(root, name), folder.of(name), { recursive: true });
  }
  cpSync(join(root, 'dist'), folder.of('dist'), {
    recursive: true,
    filter: (path) => !isKept(path) && !path.includes('types'),
  });
}

/** Validates a scenario with that package, and answers how it ended and how it took it. */
async function validated(cache: string | undefined, env: Record<string, string> = {}) {
  const args = [folder.of('bin/fault-sim.js'), 'validate', folder.of(scenario)];
  return await finished(process.execPath, args, {
    cwd: folder.path,
    env: { XDG_CACHE_HOME: cache, ...env },
  });
}

/** Each way to transform users' code has a folder of its own, and in there each installation. */
function placeOf(cache: string): string {
  const ofVersion = join(cache, 'fault-sim', about.version);
  const all = join(ofVersion, readdirSync(ofVersion)[0] ?? '', 'code');
  return join(all, readdirSync(all)[0] ?? '');
}

const keptIn = (cache: string): string[] => {
  try {
    return readdirSync(placeOf(cache));
  } catch {
    return [];
  }
};

describe('the compiled program', { timeout: 60_000 }, () => {
  beforeAll(() => {
    ensureBuilt();
    installed();
  });

  it('stands beside the program as it was built, for the Node that built it', () => {
    const names = readdirSync(join(root, 'dist'));
    const parts = names.filter((name) => /-\w+\.js$/.test(name));
    const own = `.${process.version}-${process.arch}.code`;
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((name) => !names.includes(name + own))).toEqual([]);
    expect(names).toContain(`babel.cjs${own}`);
  });

  it('is kept in the cache when the package came without, and then taken from there', async () => {
    const cache = folder.of('kept');
    const first = await validated(cache);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const kept = keptIn(cache);
    expect(kept.filter((name) => name.startsWith('cli-'))).toHaveLength(1);
    expect(kept.every(isKept)).toBe(true);
    const timesOf = () => kept.map((name) => statSync(join(placeOf(cache), name)).mtimeMs);
    const times = timesOf();
    expect(await validated(cache)).toEqual(first);
    expect(timesOf()).toEqual(times);
  });

  it('is not kept where no cache is wanted', async () => {
    const cache = folder.of('unwanted');
    expect((await validated(cache, { FAULT_SIM_CACHE: '0' })).code).toBe(0);
    expect(keptIn(cache)).toEqual([]);
  });

  it('is done without where nothing can be written', async () => {
    const cache = folder.write('a-file', '');
    expect(await validated(cache)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'other by one bit',
      (bytes: Buffer) => {
        const place = (bytes.length * 3) >> 2;
        bytes[place] = (bytes[place] ?? 0) ^ 16;
        return bytes;
      },
    ],
  ])('is made anew when what was kept is %s', async (name, spoilt) => {
    const cache = folder.of(name);
    const first = await validated(cache);
    const paths = keptIn(cache).map((file) => join(placeOf(cache), file));
    const whole = paths.map((path) => readFileSync(path));
    for (const [number, path] of paths.entries()) {
      writeFileSync(path, spoilt(Buffer.from(whole[number] ?? [])));
    }
    expect(await validated(cache)).toEqual(first);
    const mended = paths.filter((path, number) => {
      return !readFileSync(path).equals(spoilt(Buffer.from(whole[number] ?? [])));
    });
    expect(mended).toEqual(paths);
  });

  it('is not taken by the same files in another place, whose stacks would tell of these', async () => {
    const cache = folder.of('elsewhere');
    const own = 'scenarios/your-own-program';
    for (const place of [scratch(), scratch()]) {
      for (const name of ['bin', 'package.json', 'dist', own, 'node_modules/jiti']) {
        cpSync(join(root, name), place.of(name), { recursive: true, dereference: true });
      }
      const args = [place.of('bin/fault-sim.js'), 'run', place.of(own), '-q'];
      const env = { XDG_CACHE_HOME: cache };
      const { code, stderr } = await finished(process.execPath, args, { cwd: place.path, env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  });

  it('ends with a word when what loads users’ programs was not installed', async () => {
    const own = 'scenarios/pauses/whose-heart-beats.yaml';
    for (const name of [own, 'scenarios/pauses/beating-store.ts']) {
      cpSync(join(root, name), folder.of(name));
    }
    const args = [folder.of('bin/fault-sim.js'), 'validate', folder.of(own)];
    const { code, stderr } = await finished(process.execPath, args, {
      cwd: folder.path,
      env: { XDG_CACHE_HOME: folder.of('bare') },
    });
    expect({ code, stderr }).toEqual({ code: 70, stderr: expect.stringContaining('jiti') });
  });

  it('is not taken with other flags of V8', async () => {
    const cache = folder.of('flags');
    const first = await validated(cache);
    const flagged = { NODE_OPTIONS: '--max-old-space-size=300' };
    expect(await validated(cache, flagged)).toEqual(first);
  });
});
