import type { SetSpec } from './SetSpec.ts';

const FANOTIFY = ['linux/fanotify.h'];

/** What calls that wait for events, and io_uring, are asked with. */
export const EVENT_SETS: readonly SetSpec[] = [
  { name: 'epoll', kind: 'bits', headers: ['linux/eventpoll.h'], names: /^EPOLL_CLOEXEC$/ },
  { name: 'epollControl', kind: 'values', headers: ['linux/eventpoll.h'], names: /^EPOLL_CTL_\w+$/ },
  { name: 'eventfd', kind: 'bits', headers: ['linux/eventfd.h'], names: /^EFD_\w+$/ },
  { name: 'signalfd', kind: 'bits', headers: ['linux/signalfd.h'], names: /^SFD_\w+$/ },
  { name: 'timerfd', kind: 'bits', headers: ['linux/timerfd.h'], names: /^TFD_(?:CLOEXEC|NONBLOCK)$/ },
  { name: 'timerfdTime', kind: 'bits', headers: ['linux/timerfd.h'], names: /^TFD_TIMER_\w+$/ },
  { name: 'inotify', kind: 'bits', headers: ['linux/inotify.h'], names: /^IN_(?:CLOEXEC|NONBLOCK)$/ },
  {
    name: 'inotifyMask',
    kind: 'bits',
    headers: ['linux/inotify.h'],
    names: /^IN_(?!CLOEXEC$|NONBLOCK$|CLOSE$|MOVE$|ALL_EVENTS$|UNMOUNT$|Q_OVERFLOW$|IGNORED$|ISDIR$)\w+$/,
  },
  {
    name: 'fanotify',
    kind: 'bits',
    field: { mask: 0xc, constant: 'FAN_ALL_CLASS_BITS' },
    headers: FANOTIFY,
    names:
      /^FAN_(?:CLOEXEC|NONBLOCK|CLASS_\w+|UNLIMITED_\w+|ENABLE_AUDIT|REPORT_(?:PIDFD|TID|FID|DIR_FID|NAME|TARGET_FID|FD_ERROR))$/,
  },
  { name: 'fanotifyMark', kind: 'bits', headers: FANOTIFY, names: /^FAN_MARK_(?!INODE$|IGNORE_SURV$)\w+$/ },
  {
    name: 'fanotifyMask',
    kind: 'bits',
    headers: FANOTIFY,
    names:
      /^FAN_(?:ACCESS|MODIFY|ATTRIB|CLOSE_WRITE|CLOSE_NOWRITE|OPEN|MOVED_FROM|MOVED_TO|CREATE|DELETE|DELETE_SELF|MOVE_SELF|OPEN_EXEC|FS_ERROR|OPEN_PERM|ACCESS_PERM|OPEN_EXEC_PERM|EVENT_ON_CHILD|RENAME|ONDIR)$/,
  },
  { name: 'ioUringEnter', kind: 'bits', headers: ['linux/io_uring.h'], names: /^IORING_ENTER_\w+$/ },
  {
    name: 'ioUringRegister',
    kind: 'bits',
    // io_uring/register.c: the opcode, with IORING_REGISTER_USE_REGISTERED_RING, bit 31, or-ed in.
    field: { mask: 0x7fffffff, constant: 'IORING_REGISTER_USE_REGISTERED_RING' },
    headers: ['linux/io_uring.h'],
    names: /^IORING_(?:UN)?REGISTER_(?!LAST$)\w+$/,
    enum: 'io_uring_register_op',
  },
  { name: 'perf', kind: 'bits', headers: ['linux/perf_event.h'], names: /^PERF_FLAG_\w+$/ },
];
