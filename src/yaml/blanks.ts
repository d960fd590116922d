/** The first offset that is neither white space nor inside a comment. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 10 || c === 9 || c === 13) {
      at++;
    } else if (c === 35) {
      const end = text.indexOf('\n', at);
      if (end === -1) return text.length;
      at = end + 1;
    } else {
      return at;
    }
  }
}
