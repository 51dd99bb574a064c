import type { ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const EXECVE = manual('execve', 2, 'ERRORS');
const SEEN = seen('runc 1.1.15', 'crun 1.21');
const EXIT_STATUS = page('docker run, Exit status', 'https://docs.docker.com/engine/containers/run/#exit-status');

/** Programs of the host that an engine looks for: their absence is another matter. */
const OF_HOST = /(?:new[ug]idmap|pasta|slirp4netns|fuse-overlayfs|conmon|runc|crun|catatonit|netavark)["`']/;

const CONFIGURED = {
  why: 'See which program the image starts, with which PATH. Arguments after IMAGE replace Cmd.',
  command: "docker image inspect --format '{{.Config.Entrypoint}} {{.Config.Cmd}} {{.Config.Env}}' IMAGE",
};

/** The program of a container that cannot be started at all: nothing refused it, it is not there or not for this machine. */
export const programEntries: readonly ErrorEntry[] = [
  entry({
    code: 'program-not-found',
    title: '`executable file not found in $PATH`',
    layer: 'runtime',
    examples: [
      'runc run failed: unable to start container process: exec: "foo": executable file not found in $PATH',
      'runc run failed: unable to start container process: exec: "/bin/foo": stat /bin/foo: no such file or directory',
      'executable file `foo` not found in $PATH: No such file or directory',
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown',
    ],
    sources: [SEEN, thread('moby/moby', 31702), EXIT_STATUS],
    phrases: [
      'executable file not found in $path',
      'executable file `',
      'unable to start container process: exec: "',
      'starting container process caused: exec: "',
      'starting container process caused "exec: "',
      'exit code 127',
      'exit status 127',
      'exited (127)',
    ],
    reads: ({ text, small }, at) => {
      if (OF_HOST.test(small.slice(Math.max(0, at - 80), at + 80))) return undefined;
      if (small.startsWith('exit', at)) return {};
      if (!/(?:not found|stat [^:]+: no such file)/.test(small.slice(at, at + 400))) return undefined;
      if (!/container process|oci runtime|executable file `|runc|crun/.test(small)) return undefined;
      const path = /exec(?:utable file|:) ["`]([^"`\s]{1,200})["`]/.exec(
        text.slice(Math.max(0, at - 300), at + 300),
      )?.[1];
      return path === undefined
        ? {}
        : {
            says: `The image has no ${path}${path.includes('/') ? '' : ' in the directories of its PATH'}. Nothing refused the program: ${small.includes('exec failed') ? 'the container itself runs on' : 'the container ended before any program ran'}.`,
            facts: { path },
          };
    },
    who: 'the runtime: the image has no such program',
    says: 'The image has no such program in the directories of its PATH. Status 127 means the same, from Docker or from a shell in the container.',
    next: [
      CONFIGURED,
      {
        why: 'Name a program that the image has: Alpine has sh but no bash, and most distroless images have no shell.',
        command: 'docker run --rm -it --entrypoint sh IMAGE',
        fixes: true,
      },
      {
        why: 'Options such as -it and -e belong before IMAGE. The first word after IMAGE is taken as the program.',
        fixes: true,
      },
      {
        why: 'A volume mounted over the program’s directory hides the program: mount the volume elsewhere.',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
  entry({
    code: 'program-interpreter',
    title: '`exec …: no such file or directory`, but the file exists',
    layer: 'kernel',
    examples: [
      'exec /entrypoint.sh: no such file or directory',
      'exec container process (missing dynamic library?) `/bin/dyn`: No such file or directory',
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
    ],
    sources: [EXECVE, SEEN, thread('moby/moby', 40859), thread('ericc-ch/copilot-api', 137)],
    phrases: [
      'exec user process caused: no such file or directory',
      'exec user process caused "no such file or directory',
      '(missing dynamic library?)',
      'exec /',
    ],
    reads: ({ text, small }, at) => {
      if (!small.startsWith('exec /', at)) return {};
      const path = /^exec (\/\S{1,200}): no such file or directory/i.exec(text.slice(at, at + 300))?.[1];
      return path === undefined ? undefined : { facts: { path } };
    },
    who: 'the kernel, executing the program',
    says: 'The file exists, but what should run it does not: the interpreter in a script’s first line, or the loader that a program was linked with. If a script was saved with Windows line endings, the interpreter’s name ends with a carriage return.',
    next: [
      {
        why: 'Look at the script’s first line: ^M before the $ is a carriage return.',
        command: 'docker run --rm --entrypoint head IMAGE -n 1 PATH | cat -A',
      },
      {
        why: 'Windows line endings: remove them from the script, then build the image again.',
        command: "sed -i 's/\\r$//' entrypoint.sh",
        fixes: true,
      },
      { why: 'A missing interpreter: install it, or name one that the image has, such as #!/bin/sh.', fixes: true },
      {
        why: 'A program linked with glibc does not start on Alpine, and the other way round: build it for the image’s libc, or statically.',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
  entry({
    code: 'program-format',
    title: '`exec format error`',
    layer: 'kernel',
    examples: [
      'exec /entrypoint.sh: exec format error',
      'exec container process `/bin/app`: Exec format error',
      'standard_init_linux.go:228: exec user process caused: exec format error',
    ],
    sources: [EXECVE, SEEN, thread('opencontainers/runc', 1773)],
    phrases: ['exec format error'],
    who: 'the kernel, executing the program',
    says: 'The file is neither a program for this machine’s architecture nor a script with an interpreter in its first line. The kernel returns ENOEXEC.',
    next: [
      {
        why: 'Compare the image’s architecture with the machine’s: amd64 is x86_64, arm64 is aarch64.',
        command: "docker image inspect --format '{{.Architecture}}' IMAGE; uname -m",
      },
      {
        why: 'A wrong architecture: build the image for this machine’s, or pull that variant if the registry has it.',
        command: 'docker pull --platform linux/ARCH IMAGE',
        fixes: true,
      },
      {
        why: 'A script: begin its first line with the interpreter, such as #!/bin/sh, with no blank line above it.',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
  entry({
    code: 'program-not-executable',
    title: '`exec: "…": permission denied`, when a container starts',
    layer: 'file-mode',
    examples: [
      'runc run failed: unable to start container process: exec: "/entrypoint.sh": permission denied',
      'the path `/bin/noexec` exists but it is not executable: Operation not permitted',
      'runc run failed: unable to start container process: exec: "/data": is a directory',
    ],
    sources: [SEEN, EXIT_STATUS],
    phrases: [
      'unable to start container process: exec: "',
      'starting container process caused: exec: "',
      'starting container process caused "exec: "',
      'exists but it is not executable',
      'is not a regular file: operation not permitted',
      'exit code 126',
      'exit status 126',
      'exited (126)',
    ],
    reads: ({ text, small }, at) => {
      const here = small.slice(at, at + 400);
      if (!/^(?:exists but|is not a regular|exit)/.test(here) && !/": (?:permission denied|is a directory)/.test(here))
        return undefined;
      const path = /(?:exec: "|the path `)([^"`\s]{1,200})["`]/.exec(text.slice(Math.max(0, at - 220), at + 300))?.[1];
      return path === undefined ? {} : { facts: { path } };
    },
    who: 'the runtime: the file has no execute bit',
    says: 'The file that the container should start exists, but has no execute permission for the container’s user, or is not a regular file. Status 126 means the same.',
    next: [
      { why: 'Look at the file’s mode in the image.', command: 'docker run --rm --entrypoint ls IMAGE -l PATH' },
      {
        why: 'Set the bit when you build the image; BuildKit supports --chmod.',
        command: 'COPY --chmod=755 entrypoint.sh /entrypoint.sh',
        fixes: true,
      },
      {
        why: 'A script on a volume needs the bit on the host, and a mount without noexec.',
        command: 'chmod +x entrypoint.sh',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];
