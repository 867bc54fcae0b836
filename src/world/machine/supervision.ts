import { integer, node } from '../../base/schema.ts';
import type { Copier } from '../../base/schema/copier.ts';
import { fingerprint } from '../../base/schema/copier.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { Cargo, MachinePort } from '../ports.ts';
import { isRequest, protocol } from '../program/protocol.ts';
import type { Protocol } from '../program/protocol.ts';

/** The message that a supervisor sends. */
export const processEnded = 'process-ended';

/**
 * What a supervisor tells those whom a scenario names (`restart: { notify }`): a process of its own
 * machine has ended. It comes as any datagram does: late, or never. By then the process may run again.
 */
export const supervision = protocol({
  [processEnded]: {
    node: node('Whose process it was.'),
    boot: integer('Which of its boots.'),
  },
});

/** Whether a program hears of processes that ended. */
export function hearsOfEnds(messages: Protocol): boolean {
  const declared = Object.hasOwn(messages, processEnded) ? messages[processEnded] : undefined;
  if (declared === undefined || isRequest(declared)) return false;
  return Object.keys(declared).sort(byCode).join() === 'boot,node';
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The supervisor of a machine tells others that a boot of its process has ended. */
export function tellOfEnd(machine: MachinePort, boot: number, to: readonly NodeId[]): void {
  const { world } = machine;
  for (const id of to) {
    const receiver = world.machineOf(id);
    const declared =
      receiver && world.vocabulary.declared(world.contentsOf(receiver)).get(processEnded);
    if (!receiver || !declared || receiver === machine) continue;
    const cargo = cargoOf(declared.body, { node: machine.id, boot });
    machine.whenAwake(() => {
      world.network.depart(
        world.network.message(machine, receiver, { ...cargo, kind: declared.kind }),
      );
    });
  }
}

function cargoOf(copier: Copier, ended: object): Omit<Cargo, 'kind'> {
  const body = copier.copy(ended) as Value;
  const { lo: low, hi: high } = fingerprint;
  return { role: 'datagram', body, low, high, exchange: null };
}
