/** Thrown inside the planning of edits only, and caught at its door: why there can be no edit. */
export class Refused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
