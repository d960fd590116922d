import { isList, isMap, ownValue, withKey, withoutKey } from './json-value';
import { Refused } from './refused';
import type { Json, Path, YamlOperation } from './types';

/** The value that a document shall have after an operation. Throws Refused where the operation makes no sense. */
export function intendedValue(value: Json, operation: YamlOperation): Json {
  switch (operation.kind) {
    case 'insertItem':
      return changeAt(value, operation.path, (list) => {
        const items = list === null ? [] : list;
        if (!isList(items)) throw new Refused('There is no list at this place.');
        if (operation.index < 0 || operation.index > items.length) {
          throw new Refused('The list is not that long.');
        }
        return items.toSpliced(operation.index, 0, operation.value);
      });
    case 'removeItem': {
      const index = operation.path.at(-1);
      return changeAt(value, operation.path.slice(0, -1), (list) => {
        if (!isList(list) || typeof index !== 'number' || list[index] === undefined) throw nothingThere();
        return list.toSpliced(index, 1);
      });
    }
    case 'setKey':
      return changeAt(value, operation.path, (map) => {
        const object = map === null ? {} : map;
        if (!isMap(object)) throw new Refused('There is no map at this place.');
        return withKey(object, operation.key, operation.value);
      });
    case 'removeKey':
      return changeAt(value, operation.path, (map) => {
        if (!isMap(map) || !Object.hasOwn(map, operation.key)) throw nothingThere();
        return withoutKey(map, operation.key);
      });
    case 'renameKey':
      return changeAt(value, operation.path, (map) => {
        const child = isMap(map) ? ownValue(map, operation.key) : undefined;
        if (!isMap(map) || child === undefined) throw nothingThere();
        if (Object.hasOwn(map, operation.to)) {
          throw new Refused(`The key “${operation.to}” is there already.`);
        }
        return withKey(withoutKey(map, operation.key), operation.to, child);
      });
    case 'setScalar':
      return changeAt(value, operation.path, () => operation.value);
  }
}

function nothingThere(): Refused {
  return new Refused('There is nothing at this place.');
}

function changeAt(value: Json, path: Path, change: (value: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (typeof step === 'number') {
    const item = isList(value) ? value[step] : undefined;
    if (!isList(value) || item === undefined) throw nothingThere();
    return value.with(step, changeAt(item, rest, change));
  }
  const child = isMap(value) ? ownValue(value, step) : undefined;
  if (!isMap(value) || child === undefined) throw nothingThere();
  return withKey(value, step, changeAt(child, rest, change));
}
