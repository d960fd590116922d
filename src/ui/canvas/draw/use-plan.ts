import { useEffect, useState } from 'react';
import type { Plan } from '../../../authoring/types';
import type { Engine } from '../../../worker/protocol';
import { useApp, useWorkspace } from '../../app-context';

export type Planned = { readonly plan: Plan | undefined; readonly failure: string | undefined };

/** A plan, asked for again when the texts or the question (by its key) change. The last one stays while it waits. */
export function usePlan(ask: ((engine: Engine) => Promise<Plan>) | undefined, key: string): Planned {
  const { engine } = useApp();
  const revision = useWorkspace((state) => state.summary?.revision);
  const [planned, setPlanned] = useState<Planned & { readonly key: string }>({
    plan: undefined,
    failure: undefined,
    key,
  });
  useEffect(() => {
    if (ask === undefined) return;
    let current = true;
    ask(engine).then(
      (plan) => {
        if (current) setPlanned({ plan, failure: undefined, key });
      },
      (error: unknown) => {
        const failure = error instanceof Error ? error.message : String(error);
        if (current) setPlanned({ plan: undefined, failure, key });
      },
    );
    return () => {
      current = false;
    };
    // `key` says everything that `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [engine, key, revision]);
  return planned.key === key ? planned : { plan: undefined, failure: undefined };
}
