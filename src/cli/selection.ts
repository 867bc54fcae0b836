import type { OptionDefinition } from './command.ts';

/** Plays runs as a search found them. */
export const steerOption: OptionDefinition = {
  flags: '--steer <how>',
  about: 'steer the run as `explore` did: what it printed beside the seed',
};

/** Flags that select and change what a scenario file asks for; `run` and `validate` share them. */
export const selection: readonly OptionDefinition[] = [
  {
    flags: '--seed <number>',
    about: 'the seed, in place of the one in the file',
    env: 'FAULT_SIM_SEED',
  },
  {
    flags: '--set <path=value>',
    about: 'set a value of the scenario: nodes.store.config.fencing=true',
    repeatable: true,
  },
  { flags: '--variant <name>', about: 'only this variant', repeatable: true },
  { flags: '--check <id>', about: 'only this check', repeatable: true },
  {
    flags: '--phase',
    about:
      'first safety, then liveness: `heal` mends only a core, the rest stays as it is, and the core must make progress',
  },
];
