import { allImplied, type AnomalyName } from './anomaly.ts';

interface Row {
  /** Weaker models: what holds here holds there. */
  readonly implies: readonly string[];
  /** What it forbids beyond what they forbid. */
  readonly forbids: readonly AnomalyName[];
  /**
   * Whether the order of writes that nobody read matters: without it no anomaly found is no proof.
   * For the other models any order that the graph allows will do, so its being acyclic is a proof.
   */
  readonly needsOrders?: true;
}

/**
 * The models, each as what it forbids beyond the weaker ones.
 *
 * Read uncommitted, read committed, cursor stability, consistent view (PL-2+), repeatable read
 * (PL-2.99) and serializable (PL-3) are those of Adya's thesis (1999); here all conflicts are on
 * items, so that G2-item and G2 are one. Cursor stability takes each read for one by a cursor.
 * Monotonic atomic view is that of Bailis et al. (VLDB 2014), read atomic and snapshot isolation
 * those of Cerone, Bernardi and Gotsman (CONCUR 2015) and Cerone and Gotsman (PODC 2016) without
 * sessions. The strong-session forms add the order in each process (Daudjee and Salem, 2004), the
 * strong ones real time. What no history of a database can have at all (a value from nowhere, an
 * element twice, a circle of versions) counts against the weakest.
 */
const table = {
  'read-uncommitted': {
    implies: [],
    forbids: ['G0', 'cyclic-versions', 'duplicate-elements', 'garbage-read'],
  },
  'read-committed': {
    implies: ['read-uncommitted'],
    forbids: ['G1a', 'G1b', 'G1c', 'dirty-update', 'incompatible-order'],
  },
  'cursor-stability': { implies: ['read-committed'], forbids: ['lost-update'], needsOrders: true },
  'monotonic-atomic-view': {
    implies: ['read-committed'],
    forbids: ['observed-transaction-vanishes'],
  },
  'read-atomic': {
    implies: ['monotonic-atomic-view'],
    forbids: ['fractured-read', 'future-read', 'internal'],
  },
  'consistent-view': {
    implies: ['cursor-stability', 'monotonic-atomic-view'],
    forbids: ['G-single'],
    needsOrders: true,
  },
  'repeatable-read': {
    implies: ['cursor-stability', 'monotonic-atomic-view'],
    forbids: ['G2-item', 'write-skew'],
  },
  'snapshot-isolation': {
    implies: ['consistent-view', 'read-atomic'],
    forbids: ['G-nonadjacent'],
    needsOrders: true,
  },
  serializable: { implies: ['repeatable-read', 'snapshot-isolation'], forbids: ['G2'] },
  'strong-session-read-uncommitted': {
    implies: ['read-uncommitted'],
    forbids: ['G0-process'],
  },
  'strong-session-read-committed': {
    implies: ['read-committed', 'strong-session-read-uncommitted'],
    forbids: ['G1c-process'],
  },
  'strong-session-consistent-view': {
    implies: ['consistent-view', 'strong-session-read-committed'],
    forbids: ['G-single-process'],
    needsOrders: true,
  },
  'strong-session-snapshot-isolation': {
    implies: ['snapshot-isolation', 'strong-session-consistent-view'],
    forbids: ['G-nonadjacent-process'],
    needsOrders: true,
  },
  'strong-session-serializable': {
    implies: ['serializable', 'strong-session-snapshot-isolation'],
    forbids: ['G2-item-process', 'G2-process'],
  },
  'strong-read-uncommitted': {
    implies: ['strong-session-read-uncommitted'],
    forbids: ['G0-realtime'],
  },
  'strong-read-committed': {
    implies: ['strong-session-read-committed', 'strong-read-uncommitted'],
    forbids: ['G1c-realtime'],
  },
  'strong-consistent-view': {
    implies: ['strong-session-consistent-view', 'strong-read-committed'],
    forbids: ['G-single-realtime'],
    needsOrders: true,
  },
  'strong-snapshot-isolation': {
    implies: ['strong-session-snapshot-isolation', 'strong-consistent-view'],
    forbids: ['G-nonadjacent-realtime'],
    needsOrders: true,
  },
  'strict-serializable': {
    implies: ['strong-session-serializable', 'strong-snapshot-isolation'],
    forbids: ['G2-item-realtime', 'G2-realtime'],
  },
} as const satisfies { readonly [name: string]: Row };

/** The name of a transactional consistency model. */
export type TransactionModel = keyof typeof table;

/** All models, weaker ones first. */
export const transactionModels: readonly TransactionModel[] = Object.keys(
  table,
) as TransactionModel[];

function rowOf(model: TransactionModel): Row {
  return table[model];
}

/** The models that a model implies, itself included. */
export function impliedModels(model: TransactionModel): ReadonlySet<TransactionModel> {
  const implied = new Set([model]);
  for (const name of implied) {
    for (const next of rowOf(name).implies) implied.add(next as TransactionModel);
  }
  return implied;
}

/** All anomalies that a model forbids, itself or through a weaker one. */
export function forbiddenAnomalies(model: TransactionModel): ReadonlySet<AnomalyName> {
  const forbidden = new Set<AnomalyName>();
  for (const name of impliedModels(model)) {
    for (const anomaly of rowOf(name).forbids) forbidden.add(anomaly);
  }
  return forbidden;
}

/** Whether a proof that a model holds needs the order of all writes of every key. */
export function needsOrders(model: TransactionModel): boolean {
  return rowOf(model).needsOrders === true;
}

/** The models that some anomalies rule out. */
export function violatedModels(found: Iterable<AnomalyName>): ReadonlySet<TransactionModel> {
  const implied = allImplied(found);
  return new Set(
    transactionModels.filter((model) =>
      [...forbiddenAnomalies(model)].some((anomaly) => implied.has(anomaly)),
    ),
  );
}

/** Of some models those that imply no other one of them. */
export function weakestOf(models: ReadonlySet<TransactionModel>): TransactionModel[] {
  return [...models].filter((model) =>
    [...impliedModels(model)].every((other) => other === model || !models.has(other)),
  );
}

/** Of some models those that no other one of them implies. */
export function strongestOf(models: ReadonlySet<TransactionModel>): TransactionModel[] {
  return [...models].filter((model) =>
    [...models].every((other) => other === model || !impliedModels(other).has(model)),
  );
}
