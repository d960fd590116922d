import type { OptionValue } from '../model/cluster';
import type { Snapshot } from '../snapshot/types';
import { isMap } from '../yaml/json-value';
import type { Json, JsonObject, YamlOperation } from '../yaml/types';
import { setSpec, settingsChange } from './cluster-additions';
import type { PlannedChanges } from './write';

/** Writes an option of the engine into Settings, or takes it out so that the engine's default holds again. */
export function setOption(snapshot: Snapshot, name: string, value: OptionValue | undefined): PlannedChanges {
  if (name.trim() === '') return 'the option has no name';
  if (value === undefined) return removal(snapshot, name);
  const written: Json = typeof value === 'object' ? [...value] : value;
  const alone: JsonObject = { [name]: written };
  const changes = settingsChange(snapshot, 'options', alone, (spec) => [
    isMap(spec?.['options'])
      ? { kind: 'setKey', path: ['spec', 'options'], key: name, value: written }
      : setSpec('options', alone),
  ]);
  return { changes, title: `Set the option \`${name}\`` };
}

function removal(snapshot: Snapshot, name: string): PlannedChanges {
  if (!snapshot.cluster.settings.options.has(name)) return 'the option is not set';
  const changes = settingsChange(snapshot, 'options', {}, (spec): readonly YamlOperation[] => {
    const options = spec?.['options'];
    if (!isMap(options) || !Object.hasOwn(options, name)) return [];
    return Object.keys(options).length === 1
      ? [{ kind: 'removeKey', path: ['spec'], key: 'options' }]
      : [{ kind: 'removeKey', path: ['spec', 'options'], key: name }];
  });
  return { changes, title: `Take the option \`${name}\` out` };
}
