// What the child that judges histories needs of the sources; the bench bundles it.
export { readerOf } from '../../src/history/formats/index.ts';
export { writeJepsenEdn } from '../../src/history/formats/jepsen-writer.ts';
export { HistoryBuilder } from '../../src/history/history.ts';
export { TransactionBuilder } from '../../src/history/transactions.ts';
export { judged } from '../../src/cli/check/judge.ts';
export { usualSearch } from '../../src/cli/limits.ts';
