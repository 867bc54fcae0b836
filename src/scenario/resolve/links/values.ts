import type { Distribution } from '../../../base/sampler/distribution.ts';
import { toBytes } from '../../../base/quantity/quantity.ts';
import { Section } from '../../section.ts';
import { entrySpots, nameOfSpot, scalarAt, type Spot } from '../../source/tree.ts';
import { readBoolean, readQuantity, readShare } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { checkMessage, type PortWord, readPortWords } from './ports.ts';
import { readDelay } from '../reading.ts';
import type { Placed } from '../specificity.ts';

/** A latency, a share in parts per billion, an mtu in bytes, or yes and no. */
export type LinkValue = Distribution | number | boolean;

/** What an entry says of its links: by name, and for a message type as `messages.<type>.<name>`. */
export type LinkValues = ReadonlyMap<string, Placed<LinkValue>>;

/** The same for ports and bursts, which a list of rules decides apart. */
export type PortWords = ReadonlyMap<string, Placed<PortWord>>;

const shareKeys = ['loss', 'duplicate', 'reorder', 'corrupt'] as const;

/** The fewest bytes of a packet that IPv4 asks every host to take (RFC 791, section 3.1). */
const leastMtuBytes = 576;

function readMtu(spot: Spot, { problems }: PeopledContext): number | undefined {
  const size = readQuantity('size', spot, problems);
  if (size === undefined) return undefined;
  const bytes = toBytes(size);
  if (bytes >= leastMtuBytes) return bytes;
  problems.atValue('E_BOUND', spot, `an mtu has at least ${leastMtuBytes}B, this has ${bytes}B`);
  return undefined;
}

type Values = Map<string, Placed<LinkValue>>;

function readParameters(
  section: Section,
  prefix: string,
  values: Values,
  context: PeopledContext,
): void {
  const latency = section.get('latency');
  const distribution = latency === undefined ? undefined : readDelay(latency, context);
  if (latency !== undefined && distribution !== undefined) {
    values.set(`${prefix}latency`, { spot: latency, value: distribution });
  }
  for (const key of shareKeys) {
    const spot = section.get(key);
    const ppb = spot === undefined ? undefined : readShare(spot, context.problems);
    if (spot !== undefined && ppb !== undefined) values.set(prefix + key, { spot, value: ppb });
  }
  refuseJitter(section, context);
}

/** People who come from other tools write `jitter`: shows what to say in its place. */
function refuseJitter(section: Section, context: PeopledContext): void {
  const jitter = entrySpots(section.spot).find((spot) => nameOfSpot(spot) === 'jitter');
  if (jitter === undefined) return;
  section.know(['jitter']);
  context.problems.atKey(
    'E_UNKNOWN_KEY',
    jitter,
    'a link has no `jitter`: its latency is a distribution',
    {
      suggestion: 'write e.g. latency: 4ms..6ms',
      notes: ['or latency: { distribution: lognormal, p50: 5ms, p99: 20ms }'],
    },
  );
}

function readMessages(spot: Spot, values: Values, context: PeopledContext): void {
  const section = new Section(spot, '`messages`', context.problems);
  for (const entry of entrySpots(section.spot)) {
    const type = nameOfSpot(entry);
    checkMessage({ ...entry, tree: scalarAt(entry.keySpan, type) }, type, context);
    const own = new Section(entry, 'a message', context.problems);
    readParameters(own, `messages.${type}.`, values, context);
    own.close();
  }
}

/** Reads one entry under `links`, or the `port` of a switch. */
export function readLinkValues(
  spot: Spot,
  context: PeopledContext,
): { readonly values: LinkValues; readonly words: PortWords } {
  const section = new Section(spot, 'a link', context.problems);
  const values: Values = new Map();
  readParameters(section, '', values, context);
  for (const key of ['connect', 'authenticated']) {
    const yesOrNo = section.get(key);
    const value = yesOrNo === undefined ? undefined : readBoolean(yesOrNo, context.problems);
    if (yesOrNo !== undefined && value !== undefined) values.set(key, { spot: yesOrNo, value });
  }
  const mtu = section.get('mtu');
  const mtuBytes = mtu === undefined ? undefined : readMtu(mtu, context);
  if (mtu !== undefined && mtuBytes !== undefined)
    values.set('mtu', { spot: mtu, value: mtuBytes });
  const messages = section.get('messages');
  if (messages !== undefined) readMessages(messages, values, context);
  const words = readPortWords(section, context);
  section.close();
  return { values, words };
}
