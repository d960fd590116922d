import type { Dialect } from '../dialect';
import { decodeCalico } from './decode';
import { isCalicoKind, isPolicyKind, servedKinds, storedVersion } from './kinds';
import { calicoOutside } from './outside';
import { calicoSchema } from './schema';
import { calicoSnippets } from './snippets';
import { specRules } from './spec-rules';
import { validateCalico } from './validation/validate';

/** Calico's own policies, and the objects that they speak of. The rules are in SPEC.md. */
export const calicoDialect: Dialect = {
  name: 'calico',
  title: 'Calico policies',
  reads: isCalicoKind,
  isPolicy: isPolicyKind,
  kinds: servedKinds,
  schema: calicoSchema,
  decode: decodeCalico,
  // Nothing checks what is written into Calico's storage.
  validate: (object, around) =>
    object['apiVersion'] === storedVersion ? [] : validateCalico(object, around),
  snippets: calicoSnippets,
  specRules,
  outsideOf: calicoOutside,
};
