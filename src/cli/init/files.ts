/** One file that `init` writes. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
}

const scenario = `# yaml-language-server: $schema=../node_modules/fault-sim/schemas/scenario.schema.json
version: 1
name: two-counters
summary: >-
  A client counts. The answer to its third request is lost, so it asks again, and a counter that
  does not know its requests counts twice.
seed: 1
duration: 20s

nodes:
  client:
  counter: { program: ../programs/counter.ts, config: { remember: false } }

links:
  defaults: { latency: 2ms }

workloads:
  counting:
    workload: requests
    to: counter
    every: 1s
    operations: 6
    timeout: 200ms
    retry: { max: 3, backoff: 100ms, same-id: true }

faults:
  lost-answer:
    fault: loss
    target: counter -> client
    match: { message: increment-reply, nth: 3 }

checks:
  counted-once: { check: exactly-once-effect, of: counting }
  answered: { check: responds, of: counting, share: 100% }

variants:
  forgetful:
    summary: Every request counts.
    expect: { counted-once: violated }
  remembering:
    summary: A request that was answered before gets the same answer again.
    set: { nodes.counter.config.remember: true }
`;

const program = `import { boolean, defineProgram, integer, request, text } from 'fault-sim';

export const counter = defineProgram({
  name: 'counter',
  summary: 'Counts requests, and perhaps remembers which ones it has counted.',
  config: { remember: boolean('Whether it knows a request that comes again.').default(false) },
  messages: { increment: request({}, { total: integer() }) },
  events: { applied: { request: text() } },
  start(node, { remember }) {
    const answers = new Map<string, number>();
    const state = node.state({ total: 0 });
    node.on('increment', (_body, _from, { id }) => {
      const known = answers.get(id);
      if (remember && known !== undefined) return { total: known };
      state.total += 1;
      node.observe('applied', { request: id });
      answers.set(id, state.total);
      return { total: state.total };
    });
  },
});
`;

const workflow = `name: faults
on: [push, pull_request]
jobs:
  faults:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20 }
      - run: npm ci
      # What is not as expected is annotated too, and told on the page of the run.
      - run: >-
          npx fault-sim run scenarios
          --reporter json=fault-report/report.json
          --reporter junit=fault-report/junit.xml
          --reporter html=fault-report/report.html
      - if: always()
        uses: actions/upload-artifact@v4
        with: { name: fault-report, path: fault-report }
`;

/**
 * Programs are run as they stand, so their imports name `.ts` files; the compiler only looks at them.
 * They are modules whatever the nearest package.json says.
 */
const tsconfig = `{
  "compilerOptions": {
    "strict": true,
    "target": "es2023",
    "module": "preserve",
    "allowImportingTsExtensions": true,
    "verbatimModuleSyntax": true,
    "noEmit": true,
    "types": []
  },
  "include": ["programs", "scenarios"]
}
`;

const readme = `# Fault scenarios

\`\`\`sh
npm install
npx fault-sim run scenarios
\`\`\`

| file | holds |
|---|---|
| scenarios/two-counters.yaml | nodes, a workload, a fault and what must hold, under two designs |
| programs/counter.ts | the program under test |
| tsconfig.json | what an editor needs to check programs as they are typed |
| .github/workflows/faults.yml | the same in CI; its reports are kept as JSON, as JUnit XML, and as a page to look at |

Commit \`package-lock.json\` too: \`npm ci\`, with which the workflow begins, wants it. GitHub finds workflows in
\`.github\` at the root of a repository; if this folder is a part of a larger one, move the workflow there and
give its job \`defaults: { run: { working-directory: this-folder } }\`.

\`npx fault-sim list faults\` shows what else can go wrong, \`npx fault-sim explain loss\` explains it.
`;

/** The files of a first project, with the version of fault-sim that they are for. */
export function starterFiles(version: string): readonly StarterFile[] {
  const about = {
    name: 'fault-scenarios',
    private: true,
    type: 'module',
    scripts: { faults: 'fault-sim run scenarios' },
    devDependencies: { 'fault-sim': `^${version}` },
  };
  return [
    { path: 'scenarios/two-counters.yaml', text: scenario },
    { path: 'programs/counter.ts', text: program },
    { path: '.github/workflows/faults.yml', text: workflow },
    { path: 'package.json', text: `${JSON.stringify(about, null, 2)}\n` },
    { path: 'tsconfig.json', text: tsconfig },
    { path: '.gitignore', text: 'node_modules/\nreport.json\n' },
    { path: 'README.md', text: readme },
  ];
}
