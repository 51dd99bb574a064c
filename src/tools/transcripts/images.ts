import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import images from '../../../content/data/transcriptImages.json' with { type: 'json' };

/** The images of the scenarios, made here from Debian's packages: no image registry is asked. */
export const IMAGES = images;

export type ImageName = keyof typeof IMAGES;

const ACCOUNTS =
  'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\n';
const GROUPS = 'root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n';
/** The storage and address that the registry image of 2016 was configured with. */
const REGISTRY_CONFIG =
  'version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: /var/lib/registry\nhttp:\n  addr: :5000\n';
/** Debian's starts a daemon and as many workers as there are processors. */
export const NGINX_CONFIG = `daemon off;
worker_processes 1;
user www-data;
error_log /var/log/nginx/error.log;
events { }
http {
    access_log /var/log/nginx/access.log;
    server { root /var/www; }
}
`;
const ENTRYPOINT = '#!/bin/sh\nexec registry serve "$@"\n';

/** Writes the tar file of each image into `directory`. */
export function buildImages(directory: string): void {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  for (const path of ['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'tmp', 'var']) mkdirSync(join(root, path));
  chmodSync(join(root, 'tmp'), 0o1777);
  copyFileSync('/usr/bin/busybox', join(root, 'bin/busybox'));
  for (const applet of execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  }
  writeFileSync(join(root, 'etc/passwd'), ACCOUNTS);
  writeFileSync(join(root, 'etc/group'), GROUPS);
  pack(root, join(directory, IMAGES.busybox.file));

  // Before the registry joins it: all images begin with busybox.
  withPrograms(
    root,
    ['/usr/bin/python3', '/usr/bin/curl', '/usr/bin/strace', '/usr/bin/chown'],
    join(directory, IMAGES['debian-strace'].file),
  );
  withPrograms(root, ['/usr/bin/python3', '/usr/bin/curl', '/usr/bin/strace'], join(directory, IMAGES.debian.file));
  withPrograms(root, ['/usr/sbin/nginx', '/usr/bin/strace'], join(directory, IMAGES.nginx.file), {
    'etc/nginx/nginx.conf': NGINX_CONFIG,
    'var/www/index.html': 'Hello\n',
    'var/log/nginx/error.log': '',
    'var/lib/nginx/.keep': '',
    'run/.keep': '',
  });
  withPrograms(root, ['/usr/sbin/setcap', '/usr/sbin/getcap'], join(directory, IMAGES.libcap.file));
  withPrograms(root, ['/usr/bin/python3'], join(directory, IMAGES.python.file));

  mkdirSync(join(root, 'var/lib/registry'), { recursive: true });
  mkdirSync(join(root, 'etc/docker/registry'), { recursive: true });
  writeFileSync(join(root, 'etc/docker/registry/config.yml'), REGISTRY_CONFIG);
  writeFileSync(join(root, 'entrypoint.sh'), ENTRYPOINT, { mode: 0o755 });
  copyFileSync('/usr/bin/docker-registry', join(root, 'bin/registry'));
  copyLibraries('/usr/bin/docker-registry', root);
  pack(root, join(directory, IMAGES['registry:2'].file));
  rmSync(root, { recursive: true });
}

/** Packs a copy of the root with programs of this Debian in it, and files of our own. */
function withPrograms(
  busybox: string,
  paths: readonly string[],
  file: string,
  files: Readonly<Record<string, string>> = {},
): void {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  cpSync(busybox, root, { recursive: true, verbatimSymlinks: true });
  for (const path of paths) {
    const program = realpathSync(path);
    mkdirSync(join(root, dirname(path)), { recursive: true });
    copyFileSync(program, join(root, path));
    copyLibraries(program, root);
    // Python finds what it imports under its own version.
    const modules = join('/usr/lib', basename(program));
    if (basename(path) === 'python3') cpSync(modules, join(root, modules), { recursive: true, filter: isModule });
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  pack(root, file);
  rmSync(root, { recursive: true });
}

const isModule = (path: string) => !/\/(__pycache__|config-[^/]*|test)$/.test(path);

function copyLibraries(program: string, root: string): void {
  for (const library of libraries(program)) {
    mkdirSync(join(root, library, '..'), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}

/** The shared libraries of a program and its loader, as ldd(1) resolves them. */
function libraries(program: string): string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...listed.matchAll(/(\/\S+) \(0x/g)].flatMap(([, path]) => (path === undefined ? [] : [path]));
}

function pack(root: string, file: string): void {
  execFileSync('tar', ['--owner=0', '--group=0', '--numeric-owner', '-C', root, '-cf', file, '.']);
}
