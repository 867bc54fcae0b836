import type { LinkPort, MachinePort, ProcessPort } from '../ports.ts';
import { Notice } from '../program/connection.ts';

/** Goes on with the machine that a name leads to: at once, where names need no looking up. */
export function locate(
  machine: MachinePort,
  peer: MachinePort,
  found: { use(address: MachinePort): void; fail(): void },
): void {
  const { names } = machine;
  if (names === null) return found.use(peer);
  // The kernel knows; the process hears of it when it runs.
  const fail = (): void => machine.receive(new Notice(() => found.fail(), true));
  names.resolve(peer, (address) => found.use(address), fail);
}

/** The same for a datagram. What has no address is not sent, and nobody is told. */
export function locateForDatagram(
  process: ProcessPort,
  peer: MachinePort,
  send: (link: LinkPort) => void,
): void {
  const { names, index, world } = process.machine;
  names?.resolve(
    peer,
    (address) => {
      if (process.alive) send(world.network.link(index, address.index));
    },
    () => undefined,
  );
}
