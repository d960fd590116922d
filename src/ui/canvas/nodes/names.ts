/** Cuts a name in its middle, so that its end, which tells names apart, stays. */
export function middleCut(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.min(Math.floor((most - 1) / 2), 8);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** Cuts a text at its end. */
export function endCut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
