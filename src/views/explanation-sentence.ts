import type { Direction } from '../model/policy';
import type { Before, SideTrace, Trace } from '../model/verdict';
import { allowedClause as allowedAt, deniedClause as deniedAt, hasRules } from './explanation-clauses';
import type { SideNames } from './explanation-clauses';
import { passing } from './explanation-deciding';
import { fromBackticks, name, sentence } from './sentences';
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
    case 'allowed': {
      const { conditions, authentication } = trace.verdict;
      const bound = conditions === undefined ? '' : ' with conditions';
      const proof = authentication === undefined ? '' : ', once both ends have authenticated';
      return sentence(
        from,
        ' reaches ',
        whom,
        ` on ${scene.port}${bound}: `,
        allowedBecause(scene),
        `${proof}.`,
      );
    }
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
      told.some(hasRules) ? 'no rule denies it, and ' : '',
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
  return side.checkpoints.every(
    (checkpoint) =>
      checkpoint.state === 'open' && checkpoint.words === undefined && passing(checkpoint).length === 0,
  );
}

function allowedClause(scene: Scene, side: SideTrace): Sentence {
  if (side.before !== undefined) return beforeClause(scene, side.direction, side.before);
  return allowedAt(side, namesAt(scene, side.direction));
}

function deniedClause(scene: Scene, side: SideTrace): Sentence {
  if (side.before !== undefined) return beforeClause(scene, side.direction, side.before);
  return deniedAt(side, namesAt(scene, side.direction));
}

function namesAt(scene: Scene, direction: Direction): SideNames {
  const { from, to } = scene;
  return direction === 'egress' ? { subject: from, other: to } : { subject: to, other: from };
}
