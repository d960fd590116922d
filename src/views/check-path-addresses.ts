import type { Analysis } from '../analysis/types';
import { contains, formatAddress, formatCidr, parseAddress, parseCidr, sameAddress } from '../model/address';
import type { Address, Cidr } from '../model/address';
import type { Service } from '../model/cluster';
import type { FlowEnd } from '../model/flow';
import { endNames } from './explanation-ends';
import { code, name, sentence } from './sentences';
import type { Sentence } from './sentences';

/** One end as understood. `flowEnd`: exactly this pod or address is meant, not just any of the end. */
export type CheckedEnd = {
  readonly id: string;
  readonly flowEnd: FlowEnd | undefined;
  readonly note: Sentence | undefined;
};

export type EndReading =
  | { readonly kind: 'ends'; readonly ends: readonly CheckedEnd[] }
  | { readonly kind: 'service'; readonly service: Service }
  /** `near`: other spellings of this end alone. */
  | { readonly kind: 'problem'; readonly message: Sentence; readonly near: readonly string[] };

const partsShown = 8;

/** A reading that is one end. */
export function single(id: string, flowEnd?: FlowEnd, note?: Sentence): EndReading {
  return { kind: 'ends', ends: [{ id, flowEnd, note }] };
}

/** An end written as an address or a CIDR; undefined for anything else. */
export function addressEnd(analysis: Analysis, wanted: string): EndReading | undefined {
  const bare = wanted.replace(/^\[(?<inner>.*)\]$/u, '$<inner>');
  const address = parseAddress(bare);
  if (address !== undefined) return ofAddress(analysis, address);
  if (!/^[0-9a-f.:]+\/\d+$/iu.test(bare)) return undefined;
  const parsed = parseCidr(bare);
  if (parsed === undefined) return undefined;
  if (parsed.cidr.prefix === (parsed.cidr.family === 4 ? 32 : 128)) {
    return ofAddress(analysis, parsed.address);
  }
  return ofCidr(analysis, parsed.cidr);
}

/** To whom an address belongs: a live pod, a Service, or a part of the outside. */
export function ofAddress(analysis: Analysis, address: Address): EndReading {
  const { cluster, evaluator } = analysis.snapshot;
  const shown = formatAddress(address);
  const pod = cluster.pods.find(
    (each) =>
      each.addressing === 'known' &&
      !each.hostNetwork &&
      each.addresses.some((own) => sameAddress(own, address)),
  );
  if (pod !== undefined) {
    const note = sentence(code(shown), ' is the pod ', name(pod.id), '.');
    return single(analysis.endId(pod.workload), { kind: 'pod', pod: pod.index }, note);
  }
  const service = cluster.services.find((one) => one.addresses.some((own) => sameAddress(own, address)));
  if (service !== undefined) return { kind: 'service', service };
  const index = evaluator.outside.findIndex((part) =>
    part.ranges.some(
      ({ first, last }) =>
        first.family === address.family && first.value <= address.value && address.value <= last.value,
    ),
  );
  const id = index < 0 ? '' : analysis.endId(cluster.workloads.length + index);
  if (id === '') {
    const message = sentence(
      code(shown),
      ' belongs to no pod that is here, and is no address outside the cluster.',
    );
    return { kind: 'problem', message, near: [] };
  }
  const node = cluster.nodes.find((one) => one.addresses.some((own) => sameAddress(own, address)));
  const owner =
    node === undefined
      ? sentence('part of ', name(endNames(analysis).titleOf(id)))
      : sentence('the node ', name(node.name));
  return single(id, { kind: 'address', address }, sentence(code(shown), ' is ', owner, '.'));
}

/** Every part of the outside that a block touches. */
function ofCidr(analysis: Analysis, cidr: Cidr): EndReading {
  const { cluster, evaluator } = analysis.snapshot;
  const bits = BigInt((cidr.family === 4 ? 32 : 128) - cidr.prefix);
  const last = cidr.value + (1n << bits) - 1n;
  const touched = evaluator.outside.flatMap((part, index) => {
    const range = part.ranges.find(
      (one) => one.first.family === cidr.family && one.first.value <= last && cidr.value <= one.last.value,
    );
    if (range === undefined) return [];
    const value = range.first.value > cidr.value ? range.first.value : cidr.value;
    const flowEnd: FlowEnd = { kind: 'address', address: { family: cidr.family, value } };
    return [{ id: analysis.endId(cluster.workloads.length + index), flowEnd, note: undefined }];
  });
  const shown = formatCidr(cidr);
  const pods = cluster.pods.filter((pod) => pod.addresses.some((own) => contains(cidr, own))).length;
  const podsNote = pods === 0 ? '' : ` ${pods} pods have addresses in it; name them to check them.`;
  if (touched.length === 0) {
    const message = sentence(code(shown), ` holds no address outside the cluster.${podsNote}`);
    return { kind: 'problem', message, near: [] };
  }
  const parts = touched.length === 1 ? '' : `; ${touched.length} parts of it fare differently`;
  const note = sentence(code(shown), ` stands for the addresses in it that no pod has${parts}.${podsNote}`);
  return {
    kind: 'ends',
    ends: touched.slice(0, partsShown).map((end, index) => (index === 0 ? { ...end, note } : end)),
  };
}
