import type { Resolved } from './scalars';

/**
 * The text of a key, as sigs.k8s.io/yaml converts it; undefined where kubectl refuses it (null, numbers
 * beyond int64). Floats print as Go's `%g` of the number as float32.
 */
export function keyText(value: Resolved, isFloat: boolean): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value < 2n ** 63n ? String(value) : undefined;
    case 'number':
      return isFloat ? float32Text(value) : String(value);
    default:
      return undefined;
  }
}

/** Go's strconv.FormatFloat(v, 'g', -1, 32), with YAML's words for the special values. */
export function float32Text(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  const [digits, exponent] = shortest(Math.abs(single));
  const sign = single < 0 ? '-' : '';
  return sign + (exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : plain(digits, exponent));
}

/** The fewest significant digits that read back as the same float32, and the decimal exponent of the first. */
function shortest(single: number): [digits: string, exponent: number] {
  for (let precision = 1; precision < 10; precision++) {
    const text = single.toExponential(precision - 1);
    if (Math.fround(Number(text)) === single || precision === 9) {
      const [mantissa = '', exponent = '0'] = text.split('e');
      return [mantissa.replace('.', '').replace(/0+$/, '') || '0', Number(exponent)];
    }
  }
  return ['0', 0];
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0');
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
