import { availableParallelism } from 'node:os';
import { UsageError } from '../../base/errors.ts';
import { readSeeds, seedsFrom } from '../../search/seeds.ts';
import type { Seeds } from '../../search/seeds.ts';
import { readShard } from '../../search/shard.ts';
import type { Shard } from '../../search/shard.ts';
import type { Given } from '../command.ts';
import { mostJobs } from '../limits.ts';
import { wallMsOf } from '../play/request.ts';
import { shardOfJob } from './shard-of-job.ts';

const usualSeeds = 1000;

/** How a search was asked for. */
export interface SearchRequest {
  readonly seeds: Seeds;
  readonly shard: Shard | null;
  readonly maxFailures: number | null;
  readonly budgetMs: number | null;
  readonly jobs: number;
  /** Share of the faults that must have touched something; null: no demand. */
  readonly minCoverage: number | null;
}

function seedsOf(given: Given, budgetMs: number | null): Seeds {
  const range = given.parsed('seeds', readSeeds);
  const runs = given.count('runs');
  if (range !== null && runs !== null)
    throw new UsageError('--seeds and --runs both say how many seeds: give one of them');
  if (range !== null) return range;
  if (runs !== null) return { first: 1n, count: runs };
  if (budgetMs !== null) return seedsFrom(1n);
  return { first: 1n, count: usualSeeds };
}

function shareOf(given: Given): number | null {
  const text = given.text('min-coverage');
  if (text === null) return null;
  const [, digits] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text) ?? [];
  const percent = Number(digits);
  if (digits !== undefined && percent <= 100) return percent / 100;
  throw new UsageError(`--min-coverage ${text}: write a share such as 90%`);
}

/** Reads what the command line says about a search. Throws UsageError. */
export function searchRequestOf(given: Given, env: NodeJS.ProcessEnv): SearchRequest {
  const budgetMs = wallMsOf(given, 'budget');
  const isAuto = given.text('shard') === 'auto';
  const shard = isAuto ? shardOfJob(env) : given.parsed('shard', readShard);
  const maxFailures = given.count('max-failures');
  if (shard !== null && maxFailures !== null) {
    throw new UsageError(
      '--max-failures counts over all seeds, and a part does not know the others: leave out one of --shard and --max-failures',
    );
  }
  if (
    shard !== null &&
    budgetMs !== null &&
    given.text('seeds') === null &&
    given.count('runs') === null
  )
    throw new UsageError('parts of a search need the same seeds: give --seeds beside --shard');
  return {
    seeds: seedsOf(given, budgetMs),
    shard,
    maxFailures,
    budgetMs,
    jobs: Math.min(given.count('jobs') ?? availableParallelism(), mostJobs),
    minCoverage: shareOf(given),
  };
}
