import type { SetSpec } from './SetSpec.ts';

/** Requests of terminals, network interfaces, TUN devices, namespaces, loop devices and file systems whose size is the same on every ABI. */
export const IOCTL_SETS: readonly SetSpec[] = [
  {
    name: 'ioctl',
    kind: 'values',
    headers: [
      ...['asm/ioctls.h', 'asm/termios.h', 'linux/serial.h', 'linux/sockios.h', 'linux/if_tun.h'],
      ...['linux/nsfs.h', 'linux/pidfd.h', 'linux/loop.h', 'linux/fs.h'],
    ],
    names: new RegExp(
      '^(?:TC(?:GET|SET|SBRK|XONC|FLSH)\\w*|TIOC(?!PKT_|SER_|M_)\\w+|FIO\\w+|SIOC(?!GSTAMP|INQ$|OUTQ$)\\w+|' +
        'TUN[GS]ET(?!FILTER$)\\w+|NS_(?:MNT_)?GET_\\w+|PIDFD_GET_\\w+|LOOP_(?:SET_(?!STATUS_)|CLR_|GET_|CHANGE_|CTL_|CONFIGURE$)\\w*|' +
        'FICLONE|FICLONERANGE|FIDEDUPERANGE|FIFREEZE|FITHAW|FITRIM|FS_IOC_FS[GS]ETXATTR)$',
    ),
  },
];
