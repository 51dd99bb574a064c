/**
 * Names of the arguments that include/linux/syscalls.h declares by type alone, as the kernel's SYSCALL_DEFINE lines have them: kernel/fork.c,
 * kernel/signal.c, net/socket.c, fs/aio.c, fs/readdir.c, fs/select.c, kernel/sys.c. By function, in the order of the arguments.
 */
export const ARGUMENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  socket: ['family', 'type', 'protocol'],
  socketpair: ['family', 'type', 'protocol', 'usockvec'],
  bind: ['fd', 'umyaddr', 'addrlen'],
  listen: ['fd', 'backlog'],
  accept: ['fd', 'upeer_sockaddr', 'upeer_addrlen'],
  accept4: ['fd', 'upeer_sockaddr', 'upeer_addrlen', 'flags'],
  connect: ['fd', 'uservaddr', 'addrlen'],
  getsockname: ['fd', 'usockaddr', 'usockaddr_len'],
  getpeername: ['fd', 'usockaddr', 'usockaddr_len'],
  sendto: ['fd', 'buff', 'len', 'flags', 'addr', 'addr_len'],
  send: ['fd', 'buff', 'len', 'flags'],
  recvfrom: ['fd', 'ubuf', 'size', 'flags', 'addr', 'addr_len'],
  recv: ['fd', 'ubuf', 'size', 'flags'],
  shutdown: ['fd', 'how'],
  io_submit: ['ctx_id', 'nr', 'iocbpp'],
  pselect6: ['n', 'inp', 'outp', 'exp', 'tsp', 'sig'],
  pselect6_time32: ['n', 'inp', 'outp', 'exp', 'tsp', 'sig'],
  ppoll: ['ufds', 'nfds', 'tsp', 'sigmask', 'sigsetsize'],
  ppoll_time32: ['ufds', 'nfds', 'tsp', 'sigmask', 'sigsetsize'],
  rt_sigaction: ['sig', 'act', 'oact', 'sigsetsize'],
  sigaction: ['sig', 'act', 'oact'],
  old_readdir: ['fd', 'dirent', 'count'],
  uname: ['name'],
  olduname: ['name'],
};

/** clone's, by the order that an ABI has (kernel/fork.c). */
export const CLONE_NAMES = {
  plain: ['clone_flags', 'newsp', 'parent_tidptr', 'child_tidptr', 'tls'],
  backwards: ['clone_flags', 'newsp', 'parent_tidptr', 'tls', 'child_tidptr'],
  backwards2: ['newsp', 'clone_flags', 'parent_tidptr', 'child_tidptr', 'tls'],
} as const;
