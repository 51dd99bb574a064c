import type { SetSpec } from './SetSpec.ts';

/** What calls on sockets and System V IPC are asked with. */
export const SOCKET_SETS: readonly SetSpec[] = [
  { name: 'family', kind: 'values', headers: ['kernel:linux/socket.h'], names: /^[AP]F_(?!MAX$)\w+$/ },
  {
    name: 'socketType',
    kind: 'bits',
    field: { mask: 0xf, constant: 'SOCK_TYPE_MASK' },
    // mips numbers them in a header of its own (ARCH_HAS_SOCKET_TYPES).
    headers: ['kernel:asm/socket.h', 'kernel:linux/net.h', 'asm/fcntl.h'],
    names: /^SOCK_(?:STREAM|DGRAM|RAW|RDM|SEQPACKET|DCCP|PACKET|CLOEXEC|NONBLOCK)$/,
  },
  { name: 'ipProtocol', kind: 'values', headers: ['linux/in.h'], names: /^IPPROTO_(?!MAX$)\w+$/ },
  {
    name: 'netlinkProtocol',
    kind: 'values',
    headers: ['linux/netlink.h'],
    names:
      /^NETLINK_(?:ROUTE|UNUSED|USERSOCK|FIREWALL|SOCK_DIAG|NFLOG|XFRM|SELINUX|ISCSI|AUDIT|FIB_LOOKUP|CONNECTOR|NETFILTER|IP6_FW|DNRTMSG|KOBJECT_UEVENT|GENERIC|SCSITRANSPORT|ECRYPTFS|RDMA|CRYPTO|SMC)$/,
  },
  {
    name: 'bluetoothProtocol',
    kind: 'values',
    headers: ['kernel:net/bluetooth/bluetooth.h'],
    names: /^BTPROTO_(?!LAST$)\w+$/,
  },
  {
    name: 'canProtocol',
    kind: 'values',
    headers: ['linux/can.h'],
    names: /^CAN_(?:RAW|BCM|TP16|TP20|MCNET|ISOTP|J1939)$/,
  },
  { name: 'nfcProtocol', kind: 'values', headers: ['linux/nfc.h'], names: /^NFC_SOCKPROTO_(?!MAX$)\w+$/ },
  { name: 'socketLevel', kind: 'values', headers: ['asm/socket.h', 'kernel:linux/socket.h'], names: /^SOL_\w+$/ },
  { name: 'socketOption', kind: 'values', headers: ['asm/socket.h'], names: /^SO_(?!\w+_(?:OLD|NEW)$)\w+$/ },
  {
    name: 'message',
    kind: 'bits',
    headers: ['kernel:linux/socket.h'],
    // What the kernel sets for itself alone is left out (MSG_INTERNAL_SENDMSG_FLAGS and the like).
    names:
      /^MSG_(?:OOB|PEEK|DONTROUTE|CTRUNC|TRUNC|DONTWAIT|EOR|WAITALL|FIN|SYN|CONFIRM|RST|ERRQUEUE|NOSIGNAL|MORE|WAITFORONE|BATCH|ZEROCOPY|FASTOPEN|CMSG_CLOEXEC)$/,
  },
  { name: 'shutdown', kind: 'values', headers: ['kernel:linux/net.h'], names: /^SHUT_\w+$/ },
  { name: 'socketcall', kind: 'values', headers: ['linux/net.h'], names: /^SYS_\w+$/ },
  { name: 'ipc', kind: 'values', headers: ['linux/ipc.h'], names: /^(?:SEM|MSG|SHM)[A-Z]+$/ },
  ipcCommand('msgctl', 'linux/msg.h', /^(?:IPC_(?:RMID|SET|STAT|INFO|64)|MSG_(?:STAT|INFO|STAT_ANY))$/),
  ipcCommand(
    'semctl',
    'linux/sem.h',
    /^(?:IPC_(?:RMID|SET|STAT|INFO|64)|SEM_(?:STAT|INFO|STAT_ANY)|[GS]ET(?:PID|VAL|ALL|NCNT|ZCNT))$/,
  ),
  ipcCommand('shmctl', 'linux/shm.h', /^(?:IPC_(?:RMID|SET|STAT|INFO|64)|SHM_(?:LOCK|UNLOCK|STAT|INFO|STAT_ANY))$/),
  { name: 'ipcKey', kind: 'values', headers: ['linux/ipc.h'], names: /^IPC_PRIVATE$/ },
  {
    name: 'ipcGet',
    kind: 'bits',
    headers: ['linux/ipc.h', 'linux/shm.h', 'linux/stat.h'],
    names: /^(?:IPC_(?:CREAT|EXCL)|SHM_(?:HUGETLB|NORESERVE)|S_I[RW](?:USR|GRP|OTH))$/,
  },
  {
    name: 'msgFlag',
    kind: 'bits',
    headers: ['linux/ipc.h', 'linux/msg.h'],
    names: /^(?:IPC_NOWAIT|MSG_(?:NOERROR|EXCEPT|COPY))$/,
  },
  { name: 'shmFlag', kind: 'bits', headers: ['linux/shm.h'], names: /^SHM_(?:RDONLY|RND|REMAP|EXEC)$/ },
  {
    name: 'mqOpen',
    kind: 'bits',
    field: { mask: 3, constant: 'O_ACCMODE' },
    headers: ['asm/fcntl.h'],
    names: /^O_(?:RDONLY|WRONLY|RDWR|CREAT|EXCL|NONBLOCK|CLOEXEC)$/,
  },
];

/** A command, and the flag of 32-bit ABIs that asks for the newer struct. */
function ipcCommand(name: string, header: string, names: RegExp): SetSpec {
  return { name, kind: 'bits', field: { mask: 0xff, constant: 'IPC_64' }, headers: ['linux/ipc.h', header], names };
}
