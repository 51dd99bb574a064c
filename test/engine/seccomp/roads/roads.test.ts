import { describe, expect, test } from 'vitest';
import { intents, parseCall, type Road, roads, type Target } from '../../../../src/engine/seccomp/index.ts';
import { filterOf, TARGET } from '../inline.ts';
import { answer, filterFrom } from '../presets.ts';

/** The roads to an intent, or to what a call does, under a profile in few words. */
function found(words: string, asked: string, target: Partial<Target> = {}): readonly Road[] {
  const filter = filterOf(words, target);
  const wanted = intents().find(({ id }) => id === asked) ?? parseCall(asked, target.arch ?? TARGET.arch).value;
  if (typeof filter === 'string' || wanted === undefined) throw new Error(`${words}, ${asked}`);
  return roads(filter, wanted);
}

const openOnes = (list: readonly Road[]) =>
  list.filter(({ state }) => state === 'open').map(({ steps }) => steps.map(({ text }) => text).join(' + '));

describe('open roads', () => {
  test.each<[string, string, string, string[]]>([
    ['a whole allow', 'errno: allow socket', 'vsock-socket', ['x86_64: socket(AF_VSOCK, SOCK_STREAM)']],
    ['a closed one', 'errno: allow read', 'vsock-socket', []],
    [
      '!= compares 64 bits, the kernel reads 32',
      'errno: allow socket arg0!=40',
      'vsock-socket',
      ['x86_64: socket(0x100000028, SOCK_STREAM)'],
    ],
    [
      'also where another argument leads to a tracer',
      'errno: trace socket arg2==39 | allow socket arg0==0x100000000',
      'socket(0,0)',
      ['x86_64: socket(0x100000000, 0)'],
    ],
    [
      '== denies 64 bits',
      'allow: errno socket arg0==40 | errno io_uring_setup',
      'socket(AF_VSOCK)',
      ['x86_64: socket(0x100000028)'],
    ],
    [
      'a mask of 32 bits closes it',
      'allow: errno socket arg0&0xffffffff==40 | errno io_uring_setup',
      'socket(AF_VSOCK)',
      [],
    ],
    [
      'another argument lets it pass',
      'errno: allow socket arg1==2',
      'vsock-socket',
      ['x86_64: socket(AF_VSOCK, SOCK_DGRAM)'],
    ],
    [
      'clone writes no ID to an address that no page has, and starts the task all the same',
      'errno: allow clone arg3==0xffffffff00000000',
      'new-task',
      ['x86_64: clone(SIGCHLD, 0, 0, 0xffffffff00000000)'],
    ],
    [
      'bpf reads the attributes of all commands for a bit that this one lacks',
      'errno: allow bpf arg3==0xffffffff00000000',
      'bpf-program',
      ['x86_64: bpf(BPF_PROG_LOAD, 0, 0, 0xffffffff00000000)'],
    ],
    ['openat2 reads how to open at such an address', 'errno: allow openat2 arg2==0xffffffff00000000', 'open-file', []],
    ['an allow of one value doesn’t', 'errno: allow socket arg0==1', 'vsock-socket', []],
    ['socketcall on 32-bit x86', 'errno[x86]: allow socketcall', 'vsock-socket', ['x86: socketcall(SYS_SOCKET)']],
    [
      'a rule on one family opens socketcall for all',
      'errno[x86]: allow socket arg0==1',
      'vsock-socket',
      ['x86: socketcall(SYS_SOCKET)'],
    ],
    [
      'whichever family it is for',
      'errno[x86]: allow socket arg1==3',
      'vsock-socket',
      ['x86_64: socket(AF_VSOCK, SOCK_RAW)', 'x86: socket(AF_VSOCK, SOCK_RAW)', 'x86: socketcall(SYS_SOCKET, 3)'],
    ],
    [
      'x32, where the filter has it',
      'errno[x32]: allow socket arg0==40 | errno=2 mkdir',
      'vsock-socket',
      ['x86_64: socket(AF_VSOCK, SOCK_STREAM)', 'x32: socket(AF_VSOCK, SOCK_STREAM)'],
    ],
    ['ipc’s version is not its call', 'errno[x86]: allow ipc arg0!=1', 'x86_64: semop(1)', ['x86: ipc(0x10001)']],
    [
      'the old type of packet sockets',
      'errno: allow socket arg0==2',
      'packet-socket',
      ['x86_64: socket(AF_INET, SOCK_PACKET)'],
    ],
    ['a user namespace by clone', 'errno: allow clone', 'user-namespace', ['x86_64: clone(CLONE_NEWUSER|SIGCHLD)']],
    ['or clone3', 'errno: allow clone arg0&0x7e020000==0 | allow clone3', 'user-namespace', ['x86_64: clone3(0, 88)']],
    ['Docker’s mask lets none pass', 'errno: allow clone arg0&0x7e020000==0', 'new-namespace', []],
    [
      'clone’s upper half is not read',
      'errno: allow clone arg0!=0x10000011',
      'clone(CLONE_NEWUSER|SIGCHLD)',
      ['x86_64: clone(CLONE_NEWUSER|CLONE_CLEAR_SIGHAND|SIGCHLD)'],
    ],
    ['unshare’s is', 'errno: allow unshare arg0>0xffffffff', 'user-namespace', []],
    [
      'four calls instead of one',
      'errno: allow fsopen fsconfig fsmount move_mount',
      'mount',
      ['x86_64: fsopen + x86_64: fsconfig(3) + x86_64: fsmount(3) + x86_64: move_mount(3)'],
    ],
    ['one of them refused', 'errno: allow fsopen fsconfig fsmount', 'mount', []],
    [
      'steps on two ABIs',
      'errno[x86]: allow name_to_handle_at | allow open_by_handle_at',
      'open-by-handle',
      ['x86_64: open_by_handle_at(3)', 'x86: open_by_handle_at(3)'],
    ],
    ['a mode of 16 bits', 'errno: allow chmod arg1>0xffff', 'setuid-bit', ['x86_64: chmod(0, 0x100000800)']],
    [
      'READ_IMPLIES_EXEC',
      'errno: allow mmap arg2&4==0 | allow personality',
      'executable-memory',
      ['x86_64: personality(PER_LINUX|READ_IMPLIES_EXEC) + x86_64: mmap(0, 0x1000, PROT_READ, MAP_PRIVATE)'],
    ],
    [
      'a polled ring needs no second call',
      'errno: allow io_uring_setup',
      'vsock-socket',
      ['x86_64: io_uring_setup(1)'],
    ],
    [
      'the same call with other arguments, where that gets further',
      'errno: allow mmap arg2==5',
      'mmap(0, 4096, 7)',
      ['x86_64: mmap(0, 0x1000, PROT_READ|PROT_EXEC, MAP_PRIVATE)'],
    ],
    [
      'and not where it gets as far',
      'errno: allow mmap',
      'mmap(0, 4096, 7)',
      ['x86_64: mmap(0, 0x1000, PROT_READ|PROT_WRITE|PROT_EXEC)'],
    ],
    ['a name that the table doesn’t know', 'errno[x86]: allow uname', 'uname', ['x86_64: uname', 'x86: uname']],
    ['a number without a name', 'allow: errno read', '999', ['x86_64: 999']],
  ])('%s', (_, profile, asked, expected) => {
    expect(openOnes(found(profile, asked))).toEqual(expected);
  });

  test('no filter, no closed road', () => {
    const filter = filterFrom('docker-26.1 x86_64 caps=all');
    const off = { ...filter, off: true };
    for (const intent of intents())
      expect([intent.id, roads(off, intent).some(({ state }) => state === 'open')]).toEqual([intent.id, true]);
  });
});

