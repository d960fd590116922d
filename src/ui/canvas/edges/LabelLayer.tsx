import { Check, ChevronRight, CircleDot, EyeOff, Minus, X } from 'lucide-react';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { Meaning } from '../../../analysis/types';
import type { GraphBundle, GraphEdge, GraphLimits, StopMark } from '../../../views/graph-types';
import { measure, pointAt } from '../../../views/layout/curves';
import { classes } from '../../kit/classes';
import { setHoveredEdge } from './hover-state';
import { LimitIcon, sieve } from './LimitIcon';
import styles from './LabelLayer.module.css';

/** Labels of lines, at the place that the picture found for them. */
export const LabelLayer = memo(function LabelLayer({
  edges,
  onPick,
}: {
  readonly edges: readonly GraphEdge[];
  readonly onPick: (edge: GraphEdge, event: MouseEvent) => void;
}) {
  return (
    <div className={styles.layer}>
      {edges.map((edge) =>
        edge.labelAt === undefined ? null : (
          <EdgeLabel key={edge.id} edge={edge} at={edge.labelAt} onPick={onPick} />
        ),
      )}
    </div>
  );
});

const longest = 26;

export function EdgeLabel({
  edge,
  at,
  text = edge.label,
  onPick,
}: {
  readonly edge: GraphEdge;
  readonly at: number;
  readonly text?: string;
  readonly onPick: (edge: GraphEdge, event: MouseEvent) => void;
}) {
  const { x, y } = pointAt(measure(edge.curve), at);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes('nopan', styles.label, styles[edge.meaning], edge.tone === 'faded' && styles.faded)}
      style={{ left: Math.round(x), top: Math.round(y) }}
      aria-label={edge.description}
      onPointerEnter={() => setHoveredEdge(edge.id)}
      onPointerLeave={() => setHoveredEdge(undefined)}
      onClick={(event) => onPick(edge, event)}
    >
      {edge.limits === undefined ? cut(text) : <LimitedText text={cut(text)} limits={edge.limits} />}
    </button>
  );
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The sign stands behind the ports that it is true of. */
function LimitedText({ text, limits }: { readonly text: string; readonly limits: GraphLimits }) {
  return (
    <span className={styles.limited} title={limits.words}>
      {text.slice(0, limits.letters)}
      <LimitIcon />
      {text.slice(limits.letters).trim()}
    </span>
  );
}

/** Where a line has no room for its label, the sign stands on it alone. */
export const LimitLayer = memo(function LimitLayer({ edges }: { readonly edges: readonly GraphEdge[] }) {
  return (
    <svg className={styles.marks} aria-hidden="true">
      {edges.map((edge) => {
        if (edge.limits === undefined || edge.labelAt !== undefined) return null;
        const { x, y } = pointAt(measure(edge.curve), 0.5);
        return (
          <g
            key={edge.id}
            transform={`translate(${Math.round(x)} ${Math.round(y)})`}
            className={classes(styles.sieve, edge.tone === 'faded' && styles.flat)}
          >
            <circle r="8" />
            <path d={sieve} transform="translate(-5 -5)" />
          </g>
        );
      })}
    </svg>
  );
});

/** The crosses at gates that stop lines. */
export const MarkLayer = memo(function MarkLayer({ marks }: { readonly marks: readonly StopMark[] }) {
  return (
    <svg className={styles.marks} aria-hidden="true">
      {marks.map((mark) => (
        <g
          key={`${mark.id} ${mark.x} ${mark.y}`}
          transform={`translate(${mark.x} ${mark.y})`}
          className={classes(styles.mark, mark.tone === 'faded' && styles.faded)}
        >
          <circle r="9" />
          {mark.count > 1 ? (
            <text textAnchor="middle" y="4">
              {Math.min(mark.count, 99)}
            </text>
          ) : (
            <path d="M-3.2 -3.2L3.2 3.2M3.2 -3.2L-3.2 3.2" />
          )}
        </g>
      ))}
    </svg>
  );
});

const strandIcons: Readonly<Record<Meaning, ReactNode>> = {
  works: <Check size={10} strokeWidth={2.5} aria-hidden="true" />,
  blocked: <X size={10} strokeWidth={2.5} aria-hidden="true" />,
  unwanted: <ChevronRight size={10} strokeWidth={2.5} aria-hidden="true" />,
  admitted: <Minus size={10} strokeWidth={2.5} aria-hidden="true" />,
  depends: <CircleDot size={10} strokeWidth={2.5} aria-hidden="true" />,
  unguarded: <EyeOff size={10} strokeWidth={2.5} aria-hidden="true" />,
};

/** The pills that count the lines of bundles. */
export const PillLayer = memo(function PillLayer({
  bundles,
  onOpen,
  onExpand,
}: {
  readonly bundles: readonly GraphBundle[];
  readonly onOpen: (bundle: GraphBundle) => void;
  readonly onExpand: (bundle: GraphBundle) => void;
}) {
  return (
    <div className={styles.layer}>
      {bundles.map((bundle) => (
        <button
          key={bundle.id}
          type="button"
          tabIndex={-1}
          className={classes('nopan', styles.pill, bundle.tone === 'faded' && styles.faded)}
          style={{ left: Math.round(bundle.pill.x), top: Math.round(bundle.pill.y) }}
          aria-label={bundle.description}
          aria-haspopup="dialog"
          data-bundle={bundle.id}
          onClick={() => onOpen(bundle)}
          onDoubleClick={() => onExpand(bundle)}
        >
          {bundle.strands.map(({ meaning, count }) => (
            <span key={meaning} className={styles[meaning]}>
              {strandIcons[meaning]}
              {count}
            </span>
          ))}
        </button>
      ))}
    </div>
  );
});
