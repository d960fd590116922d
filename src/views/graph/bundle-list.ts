import type { Analysis } from '../../analysis/types';
import { tellingPort } from '../../model/telling-port';
import { endNames } from '../explanation-ends';
import type { BundlePath, GraphRequest, GraphView } from '../graph-types';
import { limitsOf } from '../limits';
import { isQuiet } from '../outside-kinds';
import { toldPorts } from '../told-ports';
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
  const told = toldPorts(analysis);
  const paths: { readonly rank: number; readonly listed: () => BundlePath }[] = [];
  units.ends.forEach((end, from) => {
    if (drawnOf(from) !== bundle.from || units.sender[end] !== from) return;
    const unguarded = request.meanings.includes('unguarded');
    for (const { to: toEnd, meanings } of analysis.meaningsFrom(end, { unguarded })) {
      const to = units.receiver[toEnd] ?? -1;
      if (to < 0 || units.speaks[toEnd] !== 1 || drawnOf(to) !== bundle.to) continue;
      for (const said of meanings) {
        const { meaning, ports } = said;
        if (!request.meanings.includes(meaning) || isQuiet(analysis, toEnd, meaning)) continue;
        const id = analysis.endId(toEnd);
        const declared = endNames(analysis).workload(id)?.ports ?? [];
        const path = {
          from: analysis.endId(end),
          to: id,
          ...tellingPort(said.conditional ?? ports, declared),
        };
        const titles = { fromTitle: title(from), toTitle: title(to) };
        paths.push({
          listed: () => {
            const limits = limitsOf(analysis, end, toEnd, said)?.words;
            return { ...titles, meaning, ports: portLabel(told(ports)), limits, path };
          },
          rank: worstFirst.indexOf(meaning),
        });
      }
    }
  });
  paths.sort((a, b) => a.rank - b.rank);
  return { paths: paths.slice(0, listUpTo).map(({ listed }) => listed()), all: paths.length };
}
