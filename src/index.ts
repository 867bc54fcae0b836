/** The public API of fault-sim: what programs are written with, and how scenarios are played. */
export * from './cli/api.ts';
export { explore, runScenario, shrink } from './cli/scenario-runner.ts';
export type {
  ExploreOptions,
  Named,
  ReportWithEvents,
  RunOptions,
  RunWithEvents,
  ScenarioInput,
  ShrinkOptions,
} from './cli/scenario-input.ts';
