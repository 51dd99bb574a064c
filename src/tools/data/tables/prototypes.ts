import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABIS, abiHeaders, type Split } from '../abis.ts';
import { stripComments } from '../cDefinitions.ts';
import { cValues } from '../cValues.ts';
import { formatTable } from '../formatTable.ts';
import { kernelHeaders, kernelRoot, olderUapiHeaders, uapiHeaders } from '../kernelHeaders.ts';
import { functionOf, variantOf } from '../syscallFunctions.ts';
import type { Table } from '../Table.ts';

/**
 * Kernel functions that no header of linux-headers-*-common declares (or only beside a call's table), as their SYSCALL_DEFINE lines have them. Each
 * group says where.
 */
const ARCHITECTURE_FUNCTIONS = `
/* arch/arm/kernel/sys_arm.c; arch/powerpc/kernel/syscalls.c has ppc_fadvise64_64 in the same order */
asmlinkage long sys_arm_fadvise64_64(int fd, int advice, loff_t offset, loff_t len);
/* arch/arm/kernel/traps.c, arm_syscall */
asmlinkage long sys_arm_cacheflush(unsigned long start, unsigned long end, unsigned int flags);
asmlinkage long sys_arm_set_tls(unsigned long val);

/* arch/x86/kernel/process_64.c, ldt.c, ioport.c, tls.c, vm86_32.c */
asmlinkage long sys_arch_prctl(int option, unsigned long arg2);
asmlinkage long sys_modify_ldt(int func, void __user *ptr, unsigned long bytecount);
asmlinkage long sys_iopl(unsigned int level);
asmlinkage long sys_x86_set_thread_area(struct user_desc __user *u_info);
asmlinkage long sys_get_thread_area(struct user_desc __user *u_info);
asmlinkage long sys_vm86(unsigned long cmd, unsigned long arg);
asmlinkage long sys_vm86old(struct vm86_struct __user *user_vm86);

/* arch/powerpc/kernel/syscalls.c, rtas.c, signal_32.c, mm/book3s64/subpage_prot.c */
asmlinkage long sys_ppc64_personality(unsigned long personality);
asmlinkage long sys_rtas(struct rtas_args __user *uargs);
asmlinkage long sys_swapcontext(struct ucontext __user *old_ctx, struct ucontext __user *new_ctx, long ctx_size);
asmlinkage long sys_debug_setcontext(struct ucontext __user *ctx, int ndbg, struct sig_dbg_op __user *dbg);
asmlinkage long sys_subpage_prot(unsigned long addr, unsigned long len, u32 __user *map);
asmlinkage long sys_switch_endian(void);

/* arch/s390/kernel/syscall.c, runtime_instr.c, guarded_storage.c, sthyi.c, compat_linux.c, pci/pci_mmio.c */
asmlinkage long sys_s390_ipc(unsigned int call, int first, unsigned long second, unsigned long third, void __user *ptr);
asmlinkage long sys_s390_personality(unsigned int personality);
asmlinkage long sys_s390_runtime_instr(int command, int signum);
asmlinkage long sys_s390_guarded_storage(int command, struct gs_cb __user *gs_cb);
asmlinkage long sys_s390_sthyi(unsigned long function_code, void __user *buffer, u64 __user *return_code, unsigned long flags);
asmlinkage long sys_s390_pci_mmio_write(unsigned long mmio_addr, const void __user *user_buffer, size_t length);
asmlinkage long sys_s390_pci_mmio_read(unsigned long mmio_addr, void __user *user_buffer, size_t length);
asmlinkage long sys_s390_fadvise64_64(struct fadvise64_64_args __user *args);

/* arch/mips/kernel/syscall.c, signal.c, linux32.c, mm/cache.c */
asmlinkage long sys_mips_mmap(unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, unsigned long fd, off_t offset);
asmlinkage long sys_mips_pipe(void);
asmlinkage long sys_mips_sigsuspend(sigset_t __user *uset);
asmlinkage long sys_mips_set_thread_area(unsigned long addr);
asmlinkage long sys_sysmips(long cmd, long arg1, long arg2);
asmlinkage long sys_cachectl(char __user *addr, int nbytes, int op);
asmlinkage long sys_cacheflush(unsigned long addr, unsigned long bytes, unsigned int cache);
asmlinkage long sys_n32_personality(unsigned long personality);

/* ipc/sem.c, msg.c, shm.c: n32 has them */
asmlinkage long compat_sys_old_semctl(int semid, int semnum, int cmd, int arg);
asmlinkage long compat_sys_old_msgctl(int msqid, int cmd, void __user *uptr);
asmlinkage long compat_sys_old_shmctl(int shmid, int cmd, void __user *uptr);

/* arch/riscv/kernel/sys_riscv.c, sys_hwprobe.c */
asmlinkage long sys_riscv_flush_icache(uintptr_t start, uintptr_t end, uintptr_t flags);
asmlinkage long sys_riscv_hwprobe(struct riscv_hwprobe __user *pairs, size_t pair_count, size_t cpusetsize, unsigned long __user *cpus, unsigned int flags);

/* Each architecture's signal code: what they take lies on the stack. */
asmlinkage long sys_no_arguments(void);
`;

