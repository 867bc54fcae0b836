import { expect, it } from 'vitest';
import { strategies } from '../../../src/search/strategies/index.ts';
import { strategyNames } from '../../../src/search/strategies/names.ts';

it('has a strategy for each name, and a name for each strategy', () => {
  expect(strategies.names).toEqual(strategyNames);
});
