import { Shelf } from '../../base/shelf.ts';
import type { Program } from '../../world/program/program.ts';
import { abdRegister } from './abd-register.ts';
import { activeStandby } from './active-standby.ts';
import { byzantineGenerals } from './byzantine-generals.ts';
import { clockReader } from './clock-reader.ts';
import { confirmedStore } from './confirmed-store.ts';
import { counterService } from './counter-service.ts';
import { echo } from './echo.ts';
import { failoverPair } from './failover-pair.ts';
import { fileStore } from './file-store.ts';
import { hpcJob } from './hpc-job.ts';
import { leaderFollower } from './leader-follower.ts';
import { leaseClient } from './lease-client.ts';
import { leaseService } from './lease-service.ts';
import { logStore } from './log-store.ts';
import { longestChain } from './longest-chain.ts';
import { majorityFailover } from './majority-failover.ts';
import { multiLeaderStore } from './multi-leader-store.ts';
import { numberedStream } from './numbered-stream.ts';
import { raft } from './raft.ts';
import { station } from './station.ts';
import { timeServer } from './time-server.ts';
import { transactionStore } from './transaction-store.ts';
import { twoPhaseCoordinator } from './two-phase-coordinator.ts';
import { twoPhaseParticipant } from './two-phase-participant.ts';

/** All programs that a scenario may name, in order of name. */
export const programs = new Shelf<Program>('program', [
  abdRegister,
  activeStandby,
  byzantineGenerals,
  clockReader,
  confirmedStore,
  counterService,
  echo,
  failoverPair,
  fileStore,
  hpcJob,
  leaderFollower,
  leaseClient,
  leaseService,
  logStore,
  longestChain,
  majorityFailover,
  multiLeaderStore,
  numberedStream,
  raft,
  station,
  timeServer,
  transactionStore,
  twoPhaseCoordinator,
  twoPhaseParticipant,
]);
