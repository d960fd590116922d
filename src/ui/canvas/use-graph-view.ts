import { useEffect, useRef, useState } from 'react';
import type { Arrangement, GraphRequest, GraphView } from '../../views/graph-types';
import { useApp, useWorkspace } from '../app-context';
import { resetPicture, usePicture } from './picture-state';

/** What is remembered of one workspace between views. */
type Memory = {
  readonly workspace: string;
  readonly arrangement: Arrangement | undefined;
  readonly arranged: number;
  /** Nobody has collapsed or expanded anything yet. */
  readonly untouched: boolean;
  /** Workloads of the largest picture that was shown. */
  readonly workloads: number;
};

export type Picture = { readonly view: GraphView | undefined; readonly failure: string | undefined };

/**
 * The newest picture. The last one stays while the next is worked out, so that nothing flickers. Where everything
 * stands is remembered here and given back with each request.
 */
export function useGraphView(): Picture {
  const { engine, commands } = useApp();
  const workspace = useWorkspace((state) => state.id);
  const revision = useWorkspace((state) => state.summary?.revision);
  const positions = useWorkspace((state) => state.positions);
  const collapsed = useWorkspace((state) => state.collapsed);
  const unfolded = useWorkspace((state) => state.unfolded);
  const selection = useWorkspace((state) => state.selection);
  const preview = useWorkspace((state) => state.preview);
  const picture = usePicture((state) => state);
  const [shown, setShown] = useState<Picture & { readonly workspace: string }>({
    view: undefined,
    failure: undefined,
    workspace,
  });
  const memory = useRef<Memory>({
    workspace: '',
    arrangement: undefined,
    arranged: 0,
    untouched: true,
    workloads: 0,
  });
  const asked = useRef(0);
  const answered = useRef(0);

  useEffect(() => {
    if (revision === undefined) return;
    const kept = memory.current;
    if (kept.workspace !== workspace) {
      memory.current = {
        workspace,
        arrangement: undefined,
        arranged: picture.arranged,
        untouched: true,
        workloads: 0,
      };
      resetPicture();
    } else if (kept.arranged !== picture.arranged) {
      memory.current = { ...kept, arrangement: undefined, arranged: picture.arranged };
    }
    const { untouched } = memory.current;
    memory.current = {
      ...memory.current,
      untouched: untouched && collapsed.length === 0,
    };
    const request: GraphRequest = {
      positions,
      arrangement: memory.current.arrangement,
      collapsed,
      shownWorkloads: memory.current.untouched ? memory.current.workloads : undefined,
      unfolded,
      meanings: picture.meanings,
      hiddenNamespaces: picture.hiddenNamespaces,
      detail: picture.detail,
      selection: picture.draft === undefined ? selection : { kind: 'path', path: picture.draft },
      preview: preview === undefined ? undefined : { opened: preview.opened, closed: preview.closed },
      openBundle: picture.openBundle,
    };
    const number = ++asked.current;
    engine.graph(request).then(
      (view) => {
        if (number < answered.current || memory.current.workspace !== workspace) return;
        answered.current = number;
        memory.current = {
          ...memory.current,
          workloads: Math.max(view.workloads, memory.current.workloads),
        };
        if (memory.current.arranged === picture.arranged) {
          memory.current = { ...memory.current, arrangement: view.arrangement };
        }
        if (view.large) commands.collapseAll(view.collapsed);
        setShown({ view, failure: undefined, workspace });
      },
      (error: unknown) => {
        if (number < answered.current) return;
        answered.current = number;
        const failure = error instanceof Error ? error.message : String(error);
        setShown((last) => ({ ...last, failure }));
      },
    );
  }, [engine, commands, workspace, revision, positions, collapsed, unfolded, selection, preview, picture]);

  return shown.workspace === workspace ? shown : { view: undefined, failure: undefined };
}