describe('what a road says', () => {
  test('its width: the C type, what the filter sees and what the kernel reads', () => {
    const [road] = found('errno: allow socket arg0!=40', 'vsock-socket');
    expect(road?.steps[0]?.wide).toEqual([{ index: 0, type: 'int', name: 'family', seen: 0x100000028n, read: 40n }]);
  });

  test('that an ABI is not in the filter', () => {
    const x32 = found('errno: allow socket', 'vsock-socket').find(({ id }) => id === 'socket:x32');
    expect([x32?.state, x32?.steps[0]?.verdict.reason.kind]).toEqual(['closed', 'foreign-architecture']);
  });

  test('what lies in memory', () => {
    const unseen = (asked: string, id: string) =>
      found('allow[x86]: errno read', asked).find((road) => road.id === id)?.unseen;
    expect(unseen('vsock-socket', 'socketcall:x86')).toMatch(/in memory/);
    expect(unseen('user-namespace', 'clone3:x86_64')).toMatch(/in memory/);
    expect(unseen('executable-memory', 'mmap:x86')).toMatch(/in memory/);
    expect(unseen('executable-memory', 'mmap:x86_64')).toBeUndefined();
  });

  test('a tracer decides', () => {
    expect(found('errno: trace ptrace', 'ptrace').find(({ id }) => id === 'ptrace:x86_64')?.state).toBe('depends');
  });

  test.each<[string, Partial<Target>, string, string, (boolean | undefined)[]]>([
    ['a capability that the container lacks', {}, 'kernel-module', 'init_module:x86_64', [true, undefined, undefined]],
    [
      'one that it has',
      { capabilities: ['CAP_SYS_MODULE'] },
      'kernel-module',
      'init_module:x86_64',
      [false, undefined, undefined],
    ],
    [
      'a kernel that lacks the call',
      { kernel: '5.4' },
      'vsock-socket',
      'io_uring_sqpoll:x86_64',
      [true, undefined, undefined],
    ],
    ['one that has it', { kernel: '5.19' }, 'vsock-socket', 'io_uring_sqpoll:x86_64', [false, undefined, undefined]],
  ])('other layers: %s', (_, target, asked, id, stands) => {
    const road = found('allow: errno read', asked, target).find((one) => one.id === id);
    expect(road?.barriers.map((barrier) => barrier.stands)).toEqual(stands);
  });

  test.each<[asked: string, id: string, pages: string[]]>([
    ['read', 'read:x86_64', ['read(2)']],
    ['x86: clock_gettime64', 'clock_gettime64:x86', ['clock_gettime(2)']],
    ['x86: pselect6_time64', 'pselect6_time64:x86', ['pselect6(2)']],
    ['x86: setuid32', 'setuid32:x86', ['setuid(2)']],
    ['futex_waitv', 'futex_waitv:x86_64', ['syscalls(2)']],
    ['mseal', 'mseal:x86_64', ['syscalls(2)']],
    ['io_uring_enter', 'io_uring_enter:x86_64', ['io_uring_enter(2)']],
  ])('the page that describes %s', (asked, id, pages) => {
    const road = found('allow: errno read', asked).find((one) => one.id === id);
    expect(road?.sources.map(({ title }) => title)).toEqual(pages);
  });

  test.each<[asked: string, id: string, told: string]>([
    ['open-file', 'openat2:x86_64', '5.6, syscalls(2)'],
    ['open-file', 'io_uring:x86_64', '5.6, io_uring_enter(2)'],
    ['open-file', 'io_uring_sqpoll:x86_64', '5.11, io_uring_setup(2)'],
    ['vsock-socket', 'io_uring_sqpoll:x86_64', '5.19, io_uring_enter(2)'],
    ['setuid-bit', 'fchmodat2:x86_64', '6.6, Linux v6.6-vfs.fchmodat2'],
    ['executable-memory', 'pkey_mprotect:x86_64', '4.9, mprotect(2)'],
  ])('the first kernel with %s by %s, and who says so', (asked, id, told) => {
    const barrier = found('allow: errno read', asked).find((one) => one.id === id)?.barriers[0];
    expect(barrier && `${/[\d.]+\d/.exec(barrier.words)?.[0]}, ${barrier.source.title}`).toBe(told);
  });

  test('on aarch64, its own calls alone', () => {
    const arches = new Set(
      found('allow: errno read', 'open-file', { arch: 'SCMP_ARCH_AARCH64' }).map(({ arch }) => arch),
    );
    expect([...arches][0]).toBe('SCMP_ARCH_AARCH64');
    expect([...arches].filter((arch) => arch.includes('X86'))).toEqual([]);
  });
});

