import type { Warning } from './Warning.ts';

const USERS = '/learn/user-namespaces/';
const RANGES = '/learn/subordinate-ids/';
const REMAP = '/learn/userns-remap/';
const VOLUMES = '/learn/volumes/';
const ERRORS = '/reference/errors/';

/** Where this site teaches what a warning is about. A test holds each path against the headings of `content/`. */
export const LESSONS = {
  realAccount: { path: `${REMAP}#the-bozo-warning`, title: 'The bozo warning' },
  ranges: { path: `${RANGES}#a-range-to-be-nobody-in`, title: 'A range to be nobody in' },
  identity: { path: `${REMAP}#what-changes`, title: 'What changes' },
  owners: { path: `${VOLUMES}#whose-file-is-it`, title: 'Whose file is it?' },
  unmapped: { path: `${USERS}#ids-without-a-mapping`, title: 'IDs without a mapping' },
  limits: { path: `${REMAP}#limits`, title: 'Limits' },
  groups: { path: `${VOLUMES}#groups-that-get-lost`, title: 'Groups that get lost' },
  desktop: { path: `${RANGES}#whose-etcsubuid`, title: 'Whose /etc/subuid?' },
  rootless: { path: '/learn/rootless/#who-is-root', title: 'Who is root?' },
  volume: { path: `${ERRORS}#permission-denied-on-a-volume`, title: '“permission denied” on a volume' },
} as const satisfies Record<string, Warning['learn']>;
