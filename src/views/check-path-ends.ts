import type { Analysis, WorkloadSummary } from '../analysis/types';
import type { Service } from '../model/cluster';
import { namedFlowEnd } from '../model/flow';
import { addressEnd, single } from './check-path-addresses';
import type { EndReading } from './check-path-addresses';
import { namedEnd } from './check-path-named';
import { nearNames } from './check-path-near';
import { endNames } from './explanation-ends';
import { name, sentence } from './sentences';

/**
 * Reads one end: a workload (`api`, `shop/api`, `deploy/api`, an id), something outside by its name, an address, a CIDR,
 * `entity:host`, `node:n1`, `fqdn:api.example.com`, or a Service (`svc/api`, `api.shop.svc`, or a Service's name that no workload has). `namespace` is that of the other
 * end, where it is known: of several workloads of one name the one there is meant.
 */
export function readEnd(analysis: Analysis, text: string, namespace: string | undefined): EndReading {
  const wanted = text.trim();
  return (
    addressEnd(analysis, wanted) ??
    namedEnd(analysis, wanted) ??
    forcedService(analysis, wanted) ??
    workloadEnd(analysis, wanted, namespace) ??
    outsideEnd(analysis, wanted) ??
    serviceEnd(analysis, wanted, namespace) ??
    unknownEnd(analysis, wanted)
  );
}

/** The shortest text that `readEnd` reads as this workload or outside end, wherever it stands. */
export function endText(analysis: Analysis, id: string): string {
  const workload = endNames(analysis).workload(id);
  if (workload === undefined) return namedFlowEnd(id) === undefined ? endNames(analysis).titleOf(id) : id;
  const same = endNames(analysis).called(workload.name);
  if (same.length === 1) return workload.name;
  const here = same.filter((other) => other.namespace === workload.namespace);
  return here.length === 1 ? `${workload.namespace}/${workload.name}` : workload.id;
}

/** `svc/api` of a namespace's Service, in the shortest form that is clear. */
export function serviceText(analysis: Analysis, service: Pick<Service, 'namespace' | 'name'>): string {
  const same = analysis.snapshot.cluster.services.filter((other) => other.name === service.name);
  return same.length === 1 ? `svc/${service.name}` : `${service.namespace}/svc/${service.name}`;
}

function workloadEnd(
  analysis: Analysis,
  wanted: string,
  namespace: string | undefined,
): EndReading | undefined {
  const names = endNames(analysis);
  if (names.workload(wanted) !== undefined) return single(wanted);
  const parts = wanted.split('/');
  const last = parts.at(-1) ?? '';
  const found = names.called(last).filter((workload) => fits(workload, parts.slice(0, -1)));
  const [first] = found;
  if (first === undefined) return undefined;
  if (found.length === 1) return single(first.id);
  const near = namespace === undefined ? [] : found.filter((workload) => workload.namespace === namespace);
  if (near.length === 1 && near[0] !== undefined) {
    const note = sentence(name(wanted), ' is taken for ', name(endText(analysis, near[0].id)), '.');
    return single(near[0].id, undefined, note);
  }
  return {
    kind: 'problem',
    message: sentence(`${found.length} workloads are called `, name(wanted), '. Which one?'),
    near: found.slice(0, 6).map((workload) => endText(analysis, workload.id)),
  };
}

/** What stands before the name: `shop`, `deploy`, `shop/deploy`, `deploy/shop`. */
function fits(workload: WorkloadSummary, before: readonly string[]): boolean {
  const isKind = (word: string) =>
    [workload.kind, workload.shortKind, `${workload.kind}s`].some(
      (kind) => kind.toLowerCase() === word.toLowerCase(),
    );
  const isNamespace = (word: string) => word === workload.namespace;
  if (before.length === 0) return true;
  const [first = '', second] = before;
  if (second === undefined) return isNamespace(first) || isKind(first);
  if (before.length > 2) return false;
  return (isNamespace(first) && isKind(second)) || (isKind(first) && isNamespace(second));
}

function outsideEnd(analysis: Analysis, wanted: string): EndReading | undefined {
  const low = wanted.toLowerCase();
  const found = analysis.summary.outside.find(
    (end) => end.id === wanted || end.title.toLowerCase() === low || end.cidrs.includes(wanted),
  );
  return found === undefined ? undefined : single(found.id, analysis.namedEnd(found.end));
}

