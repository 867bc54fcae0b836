// oxlint-disable typescript/no-misused-promises -- the mistake that is made here
import { describe, expect, it, vi } from 'vitest';
import { defineCheck, defineProgram, integer, runScenario } from '../../../src/index.ts';
import type { CheckDefinition, Run, Seen, Watch } from '../../../src/index.ts';

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

describe('a check that says something in a wrong way', () => {
  it('fails itself, where it says so', async () => {
    const says: readonly (readonly [say: (run: SeerWatch, seen: Seen<unknown>) => void, RegExp])[] =
      [
        [
          (run, seen) => run.violated('x', [seen] as never),
          /TypeError: run\.violated: a list is no event as it was seen: each stands by itself, not in a list \(.*watch\.test\.ts:\d+\)$/,
        ],
        [
          (run) => run.violated('x', { a: 1 } as never),
          /violated: an object is no event as it was/,
        ],
        [
          (run, { data }) => run.violated('x', data as never),
          /an object is no event as it was seen/,
        ],
        [(run, seen) => run.violated(42 as never, seen), /violated: `why` is 42; a text is wanted/],
        [(run) => run.violated(5n as never), /violated: `why` is the bigint 5n; a text is wanted/],
        [(run) => run.violated({} as never), /violated: `why` is an object; a text is wanted/],
        [
          (run) => run.violated(undefined as never),
          /violated: `why` is undefined; a text is wanted/,
        ],
        [(run) => run.undecided(null as never), /undecided: `why` is null; a text is wanted/],
        [
          (run) => (run.exercised as (on: boolean) => void)(false),
          /exercised: it takes nothing, and/,
        ],
        [(run) => run.reached(undefined as never), /reached: undefined is no event as it was seen/],
        [(run) => run.triggered(5 as never), /triggered: 5 is no event as it was seen/],
        [
          (run, seen) => run.triggered(seen, {} as never),
          /triggered: `goal` is an object; a text is/,
        ],
      ];
    for (const [say, why] of says) {
      await expectFailed(
        own((run) => run.on('seen', (seen) => say(run, seen))),
        why,
      );
    }
  });
});

describe('a check that follows an event that there is not', () => {
  it('fails itself, where it says so', async () => {
    await expectFailed(
      own((run) => run.on('sean' as 'seen', () => run.violated('never'))),
      /TypeError: the check own watches no event called sean, did you mean seen\? \(.*watch\.test\.ts:\d+\)$/,
    );
    for (const event of ['sean', 'sean*', 5 as never]) {
      await expectFailed(
        own((run) => run.onEvent(event, () => run.violated('never'))),
        /TypeError: no program declares an event called (sean|5)/,
      );
    }
  });

  it('may follow all that happens by a name or by a pattern', async () => {
    for (const event of ['seen', 'se*', '*', 'started', 'fault-began', 'exited']) {
      const run = await played(own((watch) => watch.onEvent(event, () => watch.exercised())));
      expect(run.notes).toEqual([]);
    }
  });
});
