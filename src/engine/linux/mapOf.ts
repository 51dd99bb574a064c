/**
 * A record of a table as a Map, in which no name of Object's own is found. Marked free of side effects, like every function that builds a table:
 * a bundle drops the tables that it doesn't ask.
 */
// @__NO_SIDE_EFFECTS__
export function mapOf<T>(record: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(record));
}
