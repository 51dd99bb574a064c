const ERRORS = '/reference/errors/';

/** Where this site teaches what an error is about. A test holds each path against the headings of `content/`. */
export const LESSONS = {
  volume: { path: `${ERRORS}#permission-denied-on-a-volume`, title: '“permission denied” on a volume' },
  nobody: { path: `${ERRORS}#files-owned-by-nobody-or-65534`, title: 'Files owned by nobody' },
  unmapped: { path: `${ERRORS}#invalid-argument-and-unmapped-user`, title: '“Invalid argument”, and “unmapped user”' },
  write: { path: `${ERRORS}#write-error-on-uid_map-and-newuidmap--not-allowed`, title: '“write error” on uid_map' },
  ranges: { path: `${ERRORS}#no-subuid-ranges-found-for-user`, title: '“no subuid ranges found”' },
  errno: { path: `${ERRORS}#read-the-errno`, title: 'Read the errno' },
  unshare: { path: `${ERRORS}#unshare-operation-not-permitted`, title: '“unshare: Operation not permitted”' },
  limits: { path: '/learn/userns-remap/#limits', title: 'Limits' },
  start: { path: `${ERRORS}#cannot-start-a-stopped-process`, title: '“cannot start a stopped process”' },
  rootless: { path: '/learn/rootless/#who-is-root', title: 'Who is root?' },
} as const;
