import { addressKey, parseAddress } from '../../model/address';
import type { NamedOutside, OptionValue, Settings } from '../../model/cluster';
import type { Schema } from '../../yaml/schema';
import type { Json } from '../../yaml/types';
import { isObject, objectIn, objectsIn, originOf, tell, textIn } from '../place';
import type { Place } from '../place';
import { settingsSchema } from '../settings-schema';
import { readCidrs } from './nodes';

/** What holds where no Settings document says otherwise. */
export const defaultSettings: Settings = {
  cni: 'kubernetes',
  podCidrs: [],
  serviceCidrs: [],
  nodeCidrs: [],
  outside: [],
  options: new Map(),
  domains: new Map(),
};

/** A Settings document. `cnis` are the names that `cni` may have; undefined: any. */
export function readSettings(settings: Place, cnis: readonly string[] | undefined): Settings {
  tellUnknown(settings, settings.value, settingsSchema, []);
  const spec = objectIn(settings, 'spec');
  if (spec === undefined) return { ...defaultSettings, origin: originOf(settings) };
  return {
    cni: readCni(spec, cnis),
    podCidrs: readCidrs(spec, 'podCIDRs'),
    serviceCidrs: readCidrs(spec, 'serviceCIDRs'),
    nodeCidrs: readCidrs(spec, 'nodeCIDRs'),
    outside: readOutside(spec),
    options: readOptions(spec),
    domains: readDomains(spec),
    origin: originOf(settings),
  };
}

function readCni(spec: Place, cnis: readonly string[] | undefined): string {
  const cni = textIn(spec, 'cni');
  if (cni === undefined || cni === '') return defaultSettings.cni;
  if (cnis === undefined || cnis.includes(cni)) return cni;
  tell(spec, ['cni'], 'RES-SETTINGS', `There is no CNI \`${cni}\` here. Known are ${cnis.join(', ')}.`);
  return defaultSettings.cni;
}

function readOutside(spec: Place): readonly NamedOutside[] {
  const outside: NamedOutside[] = [];
  const names = new Set<string>();
  for (const entry of objectsIn(spec, 'outside')) {
    const name = textIn(entry, 'name') ?? '';
    if (name === '') tell(entry, ['name'], 'RES-SETTINGS', 'An outside address needs a name.');
    else if (names.has(name)) {
      tell(entry, ['name'], 'RES-SETTINGS', 'Another outside address has this name; this one is not used.');
    } else {
      const cidrs = readCidrs(entry, 'cidrs');
      if (cidrs.length === 0) tell(entry, [], 'RES-SETTINGS', `\`${name}\` has no addresses.`, 'warning');
      else outside.push({ name, cidrs, origin: originOf(entry) });
      names.add(name);
    }
  }
  return outside;
}

/** Options of the engine as they stand; what they mean, each CNI knows. */
function readOptions(spec: Place): ReadonlyMap<string, OptionValue> {
  const found = new Map<string, OptionValue>();
  for (const [name, value] of Object.entries(objectIn(spec, 'options')?.value ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      found.set(name, value);
    } else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      found.set(name, value);
    } else if (value !== null) {
      const message = 'An option is a text, a number, true or false, or a list of texts.';
      tell(spec, ['options', name], 'RES-SETTINGS', message);
    }
  }
  return found;
}

/** By address the names that stand for it. */
function readDomains(spec: Place): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const entry of objectsIn(spec, 'domains')) {
    const name = (textIn(entry, 'name') ?? '').toLowerCase().replace(/\.$/, '');
    if (name === '') tell(entry, ['name'], 'RES-SETTINGS', 'A domain needs a name.');
    const addresses = entry.value['addresses'];
    for (const [index, text] of (Array.isArray(addresses) ? (addresses as readonly Json[]) : []).entries()) {
      const address = typeof text === 'string' ? parseAddress(text) : undefined;
      if (address === undefined) {
        tell(entry, ['addresses', index], 'RES-SETTINGS', 'This is no IP address.');
      } else if (name !== '') {
        const key = addressKey(address);
        names.set(key, [...(names.get(key) ?? []), name]);
      }
    }
  }
  return names;
}

/** Settings have no server that would refuse a misspelt field, so every unknown one is told. */
function tellUnknown(place: Place, value: Json, schema: Schema, path: readonly (string | number)[]): void {
  if (schema.kind === 'list' && Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) =>
      tellUnknown(place, item, schema.item, [...path, index]),
    );
  }
  if (schema.kind !== 'object' || !isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    const field = Object.hasOwn(schema.fields, key) ? schema.fields[key] : undefined;
    if (field !== undefined) tellUnknown(place, member, field.schema, [...path, key]);
    else {
      const known = Object.keys(schema.fields).join(', ');
      const message = `Settings have no field \`${key}\` here. Known are ${known}.`;
      tell(place, [...path, key], 'RES-SETTINGS', message, 'error', 'key');
    }
  }
}
