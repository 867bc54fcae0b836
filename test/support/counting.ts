/** Two designs under a nemesis, one of which loses what it counted when a reply is lost. */
export const countingScenario = `version: 1
name: counting
duration: 4s
heal: 3s
nodes:
  client:
  counter: { program: counter-service }
workloads:
  visits:
    workload: requests
    to: counter
    every: 200ms
    until: 3s
    timeout: 300ms
    ops: { increment: 100% }
    retry: { max: 2, same-id: true }
nemesis:
  every: 500ms
  faults:
    lossy: { fault: loss, target: client <-> counter, probability: 30%, duration: 200ms..600ms }
    gone: { fault: crash, target: counter, duration: 100ms..400ms }
checks:
  counted-once: { check: exactly-once-effect, of: visits, expect: held or violated }
variants:
  careful: {}
  careless:
    set: { nodes.counter.config.deduplicate: false }
    expect: { counted-once: violated }
`;
