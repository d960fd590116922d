import type { Direction, Policy } from '../../model/policy';
import type { End, Entry, WalkPolicy } from '../../model/walk';
import type { Labels } from '../../model/labels';
import type { CalicoPolicySpec } from '../../dialects/calico/spec';
import type { EndSets } from './end-sets';
import { entriesOfRule } from './entries';
import { subjectSelector } from './translate';
import { isEndpoint } from './world';

/** A policy on its way into the tiers. */
export type PlacedPolicy = {
  readonly policy: Policy;
  readonly spec: CalicoPolicySpec;
  readonly walk: WalkPolicy;
  /** Whether it applies to what has these labels. */
  readonly selects: (labels: Labels) => boolean;
};

/** `isolates`: the tier denies what its policies leave undecided. */
export function placePolicy(
  policy: Policy,
  spec: CalicoPolicySpec,
  isolates: boolean,
  sets: EndSets,
): PlacedPolicy {
  const subject = sets.ofSelector(subjectSelector(spec));
  const side = (direction: Direction): WalkPolicy['sides'][Direction] => {
    const applies = spec.types[direction];
    return {
      applies,
      isolates: applies && isolates,
      entries: applies ? entriesOf(spec, direction, sets) : [],
    };
  };
  return {
    policy,
    spec,
    selects: subject.matches,
    walk: {
      policy,
      subject: {
        key: subject.key,
        ...(subject.only !== undefined && { only: subject.only }),
        holds: (end: End) =>
          end.kind === 'pod' && isEndpoint(end.pod) && subject.matches(sets.world.labelsOf(end.pod)),
      },
      sides: { ingress: side('ingress'), egress: side('egress') },
    },
  };
}

function entriesOf(spec: CalicoPolicySpec, direction: Direction, sets: EndSets): readonly Entry[] {
  return spec.rules[direction].flatMap((rule) => entriesOfRule(rule, spec.namespace, direction, sets));
}

/** A policy that the arrangement only names: it does nothing here. */
export function idlePolicy(policy: Policy): WalkPolicy {
  const idle = { applies: false, isolates: false, entries: [] };
  return { policy, subject: { key: 'nobody', holds: () => false }, sides: { ingress: idle, egress: idle } };
}
