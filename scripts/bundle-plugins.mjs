import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { transform } from 'esbuild';
import { runtime } from './bundle-parts.mjs';
import { entryPoints, root, runtimeEntry } from './entries.mjs';

/** A module with nothing in it. */
const empty = () => ({ contents: '' });

/** Files as another plugin names them, so that esbuild finds what they import. */
const besideFile = (path) => path.slice(0, path.lastIndexOf('/'));

/** What puts the parts together is in none of them: there is one of it. */
export const aside = {
  name: 'aside',
  setup(bundler) {
    bundler.onResolve({ filter: /\/compiled\.ts$/ }, ({ path, resolveDir }) =>
      join(resolveDir, path) === join(root, runtimeEntry)
        ? { path: runtime, external: true }
        : undefined,
    );
  },
};

/** ink can connect to developer tools that nobody who runs the bundle has: they become empty. */
export const withoutDevtools = {
  name: 'without-devtools',
  setup(bundler) {
    bundler.onResolve({ filter: /^(react-devtools-core|\.\/devtools\.js)$/ }, (request) =>
      request.importer.includes('node_modules/ink/')
        ? { path: request.path, namespace: 'empty' }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'empty' }, empty);
  },
};

/** ink draws nothing in what it takes for CI; whether to draw was decided before it is asked to. */
export const withoutCi = {
  name: 'without-ci',
  setup(bundler) {
    bundler.onResolve({ filter: /^is-in-ci$/ }, (request) =>
      request.importer.includes('node_modules/ink/')
        ? { path: request.path, namespace: 'no-ci' }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'no-ci' }, () => ({
      contents: 'export default false;',
    }));
  },
};

/** commander can start commands that are programs of their own; ours are none, and the module is dear. */
export const withoutSubprocesses = {
  name: 'without-subprocesses',
  setup(bundler) {
    bundler.onResolve({ filter: /^node:child_process$/ }, (request) =>
      request.importer.includes('node_modules/commander/')
        ? { path: request.path, namespace: 'no-subprocesses' }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'no-subprocesses' }, empty);
  },
};

/** yaml as ES modules, which can be shaken and start faster; the package gives Node the other form. */
export const yamlModules = {
  name: 'yaml-modules',
  setup(bundler) {
    bundler.onResolve({ filter: /^yaml$/ }, () => ({
      path: join(root, 'node_modules/yaml/browser/dist/index.js'),
      sideEffects: false,
    }));
  },
};

/** Code whose names nobody meets in a stack: of other packages, and generated. */
const isNameless = /[\\/](node_modules[\\/](yaml|commander)|generated)[\\/].*\.js$/;

/** Short names where they tell nobody anything: less to read at each start. */
export const shortNames = {
  name: 'short-names',
  setup(bundler) {
    bundler.onLoad({ filter: isNameless }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        minify: true,
        sourcefile: path,
      });
      return { contents: code };
    });
  },
};

/** Needs nothing but the scenario language, as every other command does too. */
const least = 'src/cli/validate/validate.ts';

/** What playing needs beside that, from the first event to the report. */
const core = ['src/cli/play/run.ts', 'src/reports/text.ts', 'src/index.ts'];

/**
 * Loading a file costs more than reading the code in it, and esbuild makes one for each set of
 * modules that ask for the same: with many modules loaded on demand, dozens. Here each of them but
 * the least asks for the whole core first, so that there are two large files, whoever loads them.
 */
export const oneCore = {
  name: 'one-core',
  setup(bundler) {
    const onDemand = 'on-demand';
    const whole = async (request) => {
      if (request.pluginData === onDemand) return undefined;
      const { path, errors } = await bundler.resolve(request.path, {
        kind: request.kind,
        importer: request.importer,
        resolveDir: request.resolveDir,
        pluginData: onDemand,
      });
      if (errors.length > 0) return { errors };
      const isWhole = path.startsWith(join(root, 'src/')) && path !== join(root, least);
      return isWhole ? { path, namespace: onDemand } : undefined;
    };
    bundler.onResolve({ filter: /.*/ }, (request) => {
      if (request.kind === 'dynamic-import') return whole(request);
      const path = join(root, request.path);
      const isApi = request.kind === 'entry-point' && path === join(root, entryPoints.index);
      return isApi ? { path, namespace: onDemand } : undefined;
    });
    bundler.onLoad({ filter: /.*/, namespace: onDemand }, ({ path }) => ({
      contents: `import 'fault-sim:core'; export * from ${JSON.stringify(path)};`,
      resolveDir: besideFile(path),
    }));
    bundler.onResolve({ filter: /^fault-sim:core$/ }, ({ path }) => ({
      path,
      namespace: 'core',
      sideEffects: true,
    }));
    bundler.onLoad({ filter: /.*/, namespace: 'core' }, () => ({
      contents: [least, ...core]
        .map((path) => `import ${JSON.stringify(join(root, path))};`)
        .join(''),
      resolveDir: root,
    }));
    // Asked for whole, though nothing in them is named.
    bundler.onResolve({ filter: /.*/ }, ({ path, namespace }) =>
      (namespace === 'core' || namespace === onDemand) && isAbsolute(path)
        ? { path, sideEffects: true }
        : undefined,
    );
  },
};
