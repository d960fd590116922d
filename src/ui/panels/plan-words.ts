import type { PathRef, Summary } from '../../analysis/types';
import type { Candidate, ChangedPath, PlanRequest } from '../../authoring/types';
import { everyPort } from '../../model/ports';
import { planEndOfId } from '../canvas/draw/plan-end';

/** Asks for a path to be opened or closed; undefined where one of its ends is not there. */
export function planRequest(
  summary: Summary,
  kind: 'open' | 'close',
  path: PathRef,
): PlanRequest | undefined {
  const isThere = (id: string) => [...summary.outside, ...summary.workloads].some((end) => end.id === id);
  const protocol = everyPort.find((range) => range.protocol === path.protocol)?.protocol;
  if (!isThere(path.from) || !isThere(path.to) || protocol === undefined) return undefined;
  const ports = [{ protocol, first: path.port, last: path.port }];
  return { kind, from: planEndOfId(path.from, summary), to: planEndOfId(path.to, summary), ports };
}

/** A consequence beyond the wish. Names stand in backticks. */
export type Consequence = { readonly tone: 'plain' | 'unwanted' | 'denied'; readonly text: string };

/** What a candidate does besides, the gravest first; one plain sentence where there is nothing besides. */
export function consequences(candidate: Candidate, kind: 'open' | 'close'): readonly Consequence[] {
  const found: Consequence[] = [];
  const { broken, opened, closed, unclear } = candidate;
  if (broken.length > 0) {
    found.push({
      tone: 'denied',
      text: `${broken.length} expectation${broken.length === 1 ? '' : 's'} would fail`,
    });
  }
  const lets = alsoText(opened, 'also lets', 'reach');
  if (lets !== undefined) found.push({ tone: 'unwanted', text: lets });
  const shuts = alsoText(closed, 'also keeps', 'from reaching');
  if (shuts !== undefined) found.push({ tone: 'unwanted', text: shuts });
  if (unclear.length > 0) {
    found.push({ tone: 'unwanted', text: `${unclear.length} paths can no longer be told` });
  }
  if (found.length > 0) return found;
  const nothing = candidate.wished.length === 0;
  return [
    {
      tone: 'plain',
      text: nothing ? 'changes no path' : kind === 'open' ? 'opens this path only' : 'closes this path only',
    },
  ];
}

function alsoText(paths: readonly ChangedPath[], verb: string, link: string): string | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  const more = paths.length === 1 ? '' : ` and ${paths.length - 1} more`;
  return `${verb} \`${first.from.name}\` ${link} \`${first.to.name}\`${more}`;
}
