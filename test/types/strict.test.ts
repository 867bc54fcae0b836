// What the compiler of a user says who sets `strict` and no stricter flag, as `init` does.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { finished } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { root } from '../support/source-tree.ts';

const folder = scratch();

/** What the compiler prints about a file that imports the library as `fault-sim`. */
async function compiled(file: string, text: string): Promise<string> {
  const path = folder.write(file, text.replace("'fault-sim'", `'${join(root, 'src/index.ts')}'`));
  const flags = ['--noEmit', '--strict', '--module', 'preserve', '--target', 'es2023'];
  const more = ['--allowImportingTsExtensions', '--skipLibCheck', '--ignoreConfig'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return (await finished(process.execPath, [tsc, ...flags, ...more, path], { cwd: root })).stdout;
}

it('says `AckOr` to a handler that forgets its ack', { timeout: 60_000 }, async () => {
  const said = await compiled(
    'store.ts',
    `import { defineProgram, request, refuse, text } from 'fault-sim';
export const store = defineProgram({
  name: 'store',
  summary: 'Keeps what it is given.',
  messages: { put: request({ value: text() }, {}, { full: {} }) },
  start(node) {
    node.on('put', async ({ value }) => {
      if (value === '') return refuse('full');
      await node.disk.sync();
    });
  },
});
`,
  );
  expect(said).toContain('store.ts(7,20): error TS2345');
  expect(said).toMatch(/'undefined' is not assignable to type 'AckOr</);
});

it('lets the steps of a story have replies of several shapes', { timeout: 60_000 }, async () => {
  const said = await compiled(
    'account.ts',
    `import { boolean, defineModel, integer, request } from 'fault-sim';
export const account = defineModel({
  name: 'account',
  summary: 'Money that can be put in and taken out.',
  operations: {
    put: request({ amount: integer() }, { balance: integer() }),
    take: request({ amount: integer() }, { done: boolean(), balance: integer() }),
  },
  initial: 0,
  steps: {
    put: (has, { amount }) => ({ state: has + amount, reply: { balance: has + amount } }),
    take: (has) => ({ state: has, reply: { done: false, balance: has } }),
  },
  stories: () => ({
    held: [
      { op: 'put', body: { amount: 5 }, reply: { balance: 5 } },
      { op: 'take', body: { amount: 9 }, reply: { done: false, balance: 5 } },
    ],
    violated: [{ op: 'put', body: { amount: 5 }, reply: { balance: 6 } }],
  }),
});
`,
  );
  expect(said).not.toContain('account.ts');
});

it(
  'lets the rows of example histories have fields of several shapes',
  { timeout: 60_000 },
  async () => {
    const said = await compiled(
      'answers.ts',
      `import { defineCheck } from 'fault-sim';
export const answers = defineCheck({
  name: 'answers',
  summary: 'Somebody is answered.',
  property: 'safety',
  histories: () => ({
    held: [
      { at: '1s', until: '2s', client: 'c1', op: 'put', body: { amount: 5 }, reply: { balance: 5 } },
      { at: '3s', until: '4s', client: 'c1', op: 'take', body: {}, reply: { done: false } },
    ],
    violated: [{ at: '1s', client: 'c1', op: 'put', body: { amount: 5 } }],
  }),
  watch(run) {
    run.onOperation(() => run.exercised());
  },
});
`,
    );
    expect(said).not.toContain('answers.ts');
  },
);
