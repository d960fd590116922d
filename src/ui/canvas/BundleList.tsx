import { ArrowRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useViewport } from '@xyflow/react';
import type { GraphBundle, GraphView } from '../../views/graph-types';
import { useCommands } from '../app-context';
import { Badge, type Tone } from '../kit/Badge';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { NameCode } from '../kit/NameCode';
import type { Camera } from './camera';
import { setPicture, usePicture } from './picture-state';
import styles from './BundleList.module.css';

const tones: Readonly<Record<string, readonly [Tone, string]>> = {
  works: ['allowed', 'wanted'],
  blocked: ['denied', 'blocked'],
  unwanted: ['unwanted', 'not wanted'],
  admitted: ['plain', 'allowed'],
  depends: ['conditional', 'depends'],
  unguarded: ['plain', 'unguarded'],
};

/** The paths of one bundle; each leads to its explanation. */
export function BundleList({
  view,
  camera,
  onExpand,
}: {
  readonly view: GraphView;
  readonly camera: Camera;
  readonly onExpand: (bundle: GraphBundle) => void;
}) {
  const open = usePicture((state) => state.openBundle);
  const bundle = view.bundles.find(({ id }) => id === open);
  if (open === undefined || bundle === undefined || view.bundlePaths === undefined) return null;
  return <List key={open} view={view} bundle={bundle} camera={camera} onExpand={onExpand} />;
}

function List({
  view,
  bundle,
  camera,
  onExpand,
}: {
  readonly view: GraphView;
  readonly bundle: GraphBundle;
  readonly camera: Camera;
  readonly onExpand: (bundle: GraphBundle) => void;
}) {
  const { select, openPanel } = useCommands();
  const { x, y, zoom } = useViewport();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  const { paths, all } = view.bundlePaths ?? { paths: [], all: 0 };
  const room = camera.room();
  const left = Math.max(12, Math.min(room.width - 372, bundle.pill.x * zoom + x - 180));
  const below = bundle.pill.y * zoom + y + 16;
  const height = Math.min(320, 84 + paths.length * 32);
  const top = below + height < room.height - 12 ? below : Math.max(12, below - height - 36);
  const close = () => setPicture({ openBundle: undefined });
  return (
    <div
      ref={card}
      role="dialog"
      aria-label={bundle.description}
      tabIndex={-1}
      className={`nokey ${styles.list ?? ''}`}
      style={{ left, top, maxHeight: Math.min(320, room.height - 24) }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <span>{all} paths</span>
        <Button size="s" onClick={() => onExpand(bundle)}>
          Open both
        </Button>
        <IconButton size="s" label="Close the list" icon={<X size={14} />} onClick={close} />
      </header>
      <ul>
        {paths.map((path, index) => {
          const [tone, word] = tones[path.meaning] ?? ['plain', ''];
          return (
            <li key={index}>
              <button
                type="button"
                onClick={() => {
                  select({ kind: 'path', path: path.path });
                  openPanel('why');
                }}
              >
                <NameCode>{path.fromTitle}</NameCode>
                <ArrowRight size={12} aria-label="to" />
                <NameCode>{path.toTitle}</NameCode>
                <code>{path.ports}</code>
                {path.limits === undefined ? null : <Badge tone="conditional">{path.limits}</Badge>}
                <Badge tone={tone}>{word}</Badge>
              </button>
            </li>
          );
        })}
      </ul>
      {paths.length < all ? <p>{all - paths.length} more; open both namespaces to see them.</p> : null}
    </div>
  );
}
