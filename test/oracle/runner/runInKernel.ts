import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accelerator, QEMU } from '../../../src/tools/guest/bootGuest.ts';
import { guestFiles } from './guestFiles.ts';
import { initramfs } from './initramfs.ts';
import { lastLines, type Recorded } from './runRecorder.ts';

/** What test/oracle/guest/init.py sends. */
interface Answer {
  status: number;
  printed: string;
  files: Readonly<Record<string, string>>;
}

const MINUTE = 60_000;

/**
 * Runs `name` of the folder `oracle` as root of a kernel that QEMU boots; what it records goes to `out`, with the version of the kernel's package at the
 * head. The folder also gets what the kernel printed.
 */
export function runInKernel(name: string, oracle: string, out: string, kernel: { image: string; version: string }) {
  mkdirSync(out, { recursive: true });
  const [archive, printed, answered] = ['initramfs', 'console', 'answer'].map((file) => join(out, file)) as Paths;
  writeFileSync(archive, initramfs(guestFiles(oracle)));
  for (const file of [printed, answered]) writeFileSync(file, '');
  const started = performance.now();
  const child = spawn(QEMU, argumentsFor(kernel.image, archive, name, [printed, answered]), {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 40 * MINUTE,
    killSignal: 'SIGKILL',
  });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  return new Promise<Recorded>((done) => {
    const end = (failure: string | undefined) => done({ name, seconds: (performance.now() - started) / 1000, failure });
    child.on('error', (error) => end(error.message));
    child.on('close', () => {
      const answer = readAnswer(readFileSync(answered, 'utf8'));
      if (answer?.status === 0) return end(keep(answer.files, out, kernel.version));
      const told = answer?.printed ?? `${complaints.join('')}${readFileSync(printed, 'utf8')}`;
      end(`${lastLines(told, 20)}\n(under ${kernel.image}, ${accelerator()})`);
    });
  });
}

type Paths = [archive: string, printed: string, answered: string];

function argumentsFor(image: string, archive: string, name: string, lines: readonly string[]): string[] {
  const told = `console=ttyS0 quiet no_timer_check panic=-1 rdinit=/init RECORDER=${name}`;
  return [
    ...['-accel', accelerator(), '-cpu', 'max', '-m', '1024'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-kernel', image, '-initrd', archive, '-append', told],
    ...lines.flatMap((file) => ['-serial', `file:${file}`]),
  ];
}

function readAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keep(files: Answer['files'], out: string, version: string): undefined {
  for (const [file, text] of Object.entries(files))
    writeFileSync(join(out, file), text.replace(/^\{/, `{"linux-image": ${JSON.stringify(version)}, `));
}
