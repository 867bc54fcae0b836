import { describe, expect, it } from 'vitest';
import { jobEngines, shardOfJob } from '../../../src/cli/explore/shard-of-job.ts';

describe('the part of a search that a job has', () => {
  it.each([
    ['Slurm', { SLURM_ARRAY_TASK_ID: '3', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '1' }],
    ['Slurm', { SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '0' }],
    // Slurm tells the step of every array.
    [
      'Slurm',
      {
        SLURM_ARRAY_TASK_ID: '3',
        SLURM_ARRAY_TASK_COUNT: '8',
        SLURM_ARRAY_TASK_MIN: '1',
        SLURM_ARRAY_TASK_STEP: '1',
      },
    ],
    // --array=1-15:2
    [
      'Slurm',
      {
        SLURM_ARRAY_TASK_ID: '5',
        SLURM_ARRAY_TASK_COUNT: '8',
        SLURM_ARRAY_TASK_MIN: '1',
        SLURM_ARRAY_TASK_STEP: '2',
      },
    ],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '2', AWS_BATCH_JOB_ARRAY_SIZE: '8' }],
    ['Buildkite', { BUILDKITE_PARALLEL_JOB: '2', BUILDKITE_PARALLEL_JOB_COUNT: '8' }],
    ['CircleCI', { CIRCLE_NODE_INDEX: '2', CIRCLE_NODE_TOTAL: '8' }],
    ['GitLab', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '8' }],
    ['Kubernetes', { JOB_COMPLETION_INDEX: '2', FAULT_SIM_SHARDS: '8' }],
    ['a matrix', { FAULT_SIM_SHARD: '3/8', CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2' }],
  ])('is told by %s: %j', (_, env) => {
    expect(shardOfJob(env)).toEqual({ index: 3, of: 8 });
  });

  it('is not guessed', () => {
    expect(() => shardOfJob({})).toThrow('nothing tells which part this is');
    expect(() => shardOfJob({ FAULT_SIM_SHARD: '9/8' })).toThrow('parts are counted from 1 to 8');
    expect(() => shardOfJob({ JOB_COMPLETION_INDEX: '0' })).toThrow(
      'this is a Kubernetes indexed job, but FAULT_SIM_SHARDS is not set',
    );
    // --array=1,3,7
    const gaps = {
      SLURM_ARRAY_TASK_COUNT: '3',
      SLURM_ARRAY_TASK_MIN: '1',
      SLURM_ARRAY_TASK_ID: '7',
    };
    expect(() => shardOfJob(gaps)).toThrow(
      'SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT make 7/3: parts are counted from 1 to 3',
    );
    expect(() => shardOfJob({ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '2' })).toThrow('no number');
  });

  it('has variables of its own for each engine', () => {
    expect(new Set(jobEngines.map(({ index }) => index)).size).toBe(jobEngines.length);
  });
});
