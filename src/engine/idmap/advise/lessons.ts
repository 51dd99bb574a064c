import type { Warning } from './Warning.ts';

const CHAPTER = '/learn/user-namespaces/';
const ERRORS = '/reference/errors/';

/** Where this site teaches what a warning is about. A test holds each path against the headings of `content/`. */
export const LESSONS = {
  realAccount: { path: `${CHAPTER}#the-bozo-warning`, title: 'The bozo warning' },
  ranges: { path: `${CHAPTER}#a-range-to-be-nobody-in`, title: 'A range to be nobody in' },
  identity: { path: `${CHAPTER}#what-changes`, title: 'What changes' },
  owners: { path: `${CHAPTER}#whose-file-is-it`, title: 'Whose file is it?' },
  unmapped: { path: `${CHAPTER}#ids-without-a-mapping`, title: 'IDs without a mapping' },
  limits: { path: `${CHAPTER}#limits`, title: 'Limits' },
  groups: { path: `${CHAPTER}#groups-that-get-lost`, title: 'Groups that get lost' },
  desktop: { path: `${CHAPTER}#whose-etcsubuid`, title: 'Whose /etc/subuid?' },
  rootless: { path: `${CHAPTER}#rootless-and-in-kubernetes`, title: 'Rootless, and in Kubernetes' },
  volume: { path: `${ERRORS}#permission-denied-on-a-volume`, title: '“permission denied” on a volume' },
} as const satisfies Record<string, Warning['learn']>;
