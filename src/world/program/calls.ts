import { fingerprint } from '../../base/schema/copier.ts';
import { valueText } from '../../base/schema/text.ts';
import type { NodeId, Value } from '../../base/units.ts';
import { AbortSwitch } from './abort-switch.ts';
import { demandOptions } from './call-options.ts';
import { howLongNs } from './how-long.ts';
import type { DeclaredKind } from '../message/kind.ts';
import type { CallOptions, Pending, Quorum } from './node.ts';
import { EnginePending } from './pending.ts';
import type { CallPort, MachinePort, ProcessPort } from '../ports.ts';
import { callToItself } from '../machine/process.ts';
import type { AnyOutcome } from './protocol.ts';
import { QuorumCount } from './quorum.ts';

/** Another machine, by its name. Throws TypeError when there is none. */
export function machineOf(process: ProcessPort, id: NodeId): MachinePort {
  const machine = process.machine.world.machineOf(id);
  if (!machine) throw new TypeError(`there is no node called ${id}`);
  return machine;
}

/** Asks one node and waits for its answer, or for its timeout. */
export function call(
  process: ProcessPort,
  to: NodeId,
  kind: string,
  body: object,
  options: CallOptions,
): Pending<AnyOutcome> {
  demandOptions('call', options);
  const pending = new EnginePending<AnyOutcome>(process.machine.engine);
  const declared = declaredRequest(process, kind);
  begin(process, to, declared, body, options, (outcome) => pending.resolve(outcome));
  return pending;
}

/** Asks several nodes, itself perhaps among them, until so many have answered or no more can. */
export function quorum(
  process: ProcessPort,
  to: readonly NodeId[],
  kind: string,
  body: object,
  options: CallOptions & { readonly need: number },
): Pending<Quorum<unknown>> {
  demandOptions('quorum', options);
  const { need } = options;
  if (!Number.isSafeInteger(need) || need < 0) {
    throw new TypeError(`quorum: need is ${valueText(need)}; a whole number is wanted`);
  }
  if (!Array.isArray(to)) {
    throw new TypeError(`quorum: ${valueText(to)} is asked; a list of nodes is wanted`);
  }
  // Two answers of one node are no two votes.
  const asked: ReadonlySet<NodeId> = new Set(to);
  const pending = new EnginePending<Quorum<unknown>>(process.machine.engine);
  const declared = declaredRequest(process, kind);
  const count = new QuorumCount(asked.size, need, (answers) => pending.resolve(answers));
  for (const one of asked) {
    begin(process, one, declared, body, options, (outcome) => count.hear(one, outcome));
  }
  count.begin();
  return pending;
}

function declaredRequest(process: ProcessPort, kind: string): DeclaredKind {
  const declared = process.declared.get(kind);
  if (!declared) throw new TypeError(`${process.contents.name} declares no request called ${kind}`);
  if (declared.answer === null) throw new TypeError(`${kind} is a message: it is sent, not called`);
  return declared;
}

function begin(
  process: ProcessPort,
  to: NodeId,
  declared: DeclaredKind,
  body: object,
  options: CallOptions,
  done: (outcome: AnyOutcome) => void,
): void {
  const receiver = machineOf(process, to);
  const timeoutNs = howLongNs(options.timeout, `timeout of ${declared.kind.name}`);
  const value = declared.body.copy(body) as Value;
  const { lo: low, hi: high } = fingerprint;
  if (!process.alive) return;
  if (receiver === process.machine && process.occupied) throw callToItself(declared.kind.name);
  const asked = process.newCall(done, false);
  if (options.until instanceof AbortSwitch) options.until.add(() => giveUp(process, asked));
  process.effect(() => {
    if (asked.settled) return;
    const terms = { timeoutNs, via: options.via ?? 'connection', operation: null };
    asked.begin(receiver, declared, { value, low, high }, terms);
  });
}

function giveUp(process: ProcessPort, asked: CallPort): void {
  process.effect(() => asked.finish({ status: 'unknown', error: 'gave-up' }));
}
