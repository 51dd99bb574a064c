/** Where the workers of a site tell its open pages that what they keep has changed. `scope` is the path under which the site stands, with a slash at its end. */
export const keptChannel = (scope: string): BroadcastChannel => new BroadcastChannel(`below-the-waterline ${scope}`);
