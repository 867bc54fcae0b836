import { UsageError } from '../../base/errors.ts';
import { readShard } from '../../search/shard.ts';
import type { Shard } from '../../search/shard.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How an engine that starts many jobs tells each which one it is. */
interface JobEngine {
  readonly name: string;
  /** The variable with the index of the job. */
  readonly index: string;
  /** The variable with the number of jobs. */
  readonly of: string;
  /** The index of the first job: a number, or the variable that has it. */
  readonly first: number | string;
  /** The variable with the distance of two indices, where they need not follow one another. */
  readonly step?: string;
}

/** By their own variables; the first one that is there counts. */
export const jobEngines: readonly JobEngine[] = [
  {
    name: 'Slurm array',
    index: 'SLURM_ARRAY_TASK_ID',
    of: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    step: 'SLURM_ARRAY_TASK_STEP',
  },
  {
    name: 'AWS Batch array',
    index: 'AWS_BATCH_JOB_ARRAY_INDEX',
    of: 'AWS_BATCH_JOB_ARRAY_SIZE',
    first: 0,
  },
  {
    name: 'Buildkite parallel job',
    index: 'BUILDKITE_PARALLEL_JOB',
    of: 'BUILDKITE_PARALLEL_JOB_COUNT',
    first: 0,
  },
  {
    name: 'CircleCI parallel job',
    index: 'CIRCLE_NODE_INDEX',
    of: 'CIRCLE_NODE_TOTAL',
    first: 0,
  },
  { name: 'GitLab parallel job', index: 'CI_NODE_INDEX', of: 'CI_NODE_TOTAL', first: 1 },
  // Kubernetes tells no pod how many there are.
  {
    name: 'Kubernetes indexed job',
    index: 'JOB_COMPLETION_INDEX',
    of: 'FAULT_SIM_SHARDS',
    first: 0,
  },
];

function wholeOf(env: Environment, name: string, engine: JobEngine): number {
  const text = env[name] ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const said = text === '' ? 'is not set' : `is "${text}", no number`;
  throw new UsageError(`--shard auto: this is a ${engine.name}, but ${name} ${said}`);
}

/**
 * The part of a search that is this job's, as the engine that started it tells. FAULT_SIM_SHARD=2/5
 * goes before all. Throws UsageError when nothing tells, or what it tells makes no sense.
 */
export function shardOfJob(env: Environment): Shard {
  const own = env['FAULT_SIM_SHARD'] ?? '';
  if (own !== '') {
    const shard = readShard(own);
    if ('problem' in shard) throw new UsageError(`FAULT_SIM_SHARD=${own}: ${shard.problem}`);
    return shard;
  }
  const engine = jobEngines.find(({ index }) => (env[index] ?? '') !== '');
  if (engine === undefined) {
    const known = jobEngines.map(({ index }) => index).join(', ');
    throw new UsageError(
      `--shard auto: nothing tells which part this is: neither FAULT_SIM_SHARD=2/5 nor one of ${known} is set`,
    );
  }
  const first =
    typeof engine.first === 'number' ? engine.first : wholeOf(env, engine.first, engine);
  const isStepped = engine.step !== undefined && (env[engine.step] ?? '') !== '';
  const step = isStepped ? Math.max(1, wholeOf(env, engine.step, engine)) : 1;
  const index = (wholeOf(env, engine.index, engine) - first) / step + 1;
  const of = wholeOf(env, engine.of, engine);
  const shard = readShard(`${index}/${of}`);
  if (!('problem' in shard)) return shard;
  throw new UsageError(
    `--shard auto: ${engine.index} and ${engine.of} make ${index}/${of}: ${shard.problem}`,
  );
}
