/** Where the profile's text comes from: a preset, or the reader (`name` where it was a file). */
export type Source = { preset: string } | { name?: string };
