import type { WorkloadDetail } from '../../views/detail-types';
import { useAnswer, useCommands } from '../app-context';
import { KindIcon } from '../canvas/nodes/kind-icon';
import { Badge } from '../kit/Badge';
import { Blank } from '../kit/Blank';
import { PlaceLink } from '../kit/PlaceLink';
import { Sentence } from '../kit/NameCode';
import { GateSection } from './GateSection';
import styles from './Inspector.module.css';
import { LabelRows } from './LabelRows';
import { PartnerList } from './PartnerList';
import { PortRows } from './PortRows';
import { QuietField } from './QuietField';
import { useClusterEdit } from './use-cluster-edit';

/** A workload: what it is (editable), its two gates with their policies, whom it reaches and who reaches it. */
export function WorkloadInspector({ id }: { readonly id: string }) {
  const { value, failure } = useAnswer(async (engine) => ({ detail: await engine.workload(id) }), [id]);
  if (failure !== undefined) return <Blank>This cannot be shown right now: {failure.slice(0, 300)}</Blank>;
  if (value === undefined) return null;
  if (value.detail === undefined) {
    return <Blank>This workload is no longer there. Undo brings it back.</Blank>;
  }
  const { detail } = value;
  const [leaving, entering] = detail.gates;
  return (
    <div className={styles.frame}>
      <div className={styles.grid}>
        <div className={styles.about}>
          <About key={detail.id} detail={detail} />
        </div>
        <div>
          <GateSection detail={leaving} />
        </div>
        <div>
          <GateSection detail={entering} />
        </div>
        <div className={styles.partners}>
          <PartnerList title="Reaches" lines={detail.reaches} none="It reaches nobody." />
          <PartnerList title="Reached by" lines={detail.reachedBy} none="Nobody reaches it." />
        </div>
      </div>
    </div>
  );
}

function About({ detail }: { readonly detail: WorkloadDetail }) {
  const { select } = useCommands();
  const edits = useClusterEdit();
  const editable = !detail.inferred && detail.place !== undefined;
  const of = { kind: 'workload', id: detail.id } as const;
  return (
    <>
      <h2 className={styles.name}>
        <KindIcon kind={detail.kind} />
        <QuietField
          label="Name"
          value={detail.name}
          locked={edits.locked || !editable}
          onCommit={(name) => {
            if (name === '') return;
            edits.run({ kind: 'rename', of, name }, () =>
              select({ kind: 'workload', id: `${detail.kind}/${detail.namespace}/${name}` }),
            );
          }}
        />
      </h2>
      <p className={styles.meta}>
        {detail.kind} in{' '}
        <button
          type="button"
          className={styles.link}
          onClick={() => select({ kind: 'namespace', name: detail.namespace })}
        >
          {detail.namespace}
        </button>
        {detail.place === undefined ? null : <PlaceLink place={detail.place} />}
      </p>
      <p className={styles.badges}>
        {detail.inferred ? (
          <Badge tone="inferred" title="No document declares it; policies speak of pods like it">
            inferred
          </Badge>
        ) : null}
        {detail.hostNetwork ? <Badge>host network</Badge> : null}
        {detail.stale ? <Badge tone="unwanted">from before this edit</Badge> : null}
      </p>
      {edits.problem === '' ? null : (
        <p className={styles.problem} role="alert">
          <Sentence text={edits.problem} />
        </p>
      )}
      <LabelRows
        of={of}
        labels={detail.labels}
        fixed={detail.selectorKeys}
        edits={edits}
        editable={editable}
      />
      <PortRows workload={detail.id} ports={detail.ports} edits={edits} editable={editable} />
      <Facts detail={detail} edits={edits} editable={editable} />
    </>
  );
}

function Facts({
  detail,
  edits,
  editable,
}: {
  readonly detail: WorkloadDetail;
  readonly edits: ReturnType<typeof useClusterEdit>;
  readonly editable: boolean;
}) {
  const live = detail.pods.filter((pod) => pod.state !== 'template');
  return (
    <dl className={styles.facts}>
      {detail.scales ? (
        <>
          <dt>Replicas</dt>
          <dd>
            <QuietField
              label="Replicas"
              value={String(detail.replicas ?? 1)}
              locked={edits.locked || !editable}
              numeric
              onCommit={(text) => {
                if (/^\d{1,6}$/u.test(text)) {
                  edits.run({ kind: 'set replicas', workload: detail.id, replicas: Number(text) });
                } else edits.refuse(`\`${text.slice(0, 60)}\` is no number of replicas.`);
              }}
            />
          </dd>
        </>
      ) : null}
      {live.length === 0 ? null : (
        <>
          <dt>Pods</dt>
          <dd
            title={live
              .map((pod) => `${pod.name} ${pod.addresses.join(' ')} ${pod.node ?? ''}`)
              .join('\n')
              .slice(0, 2000)}
          >
            {detail.podCount}
          </dd>
        </>
      )}
      {detail.serviceAccount === '' || detail.serviceAccount === 'default' ? null : (
        <>
          <dt>Account</dt>
          <dd>{detail.serviceAccount}</dd>
        </>
      )}
      {detail.services.length === 0 ? null : (
        <>
          <dt>Services</dt>
          <dd>{detail.services.join(', ')}</dd>
        </>
      )}
      {detail.idle.length === 0 ? null : (
        <>
          <dt>Idle</dt>
          <dd>{detail.idle.map((policy) => `${policy.name} (${policy.why})`).join(', ')}</dd>
        </>
      )}
    </dl>
  );
}
