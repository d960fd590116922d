import type { Direction } from '../model/policy';
import type { Before, PolicyStep, RuleStep, SideTrace, Trace } from '../model/verdict';
import { counted, fromBackticks, listedUpTo, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** Who is who in the sentences about one path. */
export type Scene = {
  readonly trace: Trace;
  readonly from: string;
  readonly to: string;
  /** `TCP 8080`. */
  readonly port: string;
  /** Title of the CNI. */
  readonly cni: string;
  /** Why no flow can be at all, where a pod has ended or has no address. */
  readonly dead: Sentence | undefined;
};

/**
 * The one sentence: `` `batch` cannot reach `api` on TCP 8080: `api` is isolated for ingress by `default-deny` and none
 * of 2 rules admits `batch`. `` Policies admit or isolate; they are never said to block.
 */
export function whySentence(scene: Scene): Sentence {
  const { trace } = scene;
  const from = name(scene.from);
  const to = name(scene.to);
  const same = scene.from === scene.to;
  const itself = trace.egress.before === 'itself';
  const whom = itself ? sentence('itself') : same ? sentence('another pod of ', to) : sentence(to);
  switch (trace.verdict.kind) {
    case 'allowed':
      return sentence(from, ' reaches ', whom, ` on ${scene.port}: `, allowedBecause(scene), '.');
    case 'denied': {
      const denied = [trace.egress, trace.ingress].filter((side) => side.verdict.kind === 'denied');
      const clauses =
        scene.dead === undefined ? denied.map((side) => deniedClause(scene, side)) : [scene.dead];
      const because = clauses.flatMap((clause, index) => (index === 0 ? [clause] : ['; besides, ', clause]));
      return sentence(from, ' cannot reach ', whom, ` on ${scene.port}: `, ...because, '.');
    }
    case 'undetermined':
      return sentence(
        'Whether ',
        from,
        ' reaches ',
        whom,
        ` on ${scene.port} cannot be told: `,
        reasonWords(trace.verdict.reason),
        '.',
      );
  }
}

/** A reason of the evaluator as the end of a sentence. */
export function reasonWords(reason: string): Sentence {
  return fromBackticks(reason.trim().replace(/\.$/u, ''));
}

/** Whose gate a side is. */
export function subjectOf(scene: Scene, direction: Direction): string {
  return direction === 'egress' ? scene.from : scene.to;
}

/** Why a side was decided before any policy was looked at. */
export function beforeClause(scene: Scene, direction: Direction, before: Before): Sentence {
  const subject = name(subjectOf(scene, direction));
  switch (before) {
    case 'itself':
      return sentence('what a pod sends to itself passes no gate');
    case 'own node':
      return sentence('what comes from the node of ', subject, ' always enters it');
    case 'outside':
      return sentence(subject, ' is no pod of the cluster and has no gate');
    case 'host network':
      return sentence(subject, " uses its node's network, which these policies do not guard");
    case 'nothing enforced':
      return sentence(`no policy is enforced by ${scene.cni}`);
    case 'no address':
    case 'ended':
      return scene.dead ?? sentence('nothing can be sent');
  }
}

/** Policies that isolate the subject of a side, in the order of the engine. */
export function isolating(side: SideTrace): readonly PolicyStep[] {
  return policySteps(side).filter((policy) => policy.isolates);
}

export function policySteps(side: SideTrace): readonly PolicyStep[] {
  return side.checkpoints.flatMap(({ tiers }) => tiers.flatMap(({ policies }) => policies));
}

/** Rules that let the flow through at a side. */
export function admitting(side: SideTrace): readonly { policy: PolicyStep; rule: RuleStep }[] {
  return matchedRules(side, 'allow');
}

function matchedRules(side: SideTrace, action: 'allow' | 'deny') {
  return policySteps(side).flatMap((policy) =>
    policy.rules
      .filter((rule) => rule.matched === 'yes' && rule.action === action)
      .map((rule) => ({ policy, rule })),
  );
}

function allowedBecause(scene: Scene): Sentence {
  const { egress, ingress } = scene.trace;
  const both = egress.before !== undefined && egress.before === ingress.before;
  if (both && egress.before !== undefined && oncePerPath.has(egress.before)) {
    return beforeClause(scene, 'egress', egress.before);
  }
  const sides = [egress, ingress];
  const telling = sides.filter((side) => side.before !== 'outside');
  const told = telling.length > 0 ? telling : sides.slice(0, 1);
  if (told.length === 2 && told.every((side) => side.before === undefined && isOpen(side))) {
    return sentence(
      'nothing isolates ',
      name(scene.from),
      ' for egress or ',
      scene.from === scene.to ? 'for' : sentence(name(scene.to), ' for'),
      ' ingress',
    );
  }
  const clauses = told.map((side) => allowedClause(scene, side));
  return sentence(...clauses.flatMap((clause, index) => (index === 0 ? [clause] : [', and ', clause])));
}

/** Reasons that are about both gates at once. */
const oncePerPath: ReadonlySet<Before> = new Set(['itself', 'nothing enforced']);

function isOpen(side: SideTrace): boolean {
  return side.checkpoints.every(({ state }) => state === 'open');
}

function allowedClause(scene: Scene, side: SideTrace): Sentence {
  if (side.before !== undefined) return beforeClause(scene, side.direction, side.before);
  const rules = admitting(side);
  const [first] = rules;
  if (first === undefined) {
    return sentence('nothing isolates ', name(subjectOf(scene, side.direction)), ` for ${side.direction}`);
  }
  const rest = rules.length - 1;
  const more = rest === 0 ? '' : ` and ${counted(rest, 'more rule')}`;
  const verb = side.direction === 'egress' ? (rest === 0 ? 'lets' : 'let') : rest === 0 ? 'admits' : 'admit';
  const it = side.direction === 'egress' ? ' it leave' : ' it';
  return sentence(`rule ${first.rule.index + 1} of `, name(first.policy.ref.name), `${more} ${verb}${it}`);
}

/** Who isolates the subject and how many rules admit somebody else. */
function deniedClause(scene: Scene, side: SideTrace): Sentence {
  if (side.before !== undefined) return beforeClause(scene, side.direction, side.before);
  const subject = name(subjectOf(scene, side.direction));
  const [denial] = matchedRules(side, 'deny');
  const refused = side.checkpoints.some(({ state }) => state === 'denied');
  if (refused && denial !== undefined) {
    return sentence(
      `rule ${denial.rule.index + 1} of `,
      name(denial.policy.ref.name),
      ' denies it at the ',
      side.direction,
      ' gate of ',
      subject,
    );
  }
  const policies = isolating(side);
  const names = listedUpTo(
    policies.slice(0, 3).map((policy) => sentence(name(policy.ref.name))),
    3,
    policies.length,
  );
  const rules = policies.reduce((sum, policy) => sum + policy.rules.length, 0);
  const by = policies.length === 0 ? sentence('') : sentence(' by ', names);
  return sentence(
    subject,
    ` is isolated for ${side.direction}`,
    by,
    nobodyAdmits(scene, side, policies.length, rules),
  );
}

function nobodyAdmits(scene: Scene, side: SideTrace, policies: number, rules: number): Sentence {
  const other = name(side.direction === 'egress' ? scene.to : scene.from);
  const verb = side.direction === 'egress' ? 'lets it out to' : 'admits';
  if (rules === 0) {
    const nobody = side.direction === 'egress' ? 'lets nothing out' : 'admits nobody';
    return policies === 1
      ? sentence(`, which ${nobody}`)
      : sentence(
          side.direction === 'egress' ? ', and no rule lets anything out' : ', and no rule admits anybody',
        );
  }
  if (rules === 1) return sentence(`, and the only rule does not ${infinitive(verb)} `, other);
  return sentence(`, and none of ${rules} rules ${verb} `, other);
}

function infinitive(verb: string): string {
  return verb === 'admits' ? 'admit' : 'let it out to';
}
