import { useEffect, useRef, useState } from 'react';
import type { Plan } from '../../../authoring/types';
import type { Engine } from '../../../worker/protocol';
import { useApp, useWorkspace } from '../../app-context';

export type Planned = { readonly plan: Plan | undefined; readonly failure: string | undefined };

/** A plan, asked for again when the texts or the question change; `key` says everything that the question says. */
export function usePlan(ask: ((engine: Engine) => Promise<Plan>) | undefined, key: string): Planned {
  const { engine } = useApp();
  const revision = useWorkspace((state) => state.summary?.revision);
  const [planned, setPlanned] = useState<Planned & { readonly key: string }>({
    plan: undefined,
    failure: undefined,
    key,
  });
  const question = useRef(ask);
  useEffect(() => {
    question.current = ask;
  });
  useEffect(() => {
    if (question.current === undefined) return;
    let current = true;
    question.current(engine).then(
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
  }, [engine, key, revision]);
  return planned.key === key ? planned : { plan: undefined, failure: undefined };
}
