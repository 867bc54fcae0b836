import { expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();

it('what a namespace exports to be changed is refused where it stands', async () => {
  const head = `namespace Store {
  export let opened = 1;
}`;
  folder.write('own.ts', programText('node.log(String(Store.opened));', head));
  const path = folder.write('own.yaml', ownScenario('own', './own.ts'));
  const { code, stderr } = await runCli(['run', path]);
  expect(code).toBe(3);
  expect(stderr).toContain('a namespace can export no `let` or `var`: export a `const`');
  expect(stderr).toMatch(/own\.ts:\d+:3/);
});

it('what a namespace only declares, or exports once and for all, is loaded', async () => {
  const head = `declare namespace Outside { export let open: number; namespace Inner { export var x: number } }
namespace Store { export const size = 1; let count = 0; export function next() { return ++count; } }`;
  folder.write('declared.ts', programText('node.log(`${Store.size} ${Store.next()}`);', head));
  const path = folder.write('declared.yaml', ownScenario('declared', './declared.ts'));
  const { code, stderr } = await runCli(['run', path]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
