import { type ErrorEntry, executionCauses } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { manual, page, seen, thread } from './sources.ts';

const EXECVE = manual('execve', 2, 'ERRORS');
const SEEN = seen('runc 1.1.15', 'crun 1.21');
const EXIT_STATUS = page('docker run, Exit status', 'https://docs.docker.com/engine/containers/run/#exit-status');

/** Programs of the host that an engine looks for: their absence is another matter. */
const OF_HOST = /(?:new[ug]idmap|pasta|slirp4netns|fuse-overlayfs|conmon|runc|crun|catatonit|netavark)["`']/;

const CONFIGURED = {
  why: 'See which program the image starts (Entrypoint and Cmd), and its PATH. Arguments after IMAGE replace Cmd.',
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
            says: `The container has no ${path}${path.includes('/') ? '' : ' in the directories of its PATH'}. Nothing was refused, and the container ${small.includes('exec failed') ? 'itself is still running' : 'ended before any program ran'}.`,
            facts: { path },
          };
    },
    who: 'the runtime: the container has no such program',
    says: 'The container has no such program in the directories of its PATH. Docker and shells report this as status 127.',
    next: [
      CONFIGURED,
      {
        why: 'Start a program that the image has. Alpine has sh but no bash; most distroless images have no shell.',
        command: 'docker run --rm -it --entrypoint sh IMAGE',
        fixes: true,
      },
      {
        why: 'Put options such as -it and -e before IMAGE: Docker takes the first word after IMAGE as the program.',
        fixes: true,
      },
      {
        why: 'If a volume is mounted over the program’s directory, mount it elsewhere: the volume hides the image’s files.',
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
    says: 'The file exists, but the program that must run it does not: the interpreter in a script’s first line, or the dynamic loader of a binary. If a script was saved with Windows line endings, the kernel looks for an interpreter whose name ends with a carriage return.',
    next: [
      {
        why: 'For a script, look at its first line: ^M before the $ is a carriage return.',
        command: 'docker run --rm --entrypoint head IMAGE -n 1 PATH | cat -A',
      },
      {
        why: 'Windows line endings: convert the script, then build the image again.',
        command: "sed -i 's/\\r$//' entrypoint.sh",
        fixes: true,
      },
      { why: 'Missing interpreter: install it, or name one that the image has, such as #!/bin/sh.', fixes: true },
      {
        why: 'Missing loader: a program linked with glibc does not start on Alpine (musl), nor the reverse. Build the program for the image’s libc, or link it statically.',
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
        why: 'Wrong architecture: build the image for this machine’s architecture, or pull that variant if the registry has it.',
        command: 'docker pull --platform linux/ARCH IMAGE',
        fixes: true,
      },
      {
        why: 'Script: name the interpreter at the very beginning of the file, such as #!/bin/sh, with no blank line above it.',
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
      const isOther = /is a directory|not a regular file/.test(small);
      return {
        ...(path !== undefined && { facts: { path } }),
        ...(isOther
          ? { says: 'The container’s command is not a regular file; it may be a directory.' }
          : { causes: executionCauses({ text, small }, /podman|rootless/.test(small)) }),
      };
    },
    who: 'the runtime: the file cannot be executed',
    says: 'The container’s command exists but cannot be executed: the file has no execute permission (x) for the container’s user, or its mount has noexec. Docker and shells report this as exit code 126.',
    next: [
      { why: 'Look at the file’s mode in the image.', command: 'docker run --rm --entrypoint ls IMAGE -l PATH' },
      {
        why: 'Name the program itself as the container’s command or entrypoint.',
        command: 'docker run --entrypoint PROGRAM IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.errno,
  }),
];
