/** A Go type as decoding and printing see it. Fields stand in Go's order. */
export type GoType =
  | { readonly kind: 'text'; readonly name: string }
  | { readonly kind: 'flag' }
  | { readonly kind: 'integer'; readonly name: string; readonly least: number; readonly most: number }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'time' }
  | { readonly kind: 'anything' }
  /** A number, a range or a name (`numorstring.Port`). */
  | { readonly kind: 'port' }
  /** A number or a name (`numorstring.Protocol`). */
  | { readonly kind: 'protocol' }
  /** Kubernetes' own number or text (`intstr.IntOrString`). */
  | { readonly kind: 'intOrString' }
  | { readonly kind: 'list'; readonly item: GoType }
  /** Texts by text. */
  | { readonly kind: 'map' }
  | { readonly kind: 'pointer'; readonly to: GoType }
  | GoStruct;

export type GoStruct = {
  readonly kind: 'struct';
  /** Name without its package, as decoding errors say it. */
  readonly name: string;
  readonly package: 'v1' | 'v3';
  readonly fields: readonly GoField[];
  /** The fields by their JSON name in lower case, for keys match without regard to case. */
  readonly byFoldedName: ReadonlyMap<string, GoField>;
};

export type GoField = { readonly json: string; readonly type: GoType };

export const text: GoType = { kind: 'text', name: 'string' };
export const flag: GoType = { kind: 'flag' };
export const decimal: GoType = { kind: 'decimal' };
export const time: GoType = { kind: 'time' };
export const anything: GoType = { kind: 'anything' };
export const port: GoType = { kind: 'port' };
export const protocol: GoType = { kind: 'protocol' };
export const intOrString: GoType = { kind: 'intOrString' };
export const textMap: GoType = { kind: 'map' };
export const int: GoType = { kind: 'integer', name: 'int', least: -(2 ** 63), most: 2 ** 63 - 1 };
export const int64: GoType = { kind: 'integer', name: 'int64', least: -(2 ** 63), most: 2 ** 63 - 1 };
export const int32: GoType = { kind: 'integer', name: 'int32', least: -(2 ** 31), most: 2 ** 31 - 1 };
export const uint16: GoType = { kind: 'integer', name: 'uint16', least: 0, most: 65535 };

export function namedText(name: string): GoType {
  return { kind: 'text', name };
}

export function listOf(item: GoType): GoType {
  return { kind: 'list', item };
}

export function pointerTo(to: GoType): GoType {
  return { kind: 'pointer', to };
}

/** A struct of Calico's API (package v3), its fields in Go's order. */
export function struct(name: string, fields: Readonly<Record<string, GoType>>): GoStruct {
  return structOf('v3', name, fields);
}

/** A struct of Kubernetes' API (package v1). */
export function kubernetesStruct(name: string, fields: Readonly<Record<string, GoType>>): GoStruct {
  return structOf('v1', name, fields);
}

function structOf(
  packageName: 'v1' | 'v3',
  name: string,
  fields: Readonly<Record<string, GoType>>,
): GoStruct {
  const list = Object.entries(fields).map(([json, type]) => ({ json, type }));
  return {
    kind: 'struct',
    name,
    package: packageName,
    fields: list,
    byFoldedName: new Map(list.map((field) => [foldedName(field.json), field])),
  };
}

/** A key as Go compares keys of JSON: letters without case, two foreign letters that fold to ASCII included. */
export function foldedName(key: string): string {
  return key
    .replace(/[\u017f\u212a]/g, (letter) => (letter === '\u017f' ? 's' : 'k'))
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The type as Go writes it in an error. */
export function goTypeName(type: GoType): string {
  switch (type.kind) {
    case 'text':
    case 'integer':
      return type.name;
    case 'flag':
      return 'bool';
    case 'decimal':
      return 'float64';
    case 'time':
      return 'string';
    case 'anything':
      return 'v1.FieldsV1';
    case 'port':
      return 'numorstring.Port';
    case 'protocol':
      return 'uint8';
    case 'intOrString':
      return 'int32';
    case 'list':
      return `[]${goTypeName(type.item)}`;
    case 'map':
      return 'map[string]string';
    case 'pointer':
      return goTypeName(type.to);
    case 'struct':
      return `${type.package}.${type.name}`;
  }
}
