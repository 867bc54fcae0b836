import type { Message } from '../message/message.ts';
import type { PortWatch } from './port-packet.ts';

/** Who is told of what happens on the network. */
export interface NetworkListener {
  /** A cut or rule came or went. */
  changed(): void;
  /** Told of each message, while the network is `watched`. */
  sent(message: Message, seq: number): void;
  /** Told of each packet at a port, while the port watch is on. */
  portUsed(...use: Parameters<PortWatch['used']>): void;
}
