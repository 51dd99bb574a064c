/** What the figure numbers: a release of `releaseHistory`, and what changed with it, as inline Markdown with the owner's word. */
export const MILESTONES = [
  {
    release: '1.13.0',
    what: 'The file says [which capability opens which call](https://github.com/moby/moby/pull/24510). (Docker 1.12 did that too, [in its own code](https://github.com/moby/moby/pull/22554).)',
  },
  {
    release: '17.03.0',
    what: '[Only five socket families](https://github.com/moby/moby/pull/29076) are allowed. 17.06 [takes it back](https://github.com/moby/moby/pull/33108), because of `socketcall`.',
  },
  {
    release: '19.03.9',
    what: '[The calls with 64-bit time](https://github.com/moby/moby/pull/40769), for 32-bit programs after 2038.',
  },
  {
    release: '20.10.0',
    what: 'The calls of new kernels, with [io_uring](https://github.com/moby/moby/pull/39415) among them.',
  },
  {
    release: '20.10.10',
    what: '`clone3` gets [`ENOSYS` instead of `EPERM`](https://github.com/moby/moby/pull/42681), so that new C libraries fall back to `clone`.',
  },
  {
    release: '20.10.22',
    what: '[`AF_VSOCK` is refused](https://github.com/moby/moby/pull/44562). The next release of that line [takes it back](https://github.com/moby/moby/pull/44712), and 23.0 keeps it.',
  },
  {
    release: '25.0.0',
    what: '[io_uring is taken away](https://github.com/moby/moby/pull/46762).',
  },
  {
    release: '28.2.0',
    what: '[The calls up to Linux 6.13](https://github.com/moby/moby/pull/50077).',
  },
  {
    release: '29.4.2',
    what: '[`AF_ALG` is refused](https://github.com/moby/moby/pull/52501), and `socketcall` as a whole. Five days later, 29.4.3 [allows `socketcall` again](https://github.com/moby/moby/pull/52537).',
  },
  {
    release: '29.9.0',
    what: 'Socket families that Linux has yet to define [are refused](https://github.com/moby/profiles/blob/seccomp/v0.2.4/seccomp/default.json).',
  },
] as const;
