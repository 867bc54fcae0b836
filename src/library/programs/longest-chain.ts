import { log } from '../../base/kernels.ts';
import { duration, integer, node as nodeId, probability, text } from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';

/** One block: it names the one before it. */
interface Block {
  readonly id: string;
  readonly parent: string;
  readonly height: number;
}

const genesis: Block = { id: 'genesis', parent: '', height: 0 };

/** Finest share of one that is drawn. */
const grain = 1_000_000_000;

/** The blocks that a node knows, and the longest chain of them. */
class Chain {
  head = genesis;
  readonly #blocks = new Map<string, Block>([[genesis.id, genesis]]);

  get(id: string): Block | undefined {
    return this.#blocks.get(id);
  }

  /** Takes a block whose parent is known; of two chains of one length the first stays. */
  add(block: Block): void {
    this.#blocks.set(block.id, block);
    if (block.height > this.head.height) this.head = block;
  }

  /** The block of the longest chain at a height. */
  at(height: number): Block {
    let block = this.head;
    while (block.height > height) block = this.#blocks.get(block.parent) ?? genesis;
    return block;
  }
}

/**
 * Agreement among those who do not trust one another: whoever finds a block adds it to the longest chain
 * that it knows, and the chain that most of the work went into wins (Nakamoto, "Bitcoin: A Peer-to-Peer
 * Electronic Cash System", 2008). What lies deep enough is taken for final; it is, as long as nobody who
 * keeps his blocks to himself finds them faster than all others together.
 */
export const longestChain = defineProgram({
  name: 'longest-chain',
  summary: 'Miners who each extend the longest chain of blocks that they know.',
  config: {
    power: probability('Its share of all the power to find blocks.'),
    interval: duration('The mean time in which all together find one.').default('10m').min('1ms'),
    confirmations: integer('A block is taken for final when so many lie upon it.')
      .min(0)
      .default(6),
  },
  messages: {
    block: { id: text(), parent: text(), height: integer() },
    'asks-for': { id: text() },
  },
  events: {
    mined: { height: integer(), block: text() },
    final: { height: integer(), block: text() },
    reverted: { height: integer(), block: text(), by: text(), from: nodeId() },
  },

  start(node, { power, interval, confirmations }) {
    const chain = node.state(new Chain());
    /** Blocks that came before their parents. */
    const orphans = new Map<string, Block>();
    /** What it has taken for final, by height. */
    const final: string[] = [genesis.id];

    /** The longest chain has changed: what is final now, and what was and is not. */
    function settle(from: NodeId): void {
      const deepest = chain.head.height - confirmations;
      if (deepest <= 0) return;
      for (let { id, parent, height } = chain.at(deepest); height > 0;) {
        const before = final[height];
        if (before === id) break;
        if (before !== undefined) node.observe('reverted', { height, block: before, by: id, from });
        final[height] = id;
        ({ id, parent, height } = chain.get(parent) ?? genesis);
      }
      const told = final[deepest];
      if (told !== undefined) node.observe('final', { height: deepest, block: told });
    }

    function take(block: Block, from: NodeId): void {
      const { head } = chain;
      chain.add(block);
      for (const child of orphans.values()) {
        if (child.parent !== block.id) continue;
        orphans.delete(child.id);
        take(child, from);
      }
      if (chain.head !== head && from !== node.id) settle(from);
    }

    function mine(): void {
      const parent = chain.head;
      const height = parent.height + 1;
      const block = { id: `${node.id}-${node.boot.count}-${height}`, parent: parent.id, height };
      node.observe('mined', { height, block: block.id });
      chain.add(block);
      settle(node.id);
      node.send(node.peers, 'block', block);
      search();
    }

    /** Finding a block takes a time that remembers nothing: another head changes nothing about it. */
    function search(): void {
      if (power === 0) return;
      const share = node.random.integer(1, grain) / grain;
      node.after(ns(Math.max(1, Math.round((-log(share) * interval) / power))), mine);
    }

    node.on('block', (block, from) => {
      if (chain.get(block.id) !== undefined) return;
      if (chain.get(block.parent) !== undefined) return take(block, from);
      orphans.set(block.id, block);
      let missing = block.parent;
      for (let known = orphans.get(missing); known; known = orphans.get(missing)) {
        missing = known.parent;
      }
      node.send(from, 'asks-for', { id: missing });
    });
    node.on('asks-for', ({ id }, from) => {
      const block = chain.get(id);
      if (block !== undefined) node.send(from, 'block', block);
    });
    search();
  },
});