/** One argument: its C type, without the kernel's `__user`, and its name where the prototype gives one. */
interface Argument {
  type: string;
  name?: string;
}

/**
 * The `sys_*` and `compat_sys_*` prototypes of a kernel header, by name without `sys_`. Conditions are not read, so a function that the header declares in several
 * variants has them all, in order.
 */
export function prototypesIn(header: string): Map<string, Argument[][]> {
  const found = new Map<string, Argument[][]>();
  for (const match of stripComments(header).matchAll(/\basmlinkage\s+\w+\s+(compat_)?sys_(\w+)\s*\(([^;]*)\)\s*;/g)) {
    const name = (match[1] ?? '') + match[2];
    found.set(name, [...(found.get(name) ?? []), readArguments(match[3] ?? '')]);
  }
  return found;
}

function readArguments(list: string): Argument[] {
  const parts = list.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  return parts.length === 1 && (parts[0] === 'void' || parts[0] === '') ? [] : parts.map(readArgument);
}

/** A word that ends a type; after `struct`, `union` or `enum` any word does. */
const TYPE_WORD =
  /^(?:unsigned|signed|int|long|short|char|void|const|__user|[us](?:8|16|32|64)|\w+_t|struct|union|enum)$/;

/** Whether a declaration's last word is a name: behind a star even `u32` is one. */
function isName(word: string, before: string): boolean {
  if (before === '*') return !/^(?:const|__user)$/.test(word);
  return !TYPE_WORD.test(word) && !/^(?:struct|union|enum)$/.test(before);
}

function readArgument(text: string): Argument {
  const tokens = text.match(/\w+|\*|\[\s*\d*\s*\]/g) ?? [];
  const isArray = tokens.at(-1)?.startsWith('[') ?? false;
  const words = isArray ? tokens.slice(0, -1) : tokens;
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const isNamed = words.length > 1 && /^\w+$/.test(last) && isName(last, before);
  const type = spell([...(isNamed ? words.slice(0, -1) : words), ...(isArray ? ['*'] : [])]);
  return isNamed ? { type, name: last } : { type };
}

function spell(words: readonly string[]): string {
  return words
    .filter((word) => word !== '__user')
    .join(' ')
    .replace(/\* (?=\*)/g, '*');
}

/**
 * Names of the arguments that include/linux/syscalls.h declares by type alone, as the kernel's SYSCALL_DEFINE lines have them: kernel/fork.c,
 * kernel/signal.c, net/socket.c, fs/aio.c, fs/readdir.c, fs/select.c, kernel/sys.c. By function, in the order of the arguments.
 */
