import { sameAddress } from '../model/address';
import type { Cluster, Pod, Settings } from '../model/cluster';
import type { Labels } from '../model/labels';

/** Whether policies cannot tell two clusters apart: the same pods, namespaces and nodes in the same order. */
export function samePods(a: Cluster, b: Cluster): boolean {
  if (a === b) return true;
  return (
    sameSettings(a.settings, b.settings) &&
    same(a.workloads, b.workloads, (x, y) => x.id === y.id && same(x.pods, y.pods, Object.is)) &&
    same(a.pods, b.pods, samePod) &&
    same([...a.namespaces.values()], [...b.namespaces.values()], (x, y) => {
      return x.name === y.name && sameLabels(x.labels, y.labels);
    }) &&
    same(a.nodes, b.nodes, (x, y) => x.name === y.name && same(x.addresses, y.addresses, sameAddress))
  );
}

function sameSettings(a: Settings, b: Settings): boolean {
  const text = (settings: Settings) =>
    JSON.stringify(settings, (key, value: unknown) =>
      key === 'origin' ? undefined : typeof value === 'bigint' ? value.toString() : value,
    );
  return a === b || text(a) === text(b);
}

function samePod(a: Pod, b: Pod): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.workload === b.workload &&
      a.template === b.template &&
      a.hostNetwork === b.hostNetwork &&
      a.node === b.node &&
      a.addressing === b.addressing &&
      sameLabels(a.labels, b.labels) &&
      same(a.addresses, b.addresses, sameAddress) &&
      same(a.ports, b.ports, (x, y) => x.name === y.name && x.port === y.port && x.protocol === y.protocol))
  );
}

function sameLabels(a: Labels, b: Labels): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

function same<Item>(
  a: readonly Item[],
  b: readonly Item[],
  equal: (one: Item, other: Item) => boolean,
): boolean {
  return a.length === b.length && a.every((one, index) => equal(one, b[index] as Item));
}
