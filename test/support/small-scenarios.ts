/** A scenario that passes at once: one node that echoes, asked by nobody. */
export function quietScenario(name: string, more = ''): string {
  return `version: 1
name: ${name}
duration: 5s
nodes:
  n1: { program: echo }
checks:
  sound: { check: no-program-errors }
${more}`;
}

/** A scenario with one node that runs a program of its own beside it. */
export function ownScenario(name: string, program: string): string {
  return quietScenario(name).replace('program: echo', `program: ${program}`);
}

/** A scenario whose check is violated, which nobody expects. */
export function failingScenario(name: string): string {
  return `version: 1
name: ${name}
duration: 20s
nodes:
  client:
  counter: { program: counter-service, config: { deduplicate: false } }
workloads:
  once:
    workload: script
    to: counter
    timeout: 1s
    retry: { max: 1, same-id: true }
    steps:
      - { at: 1s, node: client, op: increment, key: visits }
faults:
  reply-lost: { fault: loss, target: counter -> client, match: { message: increment-reply, nth: 1 } }
checks:
  counted-once: { check: exactly-once-effect, of: once }
`;
}

/** A TypeScript program whose \`start\` has this body; \`node\` is in scope. */
export function programText(body: string, head = ''): string {
  return `import { defineProgram } from 'fault-sim';
${head}
export const own = defineProgram({
  name: 'own',
  summary: 'A program of a test.',
  start(node) {
    ${body}
  },
});
`;
}
