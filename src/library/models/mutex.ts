import { request } from '../../world/program/protocol.ts';
import { defineModel } from './define.ts';

/** A lock that one at a time may hold; the state is its holder, '' when it is free. */
export const mutex = defineModel({
  name: 'mutex',
  summary: 'A lock: it is acquired when it is free, and released by its holder.',
  operations: { acquire: request({}), release: request({}) },
  initial: '',
  byProcess: true,
  steps: {
    acquire: (holder, _body, _given, process) =>
      holder === '' ? { state: process } : 'impossible',
    release: (holder, _body, _given, process) =>
      holder === process ? { state: '' } : 'impossible',
  },
  fastPath: (initial, values, paths) => (initial === values.cellOf('') ? paths.lock : null),
  stories: () => ({
    held: [{ op: 'acquire' }, { op: 'release' }, { op: 'acquire' }],
    violated: [{ op: 'acquire' }, { op: 'acquire' }],
  }),
});
