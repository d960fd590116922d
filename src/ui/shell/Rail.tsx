import { Box, Command, Globe, Keyboard, MousePointer2, RefreshCw, Spline, SquareDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommands, useWorkspace } from '../app-context';
import { openDialog } from '../app/dialogs-state';
import { chooseTool, useTool } from '../canvas/tool-state';
import type { Tool } from '../canvas/tool-state';
import { IconButton } from '../kit/IconButton';
import { Toolbar } from '../kit/Toolbar';
import styles from './Rail.module.css';

const tools: readonly {
  readonly tool: Tool;
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
}[] = [
  { tool: 'select', label: 'Select', keys: 'V', icon: <MousePointer2 size={18} /> },
  { tool: 'draw', label: 'Draw an edge', keys: 'E', icon: <Spline size={18} /> },
  { tool: 'namespace', label: 'New namespace', keys: 'N', icon: <SquareDashed size={18} /> },
  { tool: 'workload', label: 'New workload', keys: 'D', icon: <Box size={18} /> },
  { tool: 'outside', label: 'New outside address', keys: 'O', icon: <Globe size={18} /> },
];

/** The tools of the canvas, and at the foot what has no other place. */
export function Rail({ floating = false }: { readonly floating?: boolean }) {
  const chosen = useTool();
  const { show, forgetPositions } = useCommands();
  const follows = useWorkspace((state) => state.role === 'follower');
  const noPositions = useWorkspace((state) => Object.keys(state.positions).length === 0);
  return (
    <nav className={floating ? styles.floating : styles.rail} data-region="rail" aria-label="Tools">
      <Toolbar label="Tools" vertical className={styles.tools}>
        {tools.map(({ tool, label, keys, icon }) => (
          <IconButton
            key={tool}
            label={label}
            keys={keys}
            size="l"
            icon={icon}
            className={tool === chosen ? styles.chosen : undefined}
            aria-pressed={tool === chosen}
            disabled={follows && tool !== 'select'}
            onClick={() => {
              show('graph');
              chooseTool(tool);
            }}
          />
        ))}
        <span className={styles.space} />
        <IconButton
          label="Lay out anew"
          keys="Shift+L"
          size="l"
          icon={<RefreshCw size={18} />}
          disabled={follows || noPositions}
          onClick={forgetPositions}
        />
        <IconButton
          label="All keys"
          keys="?"
          size="l"
          icon={<Keyboard size={18} />}
          onClick={() => openDialog({ kind: 'keys' })}
        />
        <IconButton
          label="All commands"
          keys="mod+K"
          size="l"
          icon={<Command size={18} />}
          onClick={() => openDialog({ kind: 'palette' })}
        />
      </Toolbar>
    </nav>
  );
}
