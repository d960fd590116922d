import { Check, CircleHelp, X } from 'lucide-react';
import { Badge } from '../kit/Badge';

export type ShownVerdict = 'allowed' | 'conditional' | 'denied' | 'undetermined';

/** A verdict as a word with its sign. */
export function VerdictBadge({ verdict }: { readonly verdict: ShownVerdict }) {
  switch (verdict) {
    case 'allowed':
      return (
        <Badge tone="allowed" icon={<Check size={12} strokeWidth={2} aria-hidden="true" />}>
          allowed
        </Badge>
      );
    case 'conditional':
      return (
        <Badge tone="conditional" icon={<Check size={12} strokeWidth={2} aria-hidden="true" />}>
          with conditions
        </Badge>
      );
    case 'denied':
      return (
        <Badge tone="denied" icon={<X size={12} strokeWidth={2} aria-hidden="true" />}>
          denied
        </Badge>
      );
    case 'undetermined':
      return (
        <Badge tone="conditional" icon={<CircleHelp size={12} strokeWidth={2} aria-hidden="true" />}>
          cannot tell
        </Badge>
      );
  }
}
