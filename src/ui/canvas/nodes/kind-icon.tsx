import { Box, Boxes, CirclePlay, Clock, Database, Globe, Layers, Network, SquareStack } from 'lucide-react';

/** The icon of a workload's kind. */
export function KindIcon({ kind, size = 14 }: { readonly kind: string; readonly size?: number }) {
  switch (kind) {
    case 'StatefulSet':
      return <Database size={size} aria-hidden="true" />;
    case 'DaemonSet':
      return <Layers size={size} aria-hidden="true" />;
    case 'Job':
      return <CirclePlay size={size} aria-hidden="true" />;
    case 'CronJob':
      return <Clock size={size} aria-hidden="true" />;
    case 'Pod':
      return <Box size={size} aria-hidden="true" />;
    case 'Namespace':
      return <SquareStack size={size} aria-hidden="true" />;
    default:
      return <Boxes size={size} aria-hidden="true" />;
  }
}

export function OutsideIcon({ kind }: { readonly kind: 'internet' | 'cidr' | 'named' }) {
  return kind === 'internet' ? (
    <Globe size={14} aria-hidden="true" />
  ) : (
    <Network size={14} aria-hidden="true" />
  );
}
