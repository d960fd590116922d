import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { PathRef } from '../../../analysis/types';
import type { GraphNode, GraphView } from '../../../views/graph-types';
import { useWorkspace } from '../../app-context';
import type { Camera } from '../camera';
import { focusNode } from '../focus-state';
import { nodeFor, type View } from '../geometry';
import { setPicture } from '../picture-state';
import { setDraw, useDraw } from './draw-state';
import type { ScreenRect } from './place';
import { openForm, useForm } from './form-state';
import { AddForm, CloseCard, OpenCard, RemovalCard, TemplateCard } from './late-cards';
import { nameOf, planEndOf, planEndOfId } from './plan-end';
import { closeRemoval, useRemoval } from './removal-state';
import { onScreen, stageFor } from './stage';
import { openTemplate, useTemplate } from './template-state';

export type DrawLayerProps = {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly frame: RefObject<HTMLElement | null>;
  /** The tool has done its work. */
  readonly onDone: () => void;
};

/** The card that is open. */
export function OpenedCard({ view, camera, frame, onDone }: DrawLayerProps) {
  const draw = useDraw((state) => state);
  const form = useForm();
  const template = useTemplate();
  const removal = useRemoval();
  const outside = useWorkspace((state) => state.summary?.outside);
  const deciding = draw.kind === 'deciding' ? draw : undefined;
  const closing = draw.kind === 'closing' ? draw : undefined;
  const [from, to] = [deciding?.from, deciding?.to];
  const draft = useMemo((): PathRef | undefined => {
    if (draw.kind === 'closing') {
      return { from: draw.from, to: draw.to, protocol: draw.protocol, port: draw.port };
    }
    if (from === undefined || to === undefined) return undefined;
    const end = (id: string) => (id.startsWith('namespace/') ? '' : id.replace(/ to$/, ''));
    return { from: end(from), to: end(to), protocol: '', port: -1 };
  }, [draw, from, to]);
  // While it is decided on, the line and its ends are what the picture shows.
  const draftKey = JSON.stringify(draft ?? null);
  useEffect(() => {
    setPicture({ draft: (JSON.parse(draftKey) as PathRef | null) ?? undefined });
    return () => setPicture({ draft: undefined });
  }, [draftKey]);

  const asks = `${draw.kind} ${from ?? ''} ${to ?? ''} ${closing?.from ?? ''} ${closing?.to ?? ''}`;
  const stage = useStage(view, camera, asks, [from ?? closing?.from, to ?? closing?.to]);
  const screen = (node: GraphNode | undefined): ScreenRect[] =>
    node === undefined ? [] : [onScreen(node.rect, stage ?? camera.view())];
  const byId = (id: string) => view.nodes.find((node) => node.id === id);
  const back = (id: string | undefined) => {
    setDraw({ kind: 'idle' });
    onDone();
    if (id !== undefined) focusNode(id);
  };
  const summary = { outside: outside ?? [] };

  if (draw.kind === 'deciding' && stage !== undefined) {
    const [source, destination] = [byId(draw.from), byId(draw.to)];
    if (source === undefined || destination === undefined) return null;
    const [fromEnd, toEnd] = [planEndOf(source, summary), planEndOf(destination, summary)];
    if (fromEnd === undefined || toEnd === undefined) return null;
    return (
      <OpenCard
        key={`${draw.from} ${draw.to}`}
        from={fromEnd}
        to={toEnd}
        fromName={nameOf(source)}
        toName={nameOf(destination)}
        avoid={[...screen(source), ...screen(destination)]}
        frame={frame}
        onClose={() => back(draw.from)}
        onPort={(label) => setDraw({ kind: 'deciding', from: draw.from, to: draw.to, label })}
      />
    );
  }
  if (draw.kind === 'closing' && (stage !== undefined || nodeFor(view, draw.from) === undefined)) {
    const [source, destination] = [nodeFor(view, draw.from), nodeFor(view, draw.to)];
    const short = (id: string, node: GraphNode | undefined) =>
      node?.kind === 'outside' ? node.title : (id.split('/').at(-1) ?? id);
    return (
      <CloseCard
        key={`${draw.from} ${draw.to} ${draw.protocol} ${draw.port}`}
        from={planEndOfId(draw.from, summary)}
        to={planEndOfId(draw.to, summary)}
        fromName={short(draw.from, source)}
        toName={short(draw.to, destination)}
        protocol={draw.protocol}
        port={draw.port}
        avoid={[...screen(source), ...screen(destination)]}
        frame={frame}
        onClose={() => back(destination?.id)}
      />
    );
  }
  if (template !== undefined) {
    const node = byId(`namespace/${template.namespace}`);
    return (
      <TemplateCard
        key={JSON.stringify(template)}
        request={template}
        avoid={
          node?.kind === 'collapsed' ? screen(node) : screen(node).map((rect) => ({ ...rect, height: 30 }))
        }
        frame={frame}
        onClose={() => {
          openTemplate(undefined);
          focusNode(`namespace/${template.namespace}`);
        }}
      />
    );
  }
  if (removal !== undefined) {
    return (
      <RemovalCard
        key={removal.node}
        removal={removal}
        avoid={screen(byId(removal.node))}
        frame={frame}
        onClose={() => closeRemoval()}
      />
    );
  }
  if (form !== undefined) {
    return (
      <AddForm
        key={JSON.stringify(form)}
        form={form}
        frame={frame}
        onDone={(added) => {
          openForm(undefined);
          onDone();
          if (added !== undefined) focusNode(added);
        }}
      />
    );
  }
  return null;
}

/** Moves the picture aside where the card that asks would cover one of the ends; gives the viewport that it will be. */
function useStage(
  view: GraphView,
  camera: Camera,
  asks: string,
  ids: readonly (string | undefined)[],
): View | undefined {
  const [stage, setStage] = useState<{ readonly asks: string; readonly view: View }>();
  const nodes = ids.flatMap((id) => (id === undefined ? [] : (nodeFor(view, id) ?? [])));
  const latest = useRef(nodes);
  useLayoutEffect(() => {
    latest.current = nodes;
  });
  useLayoutEffect(() => {
    if (latest.current.length === 0) return;
    const now = camera.view();
    const next = stageFor(
      latest.current.map((node) => node.rect),
      now,
      camera.room(),
    );
    setStage({ asks, view: next });
    if (next !== now) camera.glideTo(next);
  }, [asks, camera]);
  return stage?.asks === asks ? stage.view : undefined;
}
