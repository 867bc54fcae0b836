/*
 * Ports as textbooks have them, a model for each: from the arrivals of packets to the instants at which
 * their last bits leave, in nanoseconds; null: dropped. Each is written from its source alone and knows
 * nothing of the ports of the world, which are held against it.
 */

/** A packet that comes to a port. */
export interface Arrival {
  readonly atNs: number;
  readonly bytes: number;
  readonly flow: number;
  readonly isUrgent: boolean;
}

/** A packet with its place among all that come. */
export type Numbered = Arrival & { readonly n: number };

/** What waits behind the packet that is being sent; `dropped` is told of what finds no room. */
export interface Line {
  push(packet: Numbered, dropped: (n: number) => void): void;
  next(nowNs: number, dropped: (n: number) => void): Numbered | undefined;
}

/** One server: a packet takes its bits over the rate, rounded up; who comes meanwhile stands in line. */
export function departures(
  arrivals: readonly Arrival[],
  line: Line,
  bitsPerSecond: number,
): (number | null)[] {
  const left: (number | null)[] = arrivals.map(() => null);
  let freeNs = -1;
  const dropped = (n: number): void => void (left[n] = null);
  const serve = (packet: Numbered, fromNs: number): void => {
    const bits = BigInt(packet.bytes) * 8n * 1_000_000_000n;
    const rate = BigInt(bitsPerSecond);
    freeNs = fromNs + Number((bits + rate - 1n) / rate);
    left[packet.n] = freeNs;
  };
  // A packet that comes at the instant at which another one has left still finds that one there.
  const serveUntil = (nowNs: number): void => {
    while (freeNs >= 0 && freeNs < nowNs) {
      const packet = line.next(freeNs, dropped);
      if (packet === undefined) freeNs = -1;
      else serve(packet, freeNs);
    }
  };
  arrivals.forEach((arrival, n) => {
    serveUntil(arrival.atNs);
    if (freeNs < 0) serve({ ...arrival, n }, arrival.atNs);
    else line.push({ ...arrival, n }, dropped);
  });
  serveUntil(Infinity);
  return left;
}

/** First come, first served, with room for so many packets: what comes beyond is dropped at the tail. */
export function tailDrop(room: number): Line {
  const waiting: Numbered[] = [];
  return {
    push: (packet, dropped) =>
      waiting.length < room ? void waiting.push(packet) : dropped(packet.n),
    next: () => waiting.shift(),
  };
}

/** Two lines, one before the other; who is urgent takes the place of the last one who is not. */
export function priority(room: number): Line {
  const lines: readonly [Numbered[], Numbered[]] = [[], []];
  const [urgent, others] = lines;
  return {
    push: (packet, dropped) => {
      const isFull = urgent.length + others.length === room;
      const last = isFull && packet.isUrgent ? others.pop() : undefined;
      if (last !== undefined) dropped(last.n);
      if (isFull && last === undefined) dropped(packet.n);
      else lines[packet.isUrgent ? 0 : 1].push(packet);
    },
    next: () => urgent.shift() ?? others.shift(),
  };
}

/** Deficit round robin (Shreedhar and Varghese 1995, figure 2), with room for everybody. */
export function deficitRoundRobin(quantum: number): Line {
  const queues = new Map<number, Numbered[]>();
  const deficits = new Map<number, number>();
  const active: number[] = [];
  let serving: number | null = null;
  return {
    push: (packet) => {
      const queue = queues.get(packet.flow) ?? [];
      queues.set(packet.flow, queue);
      if (queue.length === 0 && !active.includes(packet.flow) && serving !== packet.flow) {
        active.push(packet.flow);
        deficits.set(packet.flow, 0);
      }
      queue.push(packet);
    },
    next: () => {
      for (;;) {
        if (serving === null) {
          const flow = active.shift();
          if (flow === undefined) return undefined;
          serving = flow;
          deficits.set(flow, (deficits.get(flow) ?? 0) + quantum);
        }
        const queue = queues.get(serving) as Numbered[];
        const deficit = deficits.get(serving) as number;
        const [first] = queue;
        if (first !== undefined && first.bytes <= deficit) {
          queue.shift();
          deficits.set(serving, deficit - first.bytes);
          // Whoever has nothing left takes nothing along.
          if (queue.length === 0) serving = null;
          return first;
        }
        active.push(serving);
        serving = null;
      }
    },
  };
}

