import type { Barrier, Intent, Way } from '../Intent.ts';
import { thread } from '../Source.ts';
import { capability, denied, inPart, is, kernelFile, lsm, manual, rings, step, table, way } from './way.ts';

/** include/linux/net.h SOCK_TYPE_MASK: the other bits are flags. */
const TYPE = 0xfn;

const VSOCK = denied(
  { engine: 'docker', since: '29.8.0' },
  'Docker’s AppArmor profile and SELinux module of September 2026 (29.8.0) deny VSOCK sockets, whichever call asks for them.',
  thread('moby/moby', 53551),
);
const ALG = denied(
  { engine: 'docker', since: '29.4.3' },
  'Docker’s AppArmor profile and SELinux module of May 2026 (29.4.3) deny AF_ALG sockets, whichever call asks for them.',
  thread('moby/moby', 52547),
);
const ANY_LSM = lsm(
  'AppArmor (network rules) and SELinux (socket classes) check the family of every new socket.',
  kernelFile('security/security.c', 'security_socket_create'),
);
const NET_RAW = (page: string) =>
  inPart(
    capability(
      'CAP_NET_RAW',
      manual(page, 7),
      'The kernel requires CAP_NET_RAW, which a process has in a new user namespace with its own network namespace.',
    ),
  );

/** Sockets of one family, by whichever call. */
function waysTo(family: string | bigint, ...barriers: Barrier[]): readonly Way[] {
  return [
    way(step(`socket(${family}, SOCK_STREAM)`, is(0, family)), 'The kernel makes a socket of that family.', {
      barriers,
    }),
    ...rings('IORING_OP_SOCKET', '5.19', barriers),
  ];
}

function socket(id: string, words: string, family: string, ...barriers: Barrier[]): Intent {
  return { id, words, examples: [`socket(${family}, SOCK_STREAM)`], ways: waysTo(family, ...barriers) };
}

/** Any socket of a family, told by its number (`AF_*`). */
export function socketIntent(family: bigint): Intent {
  return {
    id: `socket-family-${family}`,
    words: `a socket of family ${family}`,
    examples: [`socket(${family})`],
    ways: waysTo(family, ANY_LSM),
  };
}

const PACKET = NET_RAW('packet');

/** Sockets by their family. */
export const SOCKETS: readonly Intent[] = /* @__PURE__ */ table(() => [
  socket('vsock-socket', 'a VSOCK socket, to reach virtual machines and their host', 'AF_VSOCK', VSOCK),
  socket('alg-socket', 'an AF_ALG socket, the kernel’s own cryptography', 'AF_ALG', ALG),
  socket('netlink-socket', 'a netlink socket, to configure the network', 'AF_NETLINK', ANY_LSM),
  {
    ...socket('packet-socket', 'a packet socket, to read and write whole frames', 'AF_PACKET', PACKET),
    ways: [
      ...waysTo('AF_PACKET', PACKET),
      way(
        step('socket(AF_INET, SOCK_PACKET)', is(0, 'AF_INET'), is(1, 'SOCK_PACKET', TYPE)),
        'The kernel treats the old type as AF_PACKET.',
        {
          id: 'socket-old-type',
          barriers: [PACKET],
          sources: [manual('packet', 7), kernelFile('net/socket.c', '__sock_create')],
        },
      ),
    ],
  },
  {
    id: 'raw-socket',
    words: 'a raw IP socket, to forge packets',
    examples: ['socket(AF_INET, SOCK_RAW)'],
    ways: [
      ...(['AF_INET', 'AF_INET6'] as const).map((family) =>
        way(
          step(`socket(${family}, SOCK_RAW)`, is(0, family), is(1, 'SOCK_RAW', TYPE)),
          'The kernel makes a raw socket.',
          {
            id: family === 'AF_INET' ? 'socket' : 'socket-ipv6',
            barriers: [NET_RAW('raw')],
            sources: [manual('raw', 7)],
          },
        ),
      ),
      ...rings('IORING_OP_SOCKET', '5.19', [NET_RAW('raw')]),
    ],
  },
]);
