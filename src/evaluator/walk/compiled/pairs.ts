import type { WalkArrangement } from '../../../model/tier';
import type { Direction, Policy } from '../../../model/policy';
import type { Checkpoint } from '../../../model/walk';
import { familiesBetween, familiesOfCode } from '../../compiled/families';
import type { GateModel } from '../gate-model';
import { modelOfStages } from '../gate-model';
import { free, shut } from './answer-table';
import type { Row } from './asked';
import type { Gates } from './gates';
import type { Ground } from './ground';
import type { Rows } from './rows';

/** Families by their bits. */
const familyLists: readonly (readonly (4 | 6)[])[] = [[], [4], [6], [4, 6]];

/** What goes on between peers, of which at least one is a unit. */
export class Pairs {
  readonly ground: Ground;
  readonly rows: Rows;
  readonly #arrangement: WalkArrangement;
  readonly #models: Readonly<Record<Direction, readonly (GateModel | undefined)[]>>;
  readonly #guarded: Readonly<Record<Direction, Uint8Array>>;
  readonly #rowsOf: Readonly<Record<Direction, Readonly<Record<4 | 6, (Row | undefined)[]>>>> = {
    ingress: { 4: [], 6: [] },
    egress: { 4: [], 6: [] },
  };
  readonly #atHosts = new WeakMap<Checkpoint, GateModel>();

  constructor(ground: Ground, rows: Rows, arrangement: WalkArrangement, gates: Gates) {
    this.ground = ground;
    this.rows = rows;
    this.#arrangement = arrangement;
    this.#models = { ingress: gates.of(ground, 'ingress'), egress: gates.of(ground, 'egress') };
    const written = new Set(arrangement.policies.map(({ policy }) => policy));
    const guarded = (direction: Direction) =>
      Uint8Array.from(this.#models[direction], (model) => (isGuarded(model, written) ? 1 : 0));
    this.#guarded = { ingress: guarded('ingress'), egress: guarded('egress') };
  }

  model(unit: number, direction: Direction): GateModel | undefined {
    return this.#models[direction][unit];
  }

  /** Whether some policy that somebody wrote applies to the unit, so that an open path is open by its leave. */
  isGuarded(unit: number, direction: Direction): boolean {
    return this.#guarded[direction][unit] === 1;
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

  /** What gets through from one peer to another, whichever of the families is used. */
  between(from: number, to: number, families: readonly (4 | 6)[]): number {
    const { table } = this.rows;
    const [first = shut, ...more] = families.map((family) =>
      table.both(this.side('egress', from, to, family), this.side('ingress', to, from, family)),
    );
    return more.reduce((all, one) => table.either(all, one), first);
  }

  /** What one side lets through: the gate of its unit, and what hosts add. */
  side(direction: Direction, subject: number, peer: number, family: 4 | 6): number {
    const { ground } = this;
    const { hosts } = this.#arrangement;
    const gate = this.row(direction, subject, family)?.[peer] ?? free;
    if (hosts === undefined) return gate;
    const [from, to] = direction === 'egress' ? [subject, peer] : [peer, subject];
    let all = gate;
    for (const checkpoint of hosts({ from: ground.end(from), to: ground.end(to) }, direction)) {
      const [self, other] = checkpoint.direction === 'egress' ? [from, to] : [to, from];
      const own = this.rows.row(this.#modelAt(checkpoint), checkpoint.direction, self, family);
      all = this.rows.table.both(all, own[other] ?? shut);
    }
    return all;
  }

  /** What the gate of a unit answers for every peer; undefined where it has none, and so lets everything through. */
  row(direction: Direction, unit: number, family: 4 | 6): Row | undefined {
    const model = this.model(unit, direction);
    if (model === undefined) return undefined;
    const rows = this.#rowsOf[direction][family];
    return (rows[unit] ??= this.rows.row(model, direction, unit, family));
  }

  /** The row, if it was asked for in this revision; undefined also where there is no gate. */
  knownRow(direction: Direction, unit: number, family: 4 | 6): Row | undefined {
    return this.#rowsOf[direction][family][unit];
  }

  /** Checkpoints of hosts stand between very many pairs. */
  #modelAt(checkpoint: Checkpoint): GateModel {
    let model = this.#atHosts.get(checkpoint);
    if (model === undefined) {
      model = modelOfStages(checkpoint.stages, checkpoint.direction, (policy) =>
        policy.subject.holds(checkpoint.subject),
      );
      this.#atHosts.set(checkpoint, model);
    }
    return model;
  }

  /** Whether two units have a family in common. */
  share(from: number, to: number): boolean {
    const { familyCodes } = this.ground;
    return (familiesBetween[(familyCodes[from] ?? 0) * 8 + (familyCodes[to] ?? 0)] ?? 0) !== 0;
  }
}

function isGuarded(model: GateModel | undefined, written: ReadonlySet<Policy>): boolean {
  return model?.tiers.some(({ policies }) => policies.some(({ policy }) => written.has(policy))) === true;
}
