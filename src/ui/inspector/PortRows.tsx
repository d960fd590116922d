import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { PortSpec } from '../../authoring/types';
import type { DetailPort } from '../../views/detail-types';
import { Button } from '../kit/Button';
import { IconButton } from '../kit/IconButton';
import { AddField } from './LabelRows';
import { portSpecText, readPortSpec } from './port-spec';
import { QuietField } from './QuietField';
import styles from './Rows.module.css';
import type { ClusterEdits } from './use-cluster-edit';

/** The declared ports of a workload, each editable in place. */
export function PortRows({
  workload,
  ports,
  edits,
  editable,
}: {
  readonly workload: string;
  readonly ports: readonly DetailPort[];
  readonly edits: ClusterEdits;
  readonly editable: boolean;
}) {
  const [isAdding, setAdding] = useState(false);
  const locked = edits.locked || !editable;
  const refuse = (text: string) =>
    edits.refuse(`\`${text.trim().slice(0, 60)}\` is no port. Write 8080, or 53/UDP.`);
  const set = ({ index, name = '' }: DetailPort, text: string) => {
    const port = readPortSpec(`${text} ${name}`);
    if (port === undefined) refuse(text);
    else edits.run({ kind: 'set port', workload, index, port });
  };
  const add = (text: string) => {
    setAdding(false);
    if (text.trim() === '') return;
    const port = readPortSpec(text);
    if (port === undefined) refuse(text);
    else edits.run({ kind: 'add port', workload, port });
  };
  return (
    <section className={styles.rows} aria-label="Ports">
      <h3 className={styles.head}>Ports</h3>
      {ports.length === 0 ? <p className={styles.none}>It declares none.</p> : null}
      {ports.map((port) => (
        <div key={port.index} className={styles.row}>
          <QuietField
            label={`Port ${port.port}`}
            value={portSpecText(port)}
            locked={locked}
            className={styles.value}
            onCommit={(text) => set(port, text)}
          />
          <QuietField
            label={`Name of port ${port.port}`}
            value={port.name ?? ''}
            placeholder="no name"
            locked={locked}
            className={styles.key}
            onCommit={(text) =>
              edits.run({ kind: 'set port', workload, index: port.index, port: named(port, text) })
            }
          />
          {locked ? null : (
            <IconButton
              size="s"
              label={`Remove port ${port.port}`}
              className={styles.remove}
              icon={<X size={12} />}
              onClick={() => edits.run({ kind: 'remove port', workload, index: port.index })}
            />
          )}
        </div>
      ))}
      {locked ? null : isAdding ? (
        <AddField label="New port" placeholder="8080 or dns 53/UDP" onDone={add} />
      ) : (
        <Button size="s" icon={<Plus size={12} />} onClick={() => setAdding(true)}>
          Port
        </Button>
      )}
    </section>
  );
}

function named(port: DetailPort, name: string): PortSpec {
  const protocol = (['TCP', 'UDP', 'SCTP'] as const).find((one) => one === port.protocol) ?? 'TCP';
  return { protocol, port: port.port, ...(name === '' ? {} : { name }) };
}
