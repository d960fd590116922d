import type { Engine, EngineCall, EngineRequest, EngineResponse } from './protocol';

type Ask = (...parameters: readonly unknown[]) => Promise<unknown>;

/** Answers one message of the screen; never throws. Unknown calls are answered with a failure. */
export async function serve(engine: Engine, request: EngineRequest): Promise<EngineResponse> {
  const { id, call } = request;
  try {
    if (!Object.hasOwn(engine, call)) return { id, ok: false, message: `there is no call ${String(call)}` };
    const ask = engine[call satisfies EngineCall] as Ask;
    return { id, ok: true, value: await ask(...request.arguments) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
