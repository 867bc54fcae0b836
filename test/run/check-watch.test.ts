// oxlint-disable typescript/no-misused-promises -- the mistake that is made here
import { describe, expect, it, vi } from 'vitest';
import { defineCheck, defineProgram, integer, runScenario } from '../../src/index.ts';
import type { CheckDefinition, Run, Watch } from '../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Sees something each second. */
const seer = defineProgram({
  name: 'seer',
  summary: 'Sees something each second.',
  events: { seen: { n: integer() } },
  start(node) {
    let n = 0;
    node.every('1s', () => node.observe('seen', { n: (n += 1) }));
  },
});

type SeerWatch = Watch<{ readonly seen: { readonly n: ReturnType<typeof integer> } }>;

/** A check of the seer that follows a run like this. */
function own(watch: (run: SeerWatch) => unknown): CheckDefinition {
  return defineCheck({
    name: 'own',
    summary: 'Looks on.',
    property: 'safety',
    watches: { seen: { n: integer() } },
    watch: (run) => watch(run) as void,
  });
}

async function played(check: CheckDefinition): Promise<Run> {
  const { runs } = await runScenario({
    version: 1,
    name: 'look',
    duration: '5s',
    nodes: { a: { program: seer } },
    checks: { own: { check } },
  });
  return runs[0] as Run;
}

const held = own((run) => run.on('seen', () => run.exercised()));

/** That a run was judged `undecided` for that reason, and was not changed by its judge. */
async function expectFailed(check: CheckDefinition, why: RegExp): Promise<void> {
  const run = await played(check);
  expect(run.checks.find(({ id }) => id === 'own')).toMatchObject({
    verdict: 'undecided',
    witness: null,
  });
  expect(run.notes.join('\n')).toMatch(why);
  expect(run.trace).toEqual((await played(held)).trace);
}

describe('a check that is asynchronous', () => {
  it('fails itself, and never the program that it looks at', async () => {
    const late = own((run) => {
      run.on('seen', async ({ data }): Promise<void> => {
        run.exercised();
        await Promise.resolve();
        throw new Error(`no ${data.n}`);
      });
    });
    await expectFailed(
      late,
      /^own is undecided: the check itself failed: what follows the event seen gives back a promise: no check may wait$/,
    );
  });

  it('fails when it only waits, at its end or from its beginning on', async () => {
    const atEnd = own((run) => {
      run.atEnd(async () => {
        await Promise.resolve();
        run.violated('too late');
      });
    });
    await expectFailed(atEnd, /failed: what `run\.atEnd` was given gives back a promise/);
    const whole = own(async (run) => {
      await Promise.resolve();
      run.on('seen', () => run.violated('too late'));
    });
    await expectFailed(whole, /failed: `watch` gives back a promise/);
  });
});