describe("Docker 26.1.5's default, as its owners tell it (moby 52547, 53551)", () => {
  test('refuses socket(AF_VSOCK), and 32-bit socketcall gets one, unless AppArmor or SELinux denies it', () => {
    expect(answer('docker-26.1', 'socket(AF_VSOCK)')).toMatch(/^ERRNO 1,/);
    const vsock = intents().find(({ id }) => id === 'vsock-socket');
    if (vsock === undefined) throw new Error('no intent');
    const road = roads(filterFrom('docker-26.1'), vsock).find(({ id }) => id === 'socketcall:x86');
    expect([road?.state, road?.barriers.map(({ layer, source }) => `${layer} ${source.title}`)]).toEqual([
      'open',
      ['lsm moby/moby 53551'],
    ]);
  });
});

describe('the table', () => {
  test('has each id once, and an example of each intent is a call', () => {
    const ids = intents().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(20);
    for (const { id, examples } of intents()) {
      expect([id, examples.map((text) => parseCall(text, 'SCMP_ARCH_X86_64').value === undefined)]).toEqual([
        id,
        examples.map(() => false),
      ]);
    }
  });

  test('says where every way comes from, and every way is a call of some ABI', () => {
    for (const { id, ways } of intents()) {
      expect([id, ways.length > 0]).toEqual([id, true]);
      for (const way of ways) {
        expect([way.id, way.sources.length > 0]).toEqual([way.id, true]);
        for (const { call } of way.steps) {
          const known = (['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'] as const).some(
            (arch) => parseCall(call, arch).value !== undefined,
          );
          expect([call, known]).toEqual([call, true]);
        }
      }
      expect([id, new Set(ways.map((way) => way.id)).size]).toEqual([id, ways.length]);
    }
  });
});
