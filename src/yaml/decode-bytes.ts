/**
 * Bytes to text as kubectl reads them: a byte order mark chooses UTF-8 or UTF-16 (UTF-16 needs one) and goes;
 * what is invalid becomes U+FFFD, one for each longest part that could have begun a character.
 */
export function decodeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeUtf8(bytes.subarray(3));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), false);
  return decodeUtf8(bytes);
}

/** Code units are turned into text in blocks of this many: arguments of one call are limited. */
const BLOCK = 8192;

/** UTF-8 to text. Written out because the engine is compiled without the types of the DOM and of Node. */
export function decodeUtf8(bytes: Uint8Array): string {
  const units = new Uint16Array(BLOCK + 2);
  let text = '';
  let held = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      units[held++] = byte;
      at++;
    } else {
      const { code, length } = codePointAt(bytes, at, byte);
      at += length;
      if (code > 0xffff) {
        units[held++] = 0xd800 + ((code - 0x10000) >> 10);
        units[held++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
      } else {
        units[held++] = code;
      }
    }
    if (held >= BLOCK) {
      text += String.fromCharCode(...units.subarray(0, held));
      held = 0;
    }
  }
  return text + String.fromCharCode(...units.subarray(0, held));
}

function codePointAt(bytes: Uint8Array, at: number, first: number): { code: number; length: number } {
  const whole = first < 0xc2 || first > 0xf4 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let code = first & (0xff >> (whole + 1));
  let length = 1;
  for (; length < whole; length++) {
    const byte = bytes[at + length] ?? 0;
    const low = length > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = length > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return { code: 0xfffd, length };
    code = (code << 6) | (byte & 0x3f);
  }
  return whole === 1 ? { code: 0xfffd, length } : { code, length };
}

function decodeUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  const units = new Uint16Array(Math.floor(bytes.length / 2));
  for (let i = 0; i < units.length; i++) {
    const [one, two] = [bytes[2 * i] ?? 0, bytes[2 * i + 1] ?? 0];
    units[i] = littleEndian ? one | (two << 8) : (one << 8) | two;
  }
  let text = '';
  for (let i = 0; i < units.length; i += BLOCK) text += String.fromCharCode(...units.subarray(i, i + BLOCK));
  return wellFormed(text) + (bytes.length % 2 === 1 ? '\ufffd' : '');
}

/** Lone halves of surrogate pairs become U+FFFD, as Go writes them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
