import {
  Box,
  Boxes,
  CirclePlay,
  Clock,
  Database,
  Globe,
  Layers,
  Link,
  Network,
  Server,
  ShipWheel,
  SquareStack,
} from 'lucide-react';
import type { OutsideKind } from '../../../analysis/types';

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

/** The icon of what is outside; of identities, `id` tells which it is. */
export function OutsideIcon({ kind, id }: { readonly kind: OutsideKind; readonly id: string }) {
  switch (kind) {
    case 'internet':
      return <Globe size={14} aria-hidden="true" />;
    case 'domain':
      return <Link size={14} aria-hidden="true" />;
    case 'node':
      return <Server size={14} aria-hidden="true" />;
    case 'entity':
      if (id === 'entity:kube-apiserver') return <ShipWheel size={14} aria-hidden="true" />;
      if (id === 'entity:world') return <Globe size={14} aria-hidden="true" />;
      if (id === 'entity:init' || id === 'entity:unmanaged') return <Box size={14} aria-hidden="true" />;
      return <Server size={14} aria-hidden="true" />;
    case 'cidr':
    case 'named':
    case 'set':
      return <Network size={14} aria-hidden="true" />;
  }
}
