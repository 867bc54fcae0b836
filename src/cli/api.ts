/*
 * What users' programs, faults, checks and scenarios are written with: everything of the public API
 * that needs no machine under it.
 */
export * from '../base/schema.ts';
export type { Distribution } from '../base/sampler/distribution.ts';
export { ms, ns, seconds } from '../base/units.ts';
export type {
  BootTime,
  Duration,
  DurationText,
  HowLong,
  MonotonicTime,
  NodeId,
  Rate,
  Signature,
  TrueTime,
  Value,
  WallTime,
} from '../base/units.ts';
export { ScenarioError } from '../base/errors.ts';
export type { Diagnostic } from '../base/errors.ts';
export type { EventType, TraceEvent } from '../engine/event.ts';
export { ack, later, protocol, refuse, request, unknown } from '../world/program/protocol.ts';
export type {
  Ack,
  Answer,
  Body,
  Events,
  Handler,
  Incoming,
  Later,
  NotDelivered,
  Ok,
  Outcome,
  Protocol,
  Refusal,
  Refusals,
  Refused,
  Reply,
  Request,
  Unknown,
} from '../world/program/protocol.ts';
export { timeService } from '../world/time/messages.ts';
export { DiskError, majority } from '../world/program/node.ts';
export type {
  Abort,
  CallOptions,
  Clock,
  Connection,
  Disk,
  Node,
  Pending,
  Quorum,
  Random,
  Timer,
} from '../world/program/node.ts';
export { supervision } from '../world/machine/supervision.ts';
export { defineProgram } from '../world/program/program.ts';
export type { LieContext, Lies, Program, ProgramDefinition } from '../world/program/program.ts';
export type { DiskOp, DiskOperation, DiskRuling } from '../world/disk/rule.ts';
export type { PauseCause } from '../world/machine/pause-cause.ts';
export type {
  CrashCut,
  Link,
  Loss,
  Packet,
  Ruling,
  RuleScope,
  Undo,
  WorldVerbs,
} from '../world/verbs.ts';
export { defineCheck } from '../library/checks/define.ts';
export type {
  CheckDefinition,
  ExampleHistories,
  ExampleRow,
  FaultSeen,
  MetricReading,
  OperationHistory,
  OperationSeen,
  ProcessChange,
  Seen,
  Verdict,
  Watch,
} from '../library/checks/define.ts';
export { defineClock } from '../library/clocks/define.ts';
export type { ClockDefinition } from '../library/clocks/define.ts';
export type { IntegerRange } from '../world/node-start.ts';
export type { Wander } from '../world/time/wander.ts';
export { defineFault } from '../library/faults/define.ts';
export type {
  Arrangement,
  FaultDefinition,
  FaultWorld,
  Needs,
  Targets,
} from '../library/faults/define.ts';
export { defineMetric } from '../library/metrics/define.ts';
export type { Measured, MetricDefinition } from '../library/metrics/define.ts';
export { defineModel } from '../library/models/define.ts';
export type {
  ExampleOperation,
  ExampleStories,
  GivenReply,
  Model,
} from '../library/models/define.ts';
export type { Decision, FastPath, Part, SearchBudget, Witness } from '../history/decision.ts';
export type { FastPaths } from '../history/fast-paths/index.ts';
export type { History } from '../history/history.ts';
export type { Judges } from '../history/judges.ts';
export type { Spans } from '../history/spans.ts';
export type { Cell, ValueTable } from '../history/value-table.ts';
export { defineWorkload } from '../library/workloads/define.ts';
export type {
  Operation,
  WorkloadClient,
  WorkloadContext,
  WorkloadDefinition,
} from '../library/workloads/define.ts';
export { defineReporter } from '../reports/define.ts';
export type { Reporter, RenderOptions, Selection } from '../reports/define.ts';
export type {
  CheckReport,
  Coverage,
  FaultReport,
  FieldUnits,
  LedgerEntry,
  MessageFate,
  MessageReport,
  MetricReport,
  Report,
  Run,
  ScheduledFault,
  TraceReport,
  Units,
  WitnessEvent,
} from '../run/report/report.ts';
