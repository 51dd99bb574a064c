import { Buffer } from 'node:buffer';

/** A file of an initramfs, by its whole path. */
export interface GuestFile {
  path: string;
  content: Buffer;
}

const FOLDER = 0o040755;
const PROGRAM = 0o100755;

/**
 * The files as an initramfs: a cpio archive of the "newc" format (the kernel's Documentation/driver-api/early-userspace/buffer-format.rst), each folder
 * before what is in it.
 */
export function initramfs(files: readonly GuestFile[]): Buffer {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  return Buffer.concat([
    ...[...folders].map((path, at) => entry(at + 1, FOLDER, path, Buffer.alloc(0))),
    ...files.map(({ path, content }, at) => entry(folders.size + at + 1, PROGRAM, path, content)),
    entry(0, 0, 'TRAILER!!!', Buffer.alloc(0)),
  ]);
}

/** "/usr/bin/python3" is in /usr and in /usr/bin. */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`);
}

function entry(inode: number, mode: number, path: string, content: Buffer): Buffer {
  const name = Buffer.from(`${path.replace(/^\//, '')}\0`);
  const [owner, group, links, time, devices, checksum] = [0, 0, 1, 0, [0, 0, 0, 0], 0];
  const fields = [inode, mode, owner, group, links, time, content.length, ...devices, name.length, checksum];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(header), name])), padded(content)]);
}

/** Up to a multiple of four bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
