import { expect, it } from 'vitest';
import { faultEvents, processEvents } from '../../../src/run/faults/timing/trigger.ts';
import { engineEventFields } from '../../../src/scenario/vocabulary/engine-events.ts';

it('scenarios may name every event that processes and faults tell', () => {
  const told = new Set([...Object.values(processEvents), ...Object.values(faultEvents)]);
  expect([...engineEventFields.keys()].toSorted()).toEqual([...told].toSorted());
});
