import type { CheckResult } from './answer.ts';
import type { CheckRequest } from './request.ts';

/** A result of which nothing is known yet. */
export function emptyResult(file: string, { model, consistency }: CheckRequest): CheckResult {
  return {
    file,
    verdict: 'undecided',
    model,
    consistency,
    method: null,
    operations: 0,
    steps: 0,
    why: null,
    witness: null,
    prefix: null,
    isolation: null,
    problem: null,
  };
}