const ARGUMENT_NAMES: Readonly<Record<string, readonly string[]>> = {
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
const CLONE_NAMES = {
  plain: ['clone_flags', 'newsp', 'parent_tidptr', 'child_tidptr', 'tls'],
  backwards: ['clone_flags', 'newsp', 'parent_tidptr', 'tls', 'child_tidptr'],
  backwards2: ['newsp', 'clone_flags', 'parent_tidptr', 'child_tidptr', 'tls'],
} as const;

/** A parameter: its C type and its name, or the type alone where nothing names it. */
export type Row = [type: string, name?: string][];

const WIDE = /^(?:loff_t|__u64|u64)$/;
/** The registers that carry arguments; where a call has more, neither the filter nor a reader sees them. */
const REGISTERS = 6;

/**
 * What each register of a 32-bit ABI holds, for parameters as a 64-bit one has them: a 64-bit parameter becomes two, named as
 * include/linux/syscalls.h names them (SC_ARG64), behind an unused register where a pair must begin at an even one.
 */
export function splitArguments(row: Row, { first, aligned }: Split): Row {
  const registers: Row = [];
  for (const [type, name] of row) {
    if (!WIDE.test(type)) {
      registers.push(name === undefined ? [type] : [type, name]);
      continue;
    }
    if (aligned && registers.length % 2 === 1) registers.push(['u32', '__pad']);
    const halves: Row = [
      ['u32', `${name ?? 'value'}_lo`],
      ['u32', `${name ?? 'value'}_hi`],
    ];
    registers.push(...(first === 'low' ? halves : halves.reverse()));
  }
  return registers.slice(0, REGISTERS);
}

type Declared = ReadonlyMap<string, Argument[][]>;
type Rows = Map<string, Row>;

const FAMILIES = [...new Set(ABIS.map(({ family }) => family))];

/**
 * Argument names and C types of each call on each ABI, from the kernel's headers. common.json has x86_64's; a family's file has, by ABI, what is there
 * otherwise or besides, and null where a call of common.json has arguments that no prototype tells. A call without a prototype is left out.
 */
export const prototypes: Table = {
  name: 'prototypes',
  files: ['common', ...FAMILIES].map((name) => `prototypes/${name}.json`),
  needs: [kernelHeaders, uapiHeaders, olderUapiHeaders],
  make(packages, stamp) {
    const headers = packages(kernelHeaders);
    const declared = prototypesIn(
      ['linux/syscalls.h', 'linux/compat.h', 'asm-generic/syscalls.h']
        .map((file) => readFileSync(join(kernelRoot(headers), 'include', file), 'utf8'))
        .join('\n') + ARCHITECTURE_FUNCTIONS,
    );
    const common: Rows = new Map();
    const files = new Map(FAMILIES.map((family) => [family, {} as Record<string, object>]));
    for (const abi of ABIS) {
      const file = files.get(abi.family) ?? {};
      const calls = callsIn(abiHeaders(abi, packages));
      const rows = rowsOf(abi, calls, declared);
      if (abi === ABIS[0]) for (const [call, row] of rows) common.set(call, row);
      else file[abi.token] = difference(calls, rows, common);
      if (abi.twin !== undefined && abi.split !== undefined) {
        const first = abi.split.first === 'low' ? 'high' : 'low';
        const twin = rowsOf({ ...abi, split: { ...abi.split, first } }, calls, declared);
        file[abi.twin] = difference(calls, twin, rows);
      }
    }
    return [
      formatTable({ stamp, calls: sorted(common) }, 2),
      ...FAMILIES.map((family) => formatTable({ stamp, abis: files.get(family) ?? {} }, 3)),
    ];
  },
};

function rowsOf(abi: (typeof ABIS)[number], calls: ReadonlySet<string>, declared: Declared): Rows {
  const rows: Rows = new Map();
  for (const call of calls) {
    const row = rowOf(abi, call, calls, declared);
    if (row !== undefined) rows.set(call, abi.split === undefined ? row : splitArguments(row, abi.split));
  }
  return rows;
}

function rowOf(
  abi: (typeof ABIS)[number],
  call: string,
  calls: ReadonlySet<string>,
  declared: Declared,
): Row | undefined {
  const name = functionOf(abi.token, call, calls);
  if (name === undefined) return undefined;
  const names = call === 'clone' ? CLONE_NAMES[abi.clone] : namesOf(name, declared);
  return declared.get(name)?.[variantOf(abi, call)]?.map((argument, at) => {
    const given = argument.name ?? names[at];
    return given === undefined ? [argument.type] : [argument.type, given];
  });
}

/** Names for what a prototype leaves unnamed; a compat_ function's are those of the function that it stands for. */
function namesOf(name: string, declared: Declared): readonly (string | undefined)[] {
  const plain = name.replace(/^compat_/, '');
  return ARGUMENT_NAMES[plain] ?? declared.get(plain)?.[0]?.map((argument) => argument.name) ?? [];
}

/** The calls whose rows are others than those of `base`, sorted; null for one that `base` has and `rows` doesn't. */
function difference(calls: ReadonlySet<string>, rows: Rows, base: Rows): Record<string, Row | null> {
  const found = [...calls].flatMap((call): [string, Row | null][] => {
    const row = rows.get(call);
    if (JSON.stringify(row) === JSON.stringify(base.get(call))) return [];
    return [[call, row ?? null]];
  });
  return sorted(new Map(found));
}

/** The names of an ABI's calls; arm has some of its own beside the common ones. */
function callsIn(headers: readonly string[]): Set<string> {
  const names = cValues(headers).definitions.map(({ name }) => /^__(?:ARM_)?NR_([a-z_]\w*)$/.exec(name)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

function sorted<T>(rows: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}
