import type { Cni } from '../cni';

/** A network without policy enforcement, such as Flannel: every policy is stored and none has an effect. */
export const noneCni: Cni = {
  name: 'none',
  title: 'none (Flannel)',
  about: 'Enforces no policy at all: every pod reaches every other.',
  enforces: [],
  arrange: () => ({
    kind: 'union',
    tiers: { ingress: [], egress: [] },
    enforces: false,
    ownNodeEnters: true,
  }),
  readings: () => [{ of: 'enforcement', text: 'no policy has an effect' }],
};