/** The pseudo-code of RFC 8289, section 5, word for word. */
export function codel(): Line {
  const [TARGET, INTERVAL, maxpacket] = [5_000_000, 100_000_000, 1514];
  const queue: (Numbered & { readonly tstamp: number })[] = [];
  let [first_above_time, drop_next, count, lastcount, dropping] = [0, 0, 0, 0, false];
  const bytes = (): number => queue.reduce((sum, packet) => sum + packet.bytes, 0);
  const dodequeue = (now: number) => {
    const p = queue.shift();
    const r = { p, ok_to_drop: false };
    if (p === undefined) {
      first_above_time = 0;
      return r;
    }
    const sojourn_time = now - p.tstamp;
    if (sojourn_time < TARGET || bytes() <= maxpacket) first_above_time = 0;
    else if (first_above_time === 0) first_above_time = now + INTERVAL;
    else if (now >= first_above_time) r.ok_to_drop = true;
    return r;
  };
  const control_law = (t: number, n: number): number => t + Math.floor(INTERVAL / Math.sqrt(n));
  return {
    push: (packet) => void queue.push({ ...packet, tstamp: packet.atNs }),
    next: (now, drop) => {
      let r = dodequeue(now);
      if (dropping) {
        if (!r.ok_to_drop) dropping = false;
        while (now >= drop_next && dropping) {
          if (r.p) drop(r.p.n);
          count += 1;
          r = dodequeue(now);
          if (!r.ok_to_drop) dropping = false;
          else drop_next = control_law(drop_next, count);
        }
      } else if (r.ok_to_drop) {
        if (r.p) drop(r.p.n);
        r = dodequeue(now);
        dropping = true;
        const delta = count - lastcount;
        count = 1;
        if (delta > 1 && now - drop_next < 16 * INTERVAL) count = delta;
        drop_next = control_law(now, count);
        lastcount = count;
      }
      return r.p;
    },
  };
}

/**
 * A token bucket: it fills at the rate, up to its size, and a packet leaves at the first whole nanosecond at
 * which it holds a token for each byte. Exact: tokens are counted in parts of a byte.
 */
export function tokenBucket(
  arrivals: readonly Arrival[],
  bitsPerSecond: number,
  bucketBytes: number,
): (number | null)[] {
  const unit = 8_000_000_000n;
  const [rate, size] = [BigInt(bitsPerSecond), BigInt(bucketBytes) * unit];
  let [tokens, asOf] = [size, 0n];
  return arrivals.map(({ atNs, bytes }) => {
    const fromNs = BigInt(atNs) > asOf ? BigInt(atNs) : asOf;
    tokens += (fromNs - asOf) * rate;
    if (tokens > size) tokens = size;
    const missing = BigInt(bytes) * unit - tokens;
    const waitNs = missing > 0n ? (missing + rate - 1n) / rate : 0n;
    asOf = fromNs + waitNs;
    tokens += waitNs * rate - BigInt(bytes) * unit;
    return Number(asOf);
  });
}

/**
 * A trunk in equal slots: a flow seizes one, keeps it until it was silent for so long and another flow
 * wants it, and sends there alone. Who finds none is refused.
 */
export function circuits(
  arrivals: readonly Arrival[],
  bitsPerSecond: number,
  count: number,
  idleNs: number,
): (number | null)[] {
  const slots: { flow: number; freeNs: number }[] = [];
  const rate = BigInt(bitsPerSecond);
  return arrivals.map(({ atNs, bytes, flow }) => {
    const silent = slots
      .filter(({ freeNs }) => freeNs < atNs && freeNs + idleNs <= atNs)
      .sort((a, b) => a.freeNs - b.freeNs);
    let slot = slots.find((one) => one.flow === flow);
    if (slot === undefined && slots.length < count) slots.push((slot = { flow, freeNs: 0 }));
    slot ??= silent[0];
    if (slot === undefined) return null;
    slot.flow = flow;
    const bits = BigInt(bytes) * BigInt(count) * 8_000_000_000n;
    slot.freeNs = Math.max(slot.freeNs, atNs) + Number((bits + rate - 1n) / rate);
    return slot.freeNs;
  });
}
