const ERRORS = '/reference/errors/';
const SECCOMP = '/learn/seccomp/';
const PROFILES = '/learn/profiles/';
const CONTAINMENT = '/learn/containment/';

/** Where this site teaches what these messages are about. A test holds each path against the headings of `content/`. */
export const LESSONS = {
  errno: { path: `${ERRORS}#read-the-errno`, title: 'Read the errno' },
  unshare: { path: `${ERRORS}#unshare-operation-not-permitted`, title: '“unshare: Operation not permitted”' },
  volume: { path: `${ERRORS}#permission-denied-on-a-volume`, title: '“permission denied” on a volume' },
  nobody: { path: `${ERRORS}#files-owned-by-nobody-or-65534`, title: 'Files owned by nobody' },
  unmapped: { path: `${ERRORS}#invalid-argument-and-unmapped-user`, title: '“Invalid argument”, and “unmapped user”' },
  json: { path: `${ERRORS}#invalid-character-in-a-seccomp-profile`, title: '“invalid character” in a seccomp profile' },
  start: { path: `${ERRORS}#cannot-start-a-stopped-process`, title: '“cannot start a stopped process”' },
  killed: { path: `${ERRORS}#status-159-or-bad-system-call`, title: 'Status 159, or “Bad system call”' },
  fork: {
    path: `${ERRORS}#cant-fork-resource-temporarily-unavailable`,
    title: '“can’t fork: Resource temporarily unavailable”',
  },
  threads: {
    path: `${ERRORS}#cant-start-new-thread-and-pthread_create-failed-operation-not-permitted`,
    title: '“can’t start new thread”',
  },
  privileged: {
    path: `${ERRORS}#operation-not-permitted-with---privileged`,
    title: '“Operation not permitted” with --privileged',
  },
  memory: { path: `${ERRORS}#status-137-or-oomkilled`, title: 'Status 137, or OOMKilled' },
  enosys: { path: `${ERRORS}#function-not-implemented`, title: '“Function not implemented”' },
  elsewhere: { path: `${ERRORS}#not-here`, title: 'Not here?' },
  default: { path: `${SECCOMP}#you-already-have-it`, title: 'You already have it' },
  own: { path: `${PROFILES}#bring-your-own`, title: 'Bring your own' },
  engines: { path: `${PROFILES}#the-same-in-podman-and-kubernetes`, title: 'The same in Podman and Kubernetes' },
  privileges: { path: `${SECCOMP}#no-new-privileges`, title: 'No new privileges' },
  siblings: { path: `${SECCOMP}#siblings`, title: 'Siblings' },
  filter: { path: `${SECCOMP}#what-the-filter-sees`, title: 'What the filter sees' },
  cgroups: { path: '/learn/cgroups/#what-dockers-flags-write', title: 'What Docker’s flags write' },
  layers: { path: `${CONTAINMENT}#all-three-and-what-else`, title: 'All three, and what else' },
  limits: { path: '/learn/userns-remap/#limits', title: 'Limits' },
  rootless: { path: '/learn/rootless/#who-is-root', title: 'Who is root?' },
  owners: { path: '/learn/volumes/#whose-file-is-it', title: 'Whose file is it?' },
} as const;
