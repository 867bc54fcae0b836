import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from './support/built.ts';
import { readMeta, staticPackages, staticSources } from './support/bundle-graph.ts';
import { finished, runCli } from './support/cli.ts';
import { isLong } from './support/long.ts';
import { root } from './support/source-tree.ts';
import { scratch } from './support/scratch.ts';

const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = scratch();

describe('the launcher', () => {
  it('may be executed', () => {
    expect(statSync(launcher).mode & 0o111).toBe(0o111);
  });

  it.runIf(existsSync(join(root, '.git')))('is recorded as executable', () => {
    const listed = execFileSync('git', ['ls-files', '--stage', 'bin/fault-sim.js'], { cwd: root });
    expect(String(listed)).toMatch(/^100755 /);
  });

  it('says in one line that nothing is built, and exits with 70', async () => {
    const place = folder.of('unbuilt');
    mkdirSync(join(place, 'bin'), { recursive: true });
    writeFileSync(join(place, 'package.json'), '{"type": "module"}');
    cpSync(launcher, join(place, 'bin/fault-sim.js'));
    const { code, stdout, stderr } = await finished(process.execPath, [
      join(place, 'bin/fault-sim.js'),
      '--version',
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 70,
      stdout: '',
      stderr: 'fault-sim is not built: run npm run build\n',
    });
  });

  it('says the version of the package', async () => {
    const { code, stdout } = await runCli(['--version']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${about.version}\n` });
  });
});

describe('the bundle', () => {
  beforeAll(ensureBuilt);

  it('starts the command line without what only some commands need', () => {
    const heavy = [
      'ajv',
      'chalk',
      'ink',
      'jiti',
      'react',
      'react-reconciler',
      'yaml',
      'yoga-layout',
    ];
    const { outputs } = readMeta();
    const [entry = ''] = Object.keys(outputs).filter(
      (path) => outputs[path]?.entryPoint === 'src/cli/main.ts',
    );
    const loaded = staticPackages(readMeta(), entry);
    expect(loaded.filter((name) => heavy.includes(name))).toEqual([]);
    expect(loaded).toContain('commander');
    // Names and paths alone may come from above: a definition that is imported brings the whole world
    // with it.
    const sources = staticSources(readMeta(), entry);
    const others = sources.filter((path) => !/^src\/(base|cli)\//.test(path));
    expect(others.toSorted()).toEqual([
      'src/reports/names.ts',
      'src/reports/traces/names.ts',
      'src/scenario/source/location.ts',
      'src/search/strategies/names.ts',
    ]);
    expect(sources).toContain('src/cli/program.ts');
  });

  it('would be caught with a heavy package in its static graph', () => {
    const meta = {
      outputs: {
        'dist/cli.js': {
          imports: [
            { path: 'dist/a.js', kind: 'import-statement' },
            { path: 'dist/lazy.js', kind: 'dynamic-import' },
            { path: 'jiti', kind: 'import-statement' },
          ],
          inputs: { 'src/cli/main.ts': {} },
        },
        'dist/a.js': { imports: [], inputs: { 'node_modules/yaml/dist/index.js': {} } },
        'dist/lazy.js': { imports: [], inputs: { 'node_modules/ink/build/index.js': {} } },
      },
    };
    expect(staticPackages(meta, 'dist/cli.js')).toEqual(['jiti', 'yaml']);
  });

  it('is one instance for the command line and for whoever imports the package', () => {
    const { outputs } = readMeta();
    const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
    const doubled = inputs.filter((path, place) => inputs.indexOf(path) !== place);
    expect(doubled.filter((path) => path.startsWith('src/'))).toEqual([]);
  });
});

describe.runIf(isLong)('the packed package', () => {
  const place = folder.of('consumer');
  let files: string[] = [];

  /** Runs npm in a folder and answers what it printed. */
  const npm = async (args: string[], cwd: string) => {
    const outcome = await finished('npm', args, { cwd, timeoutMs: 240_000 });
    if (outcome.code !== 0) throw new Error(`npm ${args.join(' ')}: ${outcome.stderr}`);
    return outcome.stdout;
  };

  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'pipe' });
    mkdirSync(place);
    writeFileSync(
      join(place, 'package.json'),
      '{"name": "consumer", "private": true, "type": "module"}',
    );
    const packed = await npm(
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path],
      root,
    );
    const [tarball] = JSON.parse(packed);
    files = tarball.files.map((file: { path: string }) => file.path);
    const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
    await npm(['install', ...flags, folder.of(tarball.filename)], place);
  }, 300_000);

  it('holds what a user needs and nothing of the workshop', () => {
    for (const path of ['bin/fault-sim.js', 'dist/cli.js', 'dist/types/index.d.ts', 'LICENSE']) {
      expect(files).toContain(path);
    }
    expect(files).toContain('dist/THIRD_PARTY_LICENSES');
    // What the README sends its readers to.
    expect(files).toContain('docs/guide/scenario-language.md');
    expect(files).toContain('docs/reference/faults.md');
    expect(
      files.filter((path) => /^(src|test|scripts|docs\/adr)\/|meta\.json|\.code$/.test(path)),
    ).toEqual([]);
  });

  it('runs with npx', async () => {
    expect(await npm(['exec', '--no', '--', 'fault-sim', '--version'], place)).toBe(
      `${about.version}\n`,
    );
  });

  it('imports, with types that compile strictly', async () => {
    const program = [
      `import { defineProgram } from 'fault-sim';`,
      `import type { Report } from 'fault-sim';`,
      `export const verdictOf = (report: Report) => report.verdict;`,
      `export const quiet = defineProgram({ name: 'quiet', summary: 'Says nothing.', start() {} });`,
      '// @ts-expect-error a program has a name',
      `export const nameless = defineProgram({ summary: 'Nobody.', start() {} });`,
    ];
    writeFileSync(join(place, 'program.ts'), `${program.join('\n')}\n`);
    const flags = '--noEmit --strict --module nodenext --target es2023 --skipLibCheck false';
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...flags.split(' '), 'program.ts'];
    const checked = await finished(process.execPath, args, { cwd: place });
    expect(checked.stdout).toBe('');
    expect(checked.code).toBe(0);
    const script = `import('fault-sim').then((api) => console.log(typeof api.defineProgram))`;
    const imported = await finished(process.execPath, ['-e', script], { cwd: place });
    expect(imported.stdout).toBe('function\n');
  });
});
