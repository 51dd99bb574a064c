/** The file of a profile that is made from a trace alone: another than the fixed one’s. */
export const MADE_FILE = 'trace-profile.json';
