import { deriveFacts } from '../evaluator/facts';
import type { Connection, Evaluator } from '../evaluator/types';
import type { Cluster } from '../model/cluster';
import { noPorts, unionPorts } from '../model/ports';
import { listShapes } from './list-formats';
import type { ListFormat } from './list-formats';
import type { Answer, Row } from './list-row';
import { familiesOf, RangeTexts } from './list-ranges';

export type Listed = { readonly cluster: Cluster; readonly evaluator: Evaluator };

export { listFormats } from './list-formats';

/** How many characters are written at once. */
const pieceLength = 1 << 20;

/** The list as text, in pieces: there may be millions of rows. */
export function* listPieces(listed: Listed, format: ListFormat): Iterable<string> {
  const { head, between, tail, writer } = listShapes[format];
  const row = writer();
  let piece = head;
  let first = true;
  for (const one of listRows(listed)) {
    piece += first ? row(one) : between + row(one);
    first = false;
    if (piece.length > pieceLength) {
      yield piece;
      piece = '';
    }
  }
  yield piece + tail(first);
}

/**
 * Every pair of ends between which something is let through or cannot be known: workloads in their order with their
 * destinations, then the outside with its. No workload with itself, and nothing between outside ends.
 */
export function* listRows({ cluster, evaluator }: Listed): Iterable<Row> {
  const names = cluster.workloads.map(({ namespace, name, kind }) => `${namespace}/${name}[${kind}]`);
  const ranges = new RangeTexts(cluster, evaluator);
  const answers = new Answers();
  const workloads = names.length;
  const facts = deriveFacts(cluster);
  const families = names.map((_, workload) => familiesOf(facts, workload));
  // Places in `reached`, from 1; 0 where nothing is let through.
  const found = new Int32Array(workloads);
  for (const [from, name] of names.entries()) {
    found.fill(0);
    const reached: Answer[] = [];
    const parts = new Map<Answer, number[]>();
    for (const { to, connection } of evaluator.reaches(from)) {
      const answer = answers.of(connection);
      const place = reached.push(answer);
      to.forEach((end) => {
        if (end < workloads) found[end] = place;
        else append(parts, answer, end - workloads);
      });
    }
    for (let to = 0; to < workloads; to++) {
      const place = found[to] ?? 0;
      const answer = place === 0 ? undefined : reached[place - 1];
      if (answer !== undefined && to !== from) yield { from: name, to: names[to] ?? '', answer };
    }
    const texts = (own: readonly number[]) => ranges.of(own, families[from] ?? []);
    yield* toRanges(parts, texts, (range, answer) => ({ from: name, to: range, answer }));
  }
  const entering = names.map(() => new Map<Answer, number[]>());
  evaluator.outside.forEach((_, part) => {
    for (const { to, connection } of evaluator.reaches(workloads + part)) {
      const answer = answers.of(connection);
      to.forEach((end) => {
        const own = entering[end];
        if (own !== undefined) append(own, answer, part);
      });
    }
  });
  for (const [to, parts] of entering.entries()) {
    const name = names[to] ?? '';
    const texts = (own: readonly number[]) => ranges.of(own, families[to] ?? []);
    yield* toRanges(parts, texts, (range, answer) => ({ from: range, to: name, answer }));
  }
}

/** What is listed of connections; those that list alike have one answer. */
class Answers {
  readonly #ofConnection = new Map<Connection, Answer>();
  readonly #byText = new Map<string, Answer>();

  of(connection: Connection): Answer {
    const known = this.#ofConnection.get(connection);
    if (known !== undefined) return known;
    const answer = {
      ports: unionPorts(connection.allowed, connection.partial),
      partial: connection.partial.length > 0,
      conditional: connection.conditional ?? noPorts,
      undetermined: connection.undetermined,
    };
    const text = JSON.stringify(answer);
    const same = this.#byText.get(text) ?? answer;
    this.#byText.set(text, same);
    this.#ofConnection.set(connection, same);
    return same;
  }
}

function* toRanges(
  parts: ReadonlyMap<Answer, readonly number[]>,
  texts: (parts: readonly number[]) => readonly string[],
  row: (range: string, answer: Answer) => Row,
): Iterable<Row> {
  for (const [answer, own] of parts) {
    const sorted = [...own].sort((a, b) => a - b);
    for (const range of texts(sorted)) yield row(range, answer);
  }
}

function append(lists: Map<Answer, number[]>, answer: Answer, part: number): void {
  const list = lists.get(answer);
  if (list === undefined) lists.set(answer, [part]);
  else list.push(part);
}
