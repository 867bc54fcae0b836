/** Formats of JSON that have a JSON Schema, with what each is. The order is that of `list formats`. */
export const formats = {
  scenario: 'A scenario file.',
  program: 'What a program says of itself: one of the items of `list programs --json`.',
  check: 'What `check --json` answers.',
  cuts: 'What `explain cuts --json` answers.',
  diff: 'What `report diff --json` answers.',
  events: 'A line of what `run --events` writes.',
  explain: 'What `explain --json` answers about a word.',
  explore: 'The report of a search: what `explore --json` answers, and `report merge --json`.',
  list: 'What `list --json` answers.',
  mutate: 'What `mutate --json` answers.',
  normalized: 'A scenario as `validate --print-normalized` prints it.',
  report:
    'The report of runs: what `run --json` answers, `corpus run --json` and `report merge --json`.',
  validate: 'What `validate --json` answers.',
  why: 'What `why --json` answers.',
} as const;

/** One of them. */
export type FormatName = keyof typeof formats;

/** All of them. */
export const formatNames = Object.keys(formats) as readonly FormatName[];
