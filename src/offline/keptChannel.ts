/**
 * Where the workers of a site tell its open pages that what they keep has changed. `scope` is the path under which the site stands, with a slash at its end: a channel belongs
 * to the origin, where others may stand. Throws where the browser lets the site keep nothing.
 */
export const keptChannel = (scope: string): BroadcastChannel => new BroadcastChannel(`kept by ${scope}sw.js`);
