import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { checkSchema } from '../../src/cli/check/answer-schema.ts';
import { runCli } from './cli.ts';

const isAnswer = new Ajv2020().compile(checkSchema);

/** The JSON answer of `check`, which must be one by its schema. */
export async function answered(args: readonly string[]) {
  const { code, stdout, stderr } = await runCli(['check', ...args, '--json']);
  const answer = JSON.parse(stdout);
  expect([isAnswer(answer), isAnswer.errors]).toEqual([true, null]);
  return { code, stderr, answer };
}
