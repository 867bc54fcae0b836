/** The keys at the top of a scenario, with what each one is for. */
export const topKeys = {
  version: 'Version of the language: 1.',
  name: 'Name of the scenario; never inherited.',
  summary: 'One or two sentences, shown by lists and reports.',
  topics: 'Subjects of the chapter.',
  rows: 'Rows of the chapter.',
  seed: 'Seed of all draws: a whole number below 2^64.',
  epoch: 'Time of day at t = 0, RFC 3339 in UTC.',
  duration: 'Virtual end of the run.',
  heal: 'The instant at which every fault ends that is not `forever`.',
  model: 'What the design is entitled to assume.',
  params: 'Values to be named `$name`.',
  extends: 'A file that this one is laid over.',
  domains: 'What fails together: racks, PDUs, switches, rooms, sites, versions.',
  nodes: 'Who takes part.',
  switches: 'What joins them, if not direct links.',
  links: 'What lies between them.',
  names: 'How they find one another, if they have to ask.',
  clocks: 'How their clocks run.',
  disks: 'What their disks keep.',
  workloads: 'What clients ask.',
  faults: 'What goes wrong.',
  nemesis: 'Who draws what goes wrong, for each seed anew.',
  checks: 'What must hold.',
  metrics: 'What is measured.',
  matrix: 'Axes: many runs of one file.',
  variants: 'Designs under the same faults.',
} as const;

/** A key at the top of a scenario. */
export type TopKey = keyof typeof topKeys;

/** All of them, in the order of the reference. */
export const keyNames: readonly string[] = Object.keys(topKeys);
