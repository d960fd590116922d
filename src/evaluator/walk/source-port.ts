/** The port that a flow comes from where it is not told: one of those that clients use. */
export const usualSourcePort = 40000;
