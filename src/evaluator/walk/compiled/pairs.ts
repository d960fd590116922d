import type { WalkArrangement } from '../../../model/tier';
import type { Direction, Policy } from '../../../model/policy';
import { everything, nothing } from '../../compiled/port-table';
import { familiesBetween, familiesOfCode } from '../../compiled/families';
import type { GateModel } from '../gate-model';
import { modelOfStages } from '../gate-model';
import type { Gates } from './gates';
import type { Ground } from './ground';
import type { Rows } from './rows';
import type { Answer } from './answers';

/** Families by their bits. */
const familyLists: readonly (readonly (4 | 6)[])[] = [[], [4], [6], [4, 6]];

const free: Answer = { sure: everything, maybe: everything, conditional: nothing };

/** What goes on between peers, of which at least one is a unit. */
export class Pairs {
  readonly ground: Ground;
  readonly rows: Rows;
  readonly #arrangement: WalkArrangement;
  readonly #written: ReadonlySet<Policy>;
  readonly #models: Readonly<Record<Direction, readonly (GateModel | undefined)[]>>;

  constructor(ground: Ground, rows: Rows, arrangement: WalkArrangement, gates: Gates) {
    this.ground = ground;
    this.rows = rows;
    this.#arrangement = arrangement;
    this.#written = new Set(arrangement.policies.map(({ policy }) => policy));
    this.#models = { ingress: gates.of(ground, 'ingress'), egress: gates.of(ground, 'egress') };
  }

  model(unit: number, direction: Direction): GateModel | undefined {
    return this.#models[direction][unit];
  }

  /** Whether some policy that somebody wrote applies to the unit, so that an open path is open by its leave. */
  isGuarded(unit: number, direction: Direction): boolean {
    return (
      this.model(unit, direction)?.tiers.some(({ policies }) =>
        policies.some(({ policy }) => this.#written.has(policy)),
      ) === true
    );
  }

  /** The families by which a flow from one peer to another may go. */
  families(from: number, to: number): readonly (4 | 6)[] {
    const { ground } = this;
    const code = (unit: number) => ground.familyCodes[unit] ?? 0;
    const source = ground.unitOf(from);
    const destination = ground.unitOf(to);
    const usable =
      source !== undefined && destination !== undefined
        ? (familiesBetween[code(source) * 8 + code(destination)] ?? 0)
        : familiesOfCode(code(source ?? destination ?? 0)) &
          ground.familiesOfClass(source === undefined ? from : to);
    return familyLists[usable] ?? [];
  }

  /** Ports that get through from one peer to another, whichever of the families is used. */
  between(from: number, to: number, families: readonly (4 | 6)[]): Answer {
    const { ports } = this.ground;
    let sure: number | undefined;
    let maybe = nothing;
    let conditional = nothing;
    for (const family of families) {
      const egress = this.side('egress', from, to, family);
      const ingress = this.side('ingress', to, from, family);
      const own = ports.intersection(egress.sure, ingress.sure);
      sure = sure === undefined ? own : ports.intersection(sure, own);
      const open = ports.intersection(egress.maybe, ingress.maybe);
      maybe = ports.union(maybe, open);
      const bound = ports.union(egress.conditional, ingress.conditional);
      conditional = ports.union(conditional, ports.intersection(open, bound));
    }
    return { sure: sure ?? nothing, maybe, conditional };
  }

  /** What one side lets through: the gate of its unit, and what hosts add. */
  side(direction: Direction, subject: number, peer: number, family: 4 | 6): Answer {
    const { ground } = this;
    const { hosts } = this.#arrangement;
    const model = this.model(subject, direction);
    const gate = model === undefined ? free : this.#ask(model, direction, subject, peer, family);
    if (hosts === undefined) return gate;
    const [from, to] = direction === 'egress' ? [subject, peer] : [peer, subject];
    let all = gate;
    for (const checkpoint of hosts({ from: ground.end(from), to: ground.end(to) }, direction)) {
      const own = modelOfStages(checkpoint.stages, checkpoint.direction, (policy) =>
        policy.subject.holds(checkpoint.subject),
      );
      const [self, other] = checkpoint.direction === 'egress' ? [from, to] : [to, from];
      const more = this.#ask(own, checkpoint.direction, self, other, family);
      all = {
        sure: ground.ports.intersection(all.sure, more.sure),
        maybe: ground.ports.intersection(all.maybe, more.maybe),
        conditional: ground.ports.union(all.conditional, more.conditional),
      };
    }
    return all;
  }

  #ask(model: GateModel, direction: Direction, subject: number, peer: number, family: 4 | 6): Answer {
    return this.rows.answer(this.rows.row(model, direction, subject, family)[peer] ?? 0);
  }

  /** Whether two units have a family in common. */
  share(from: number, to: number): boolean {
    const { familyCodes } = this.ground;
    return (familiesBetween[(familyCodes[from] ?? 0) * 8 + (familyCodes[to] ?? 0)] ?? 0) !== 0;
  }
}
