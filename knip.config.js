import { entryPoints, generator, runtimeEntry } from './scripts/entries.mjs';

export default {
  entry: [
    ...Object.values(entryPoints),
    generator,
    runtimeEntry,
    'scripts/*.mjs',
    'test/**/*.test.{ts,tsx}',
    'test/**/*.test-d.ts',
    'test/support/{build-once,live-process}.ts',
  ],
  project: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'scripts/*.mjs', 'bin/*.js'],
  ignoreExportsUsedInFile: true,
};
