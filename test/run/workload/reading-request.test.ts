import { describe, expect, it } from 'vitest';
import { integer, text } from '../../../src/base/schema.ts';
import { readingRequest } from '../../../src/run/workload/reading-request.ts';
import { request } from '../../../src/world/program/protocol.ts';

const value = { value: text() };
const nothing = new Set<string>();

describe('readingRequest', () => {
  it('is the request whose body is just a key and whose reply has fields', () => {
    const served = {
      add: request({ key: text() }),
      get: request({ key: text() }, value),
      put: request({ key: text(), value: text() }, value),
    };
    expect(readingRequest(served, nothing)).toEqual({ op: 'get', key: 'key' });
  });

  it('prefers `key` to other names, and a name to none', () => {
    const file = request({ file: text(), since: integer().optional() }, value);
    expect(readingRequest({ all: request({}, value), file }, nothing)).toEqual({
      op: 'file',
      key: 'file',
    });
    expect(readingRequest({ all: request({}, value) }, nothing)).toEqual({ op: 'all', key: null });
  });

  it('is what the workload itself asks rather than what servers ask one another', () => {
    const served = {
      all: request({}, value),
      get: request({ key: text() }, value),
      read: request({ file: text() }, value),
    };
    expect(readingRequest(served, new Set(['read']))).toEqual({ op: 'read', key: 'file' });
    // What reads by a key is still before what reads everything.
    expect(readingRequest(served, new Set(['all']))).toEqual({ op: 'get', key: 'key' });
  });

  it('is none where every request needs more, or says nothing', () => {
    expect(
      readingRequest({ at: request({ index: integer() }, value), ping: request({}) }, nothing),
    ).toBeNull();
  });
});
