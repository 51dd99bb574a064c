import { VERSIONS } from '../../linux/index.ts';

/** Where a fact comes from: a page of the Linux manual, a file of the kernel, a thread of its owners. */
export interface Source {
  title: string;
  url: string;
}

/** A page of the Linux manual. */
// @__NO_SIDE_EFFECTS__
export function manual(page: string, section = 2): Source {
  return {
    title: `${page}(${section})`,
    url: `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`,
  };
}

/**
 * The page that describes a call. man-pages 6.9 and liburing 2.9 describe the forms with times of more bits on the plain form's page, and these calls
 * on none but the list of all.
 */
// @__NO_SIDE_EFFECTS__
export function callPage(name: string): Source {
  const plain = name.replace(/^(clock_(?:adj|get|set)time|timer(?:fd)?_[gs]ettime)64$|_time64$/, '$1');
  return manual(NO_PAGE.test(plain) ? 'syscalls' : plain);
}

const NO_PAGE =
  /^(?:breakpoint|cachectl|cachestat|epoll_(?:ctl|wait)_old|fchmodat2|fsconfig|fsmount|fsopen|fspick|ftime|futex_(?:requeue|wait|waitv|wake)|[gs]et_tls|io_pgetevents|(?:get|list|remove|set)xattrat|listmount|lsm_\w+|map_shadow_stack|move_mount|mseal|open_tree|process_mrelease|profil|quotactl_fd|riscv_\w+|rseq|rtas|set_mempolicy_home_node|statmount|swapcontext|switch_endian|sys_debug_setcontext|sysmips|timerfd|ulimit|uretprobe|usr26|usr32)$/;

/** A file of Linux, at the version whose headers the engine knows, and the function in it. */
// @__NO_SIDE_EFFECTS__
export function kernelFile(file: string, place: string): Source {
  const series = VERSIONS.linux.replace(/^(\d+\.\d+).*/, '$1');
  return { title: `Linux ${file}, ${place}`, url: `https://elixir.bootlin.com/linux/v${series}/source/${file}` };
}

/** A page of libseccomp's manual, and the word on it. */
// @__NO_SIDE_EFFECTS__
export function libseccompPage(page: string, place?: string): Source {
  return libseccompFile(`doc/man/man3/${page}.3`, place);
}

/** A file of libseccomp, at the version whose ways the engine knows, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const libseccompFile = (file: string, place?: string): Source =>
  fileOf('libseccomp', 'seccomp/libseccomp', VERSIONS.libseccomp, file, place);

/** A file of runc, as Debian 13 ships it, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const runcFile = (file: string, place: string): Source =>
  fileOf('runc', 'opencontainers/runc', VERSIONS.runc, file, place);

/** A file of Docker's engine, as Debian 13 ships it, and the function in it. */
// @__NO_SIDE_EFFECTS__
export const mobyFile = (file: string, place: string): Source =>
  fileOf('moby', 'moby/moby', VERSIONS.docker, file, place);

// @__NO_SIDE_EFFECTS__
function fileOf(name: string, repository: string, version: string, file: string, place?: string): Source {
  return {
    title: `${name} ${file}${place === undefined ? '' : `, ${place}`}`,
    url: `https://github.com/${repository}/blob/v${version}/${file}`,
  };
}

/** A pull request or an issue on GitHub. */
// @__NO_SIDE_EFFECTS__
export function thread(repository: string, number: number): Source {
  return { title: `${repository} ${number}`, url: `https://github.com/${repository}/issues/${number}` };
}
