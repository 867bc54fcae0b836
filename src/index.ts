/** The public API of fault-sim: what programs are written with, and how scenarios are played. */
export * from './cli/api.ts';
export { runScenario } from './cli/scenario-runner.ts';
export type {
  Named,
  ReportWithEvents,
  RunOptions,
  RunWithEvents,
  ScenarioInput,
} from './cli/scenario-input.ts';
