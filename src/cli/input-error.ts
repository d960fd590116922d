/** Bad input: its message is all that is said, on standard error, and the command ends with 2. */
export class InputError extends Error {}
