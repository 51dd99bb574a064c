import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestFile } from './initramfs.ts';

const PYTHON = '/usr/bin/python3';
/** Of Python's own modules what no recorder imports. */
const LEFT_OUT = /(^|\/)(__pycache__|dist-packages|test|idlelib|ensurepip|tkinter|lib2to3|config-[^/]+)(\/|$)/;

/** What a booted kernel needs to run a recorder of `oracle`: this machine's Python with the libraries it loads, the recorders, and the first process. */
export function guestFiles(oracle: string): GuestFile[] {
  const modules = print(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']).trim();
  const python = globSync('**/*.{py,so}', { cwd: modules }).filter((path) => !LEFT_OUT.test(path));
  const loaded = python.filter((path) => path.endsWith('.so')).map((path) => join(modules, path));
  const recorders = globSync('{idmap,seccomp}/*.py', { cwd: oracle });
  return [
    fileAt('/init', join(oracle, 'guest/init.py')),
    ...[PYTHON, ...librariesOf([PYTHON, ...loaded])].map((path) => fileAt(path)),
    ...python.map((path) => fileAt(join(modules, path))),
    ...recorders.map((path) => fileAt(join('/opt/project/test/oracle', path), join(oracle, path))),
  ];
}

/** The libraries that the loader finds for these programs, and the loader: "libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x…)". */
function librariesOf(programs: readonly string[]): string[] {
  const found = print('ldd', programs).matchAll(/(?:=> |^\t)(\/\S+) \(0x/gm);
  return [...new Set([...found].map(([, path = '']) => path))];
}

function fileAt(path: string, from = path): GuestFile {
  return { path, content: readFileSync(from) };
}

function print(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
}
