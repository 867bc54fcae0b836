/**
 * What the transactions work on: lists that grow by appending, or registers that are overwritten.
 * Every value must be written to a key at most once.
 */
export type Workload = 'list-append' | 'rw-register';
