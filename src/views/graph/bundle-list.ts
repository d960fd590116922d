import type { Analysis } from '../../analysis/types';
import type { BundlePath, GraphRequest, GraphView } from '../graph-types';
import type { Units } from './cards';
import type { Net } from './net';
import { portLabel } from './words';

/** At most so many paths of a bundle are listed. */
const listUpTo = 100;

const worstFirst = ['blocked', 'unwanted', 'depends', 'works', 'admitted', 'unguarded'];

/** The paths of the bundle that is open, worst first. */
export function bundleList(
  analysis: Analysis,
  units: Units,
  boxOf: Int32Array,
  boxed: readonly string[],
  net: Net,
  request: GraphRequest,
): GraphView['bundlePaths'] {
  if (request.openBundle === undefined) return undefined;
  const all = units.ends.length;
  const idOf = (drawn: number) =>
    drawn < all ? analysis.endId(units.ends[drawn] ?? -1) : `namespace/${boxed[drawn - all] ?? ''}`;
  const bundle = net.bundles.find(({ from, to }) => `${idOf(from)} ${idOf(to)}` === request.openBundle);
  if (bundle === undefined) return { paths: [], all: 0 };
  const drawnOf = (unit: number) => {
    const box = boxOf[unit] ?? -1;
    return box < 0 ? unit : all + box;
  };
  const title = (unit: number) =>
    units.cards[unit]?.title ?? units.pills[unit - units.cards.length]?.title ?? '';
  const paths: BundlePath[] = [];
  units.ends.forEach((end, from) => {
    if (drawnOf(from) !== bundle.from || units.sender[end] !== from) return;
    const unguarded = request.meanings.includes('unguarded');
    for (const { to: toEnd, meanings } of analysis.meaningsFrom(end, { unguarded })) {
      const to = units.receiver[toEnd] ?? -1;
      if (to < 0 || units.speaks[toEnd] !== 1 || drawnOf(to) !== bundle.to) continue;
      for (const { meaning, ports } of meanings) {
        if (!request.meanings.includes(meaning)) continue;
        paths.push({
          fromTitle: title(from),
          toTitle: title(to),
          meaning,
          ports: portLabel(ports),
          path: {
            from: analysis.endId(end),
            to: analysis.endId(toEnd),
            protocol: ports[0]?.protocol ?? 'TCP',
            port: ports[0]?.first ?? 0,
          },
        });
      }
    }
  });
  const rank = ({ meaning }: BundlePath) => worstFirst.indexOf(meaning);
  paths.sort((a, b) => rank(a) - rank(b));
  return { paths: paths.slice(0, listUpTo), all: paths.length };
}
