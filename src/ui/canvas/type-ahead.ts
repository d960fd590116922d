/** Letters that follow each other within this time, in milliseconds, are one word. */
const pause = 1000;

let typed = '';
let last = -Infinity;

/** What has been typed with this letter, in small letters. `time` is that of the key, in milliseconds. */
export function typedWith(letter: string, time: number): string {
  typed = time - last < pause ? typed + letter.toLowerCase() : letter.toLowerCase();
  last = time;
  return typed;
}

/**
 * Index of the title that a typed text chooses, -1 for none: one letter, typed again, goes through all that begin with
 * it; a longer text stays where it fits.
 */
export function titleFor(titles: readonly string[], current: number, text: string): number {
  const [letter = ''] = text;
  const begins = (start: string) => (title: string | undefined) =>
    title?.toLowerCase().startsWith(start) === true;
  const repeated = text === letter.repeat(text.length);
  if (!repeated || (text.length > 1 && titles.some(begins(text)))) {
    return begins(text)(titles[current]) ? current : titles.findIndex(begins(text));
  }
  for (let step = 1; step <= titles.length; step += 1) {
    const at = (Math.max(current, -1) + step) % titles.length;
    if (begins(letter)(titles[at])) return at;
  }
  return -1;
}
