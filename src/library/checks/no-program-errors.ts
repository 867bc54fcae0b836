import { defineCheck } from './define.ts';

/** Added to every run: a program that throws is a mistake in the program, whatever else is judged. */
export const noProgramErrors = defineCheck({
  name: 'no-program-errors',
  summary: 'No program throws.',
  property: 'safety',
  anyModel: true,
  example: 'no-program-errors: { check: no-program-errors }',
  histories: () => ({
    held: [{ at: '1s', node: 'a', process: 'crashed', why: 'power cut' }],
    violated: [{ at: '1s', node: 'a', process: 'program-error', why: 'TypeError' }],
  }),

  watch(run) {
    // A run in which nothing threw is the evidence: there is nothing else to wait for.
    run.exercised();
    run.onProcess((seen) => {
      if (seen.data.change !== 'program-error') return;
      run.violated(`the program of ${seen.node} threw: ${seen.data.why ?? 'no message'}`, seen);
    });
  },
});
