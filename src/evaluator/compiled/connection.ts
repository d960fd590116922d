import type { Flow, FlowEnd } from '../../model/flow';
import type { Trace } from '../../model/verdict';
import type { Connection } from '../types';
import type { Compiled } from './build';
import { noConnection } from '../no-connection';

/** All flows from one end to another; where something cannot be known, with the reason for the first such port. */
export function connectionBetween(
  compiled: Compiled,
  trace: (flow: Flow) => Trace,
  from: number,
  to: number,
): Connection {
  const found = compiled.reaches.from(from).find((group) => group.to.has(to))?.connection ?? noConnection;
  const [port] = found.undetermined;
  if (port === undefined) return found;
  const reasons = new Set<string>();
  for (const source of endsOf(compiled, from)) {
    for (const destination of endsOf(compiled, to)) {
      const { verdict } = trace({
        from: source,
        to: destination,
        protocol: port.protocol,
        port: port.first,
      });
      if (verdict.kind === 'undetermined') reasons.add(verdict.reason);
    }
  }
  return reasons.size === 0 ? found : { ...found, reasons: [...reasons] };
}

/** A pod of each unit of a workload, or the representatives of a part. */
function endsOf({ live, revision }: Compiled, end: number): readonly FlowEnd[] {
  if (end >= live.length) {
    const part = revision.placement.parts[end - live.length];
    return (part?.outside.representatives ?? []).map((address) => ({ kind: 'address', address }));
  }
  return (live[end] ?? []).flatMap((unit) => {
    const pod = revision.world.units[unit]?.pod.index;
    return pod === undefined ? [] : { kind: 'pod' as const, pod };
  });
}
