import { compactJson } from '../base/json/json.ts';
import type { Verdict } from '../library/checks/define.ts';
import type { RunPlan, Scenario } from '../scenario/scenario.ts';

/** What a search plays with many seeds: one variant and cell of a scenario, its seed left open. */
export interface Design {
  readonly scenario: string;
  /** The scenario file, relative to its own folder. */
  readonly file: string;
  /**
   * Of what is searched, the scenario's data first of all: two parts of one search must have
   * searched the same.
   */
  readonly hash: string;
  readonly variant: string | null;
  /** Without the axis of the seed, if the matrix has one. */
  readonly cell: string | null;
  /** In natural order of ids. */
  readonly checks: readonly DesignCheck[];
  /** Its faults and those of its nemesis, in natural order of ids. */
  readonly faults: readonly DesignFault[];
}

/** A check of a design. */
export interface DesignCheck {
  readonly id: string;
  readonly check: string;
  readonly expected: readonly Verdict[];
}

/** A fault that a design may meet. */
export interface DesignFault {
  readonly id: string;
  readonly fault: string;
  /** Of the nemesis's pool: not every seed draws it. */
  readonly pool: boolean;
}

/** A design, and the plan from which each of its runs is made. */
export interface DesignPlan {
  readonly design: Design;
  readonly plan: RunPlan;
  readonly scenario: Scenario;
}

/** A cell without its seed; null when nothing is left. */
function withoutSeed(cell: string | null): string | null {
  const axes = cell?.split(',').filter((axis) => !axis.startsWith('seed=')) ?? [];
  return axes.length === 0 ? null : axes.join(',');
}

/** The checks of a plan, in the order in which its reports have them. */
function checksOf(plan: RunPlan): DesignCheck[] {
  return plan.checks.map(({ id, definition, expect }) => ({
    id,
    check: definition.name,
    expected: expect,
  }));
}

function faultsOf({ faults, nemesis }: RunPlan): DesignFault[] {
  return [
    ...faults.map(({ id, definition }) => ({ id, fault: definition.name, pool: false })),
    ...(nemesis?.pool ?? []).map(({ fault }) => ({
      id: fault.id,
      fault: fault.definition.name,
      pool: true,
    })),
  ];
}

/** The designs of scenarios, in the order of their runs; runs that differ in their seed are one. */
export function designsOf(scenarios: readonly Scenario[]): DesignPlan[] {
  const designs = new Map<string, DesignPlan>();
  for (const scenario of scenarios) {
    for (const plan of scenario.runs) {
      const cell = withoutSeed(plan.cell);
      const key = compactJson([scenario.path, plan.variant, cell]);
      if (designs.has(key)) continue;
      const design: Design = {
        scenario: plan.scenario,
        file: scenario.path.split('/').at(-1) ?? scenario.path,
        hash: scenario.hash,
        variant: plan.variant,
        cell,
        checks: checksOf(plan),
        faults: faultsOf(plan),
      };
      designs.set(key, { design, plan: { ...plan, cell, seedIsAxis: false }, scenario });
    }
  }
  return [...designs.values()];
}