/** `svc/api`, `shop/svc/api`, `svc/shop/api`, `service/api`, `api.shop.svc.cluster.local`. */
function forcedService(analysis: Analysis, wanted: string): EndReading | undefined {
  const { services } = analysis.snapshot.cluster;
  const parts = wanted.split('/');
  const isService = (word: string) => /^(?:svc|services?)$/iu.test(word);
  const at = parts.findIndex(isService);
  const dotted = /^(?<name>[^./]+)\.(?<namespace>[^./]+)\.svc(?:\.[^\s/]*)?$/u.exec(wanted)?.groups;
  if (dotted === undefined && (at < 0 || at > 1 || parts.length < 2 || parts.length > 3)) return undefined;
  const named = dotted?.['name'] ?? parts.at(-1) ?? '';
  const inNamespace = dotted?.['namespace'] ?? parts.slice(0, -1).find((_, index) => index !== at);
  const found = services.filter(
    (service) => service.name === named && (inNamespace === undefined || service.namespace === inNamespace),
  );
  const [first] = found;
  if (first !== undefined && found.length === 1) return { kind: 'service', service: first };
  // A namespace may be called svc.
  if (found.length === 0 && workloadEnd(analysis, wanted, undefined) !== undefined) return undefined;
  return {
    kind: 'problem',
    message:
      found.length === 0
        ? sentence('There is no Service ', name(named), '.')
        : sentence(`${found.length} Services are called `, name(named), '. Which one?'),
    near: (found.length === 0
      ? nearNames(
          named,
          services.map((service) => service.name),
        ).map((near) => `svc/${near}`)
      : found.map((service) => serviceText(analysis, service))
    ).slice(0, 6),
  };
}

/** A Service's name alone, or with its namespace, where no workload is called so. */
function serviceEnd(
  analysis: Analysis,
  wanted: string,
  namespace: string | undefined,
): EndReading | undefined {
  const parts = wanted.split('/');
  if (parts.length > 2) return undefined;
  const named = parts.at(-1) ?? '';
  const inNamespace = parts.length === 2 ? parts[0] : undefined;
  const found = analysis.snapshot.cluster.services.filter(
    (service) => service.name === named && (inNamespace === undefined || service.namespace === inNamespace),
  );
  const here = found.filter((service) => service.namespace === namespace);
  const chosen = found.length === 1 ? found[0] : here.length === 1 ? here[0] : undefined;
  if (chosen !== undefined) return { kind: 'service', service: chosen };
  if (found.length === 0) return undefined;
  return {
    kind: 'problem',
    message: sentence(`${found.length} Services are called `, name(named), '. Which one?'),
    near: found.slice(0, 6).map((service) => serviceText(analysis, service)),
  };
}

function unknownEnd(analysis: Analysis, wanted: string): EndReading {
  const { summary } = analysis;
  const namespace = summary.namespaces.find((one) => one.name === wanted);
  if (namespace !== undefined) {
    const inside = summary.workloads.filter((workload) => workload.namespace === wanted).slice(0, 6);
    return {
      kind: 'problem',
      message: sentence(name(wanted), ' is a namespace. Name one of its workloads.'),
      near: inside.map((workload) => endText(analysis, workload.id)),
    };
  }
  const last = wanted.split('/').at(-1) ?? wanted;
  const likely = new Set(
    nearNames(last, [
      ...summary.workloads.map((workload) => workload.name),
      ...summary.outside.map((end) => end.title),
      ...summary.services.map((service) => service.name),
    ]),
  );
  const near = [
    ...summary.workloads.filter((one) => likely.has(one.name)).map((one) => endText(analysis, one.id)),
    ...summary.outside.filter((one) => likely.has(one.title)).map((one) => one.title),
    ...analysis.snapshot.cluster.services
      .filter((one) => likely.has(one.name) && endNames(analysis).called(one.name).length === 0)
      .map((one) => serviceText(analysis, one)),
  ];
  const kinds = 'no workload, no Service and no outside address';
  return {
    kind: 'problem',
    message: sentence('There is ', kinds, ' called ', name(wanted), '.'),
    near: near.slice(0, 4),
  };
}
