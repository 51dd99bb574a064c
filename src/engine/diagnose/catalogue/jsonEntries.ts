import type { Cause, ErrorEntry } from '../../idmap/index.ts';
import { entry } from './entry.ts';
import { LESSONS } from './lessons.ts';
import { KUBERNETES_SECCOMP, page, seen, thread } from './sources.ts';

const IN_CHECKER = {
  why: 'Paste the profile into the profile checker on this site. The line and column are marked, and a button removes stray commas.',
} as const;

/** What each complaint of Go's JSON reader usually means: the words after the character. */
const COMPLAINTS: readonly (readonly [words: RegExp, meaning: string])[] = [
  [
    /invalid character '[\]}]' looking for/,
    'The usual cause is a comma before the closing bracket, which JSON does not allow.',
  ],
  [/invalid character '\/' looking for/, 'The usual cause is a comment; JSON has none.'],
  [/invalid character '\\?'' looking for/, 'The usual cause is single quotes; JSON has double quotes only.'],
  [/after (?:object key:value pair|array element)/, 'A comma is missing between two entries.'],
  [/unexpected end of json input/, 'The file is empty, or ends before its last bracket.'],
  [/looking for beginning of value/, 'The usual cause is YAML, or a web page that was saved instead of the file.'],
];

/** dockerd decodes what a client sends; the docker command has read the file, and checked it, before that. */
const FROM_DAEMON =
  /^(?!.*loading seccomp profile).*decoding seccomp profile failed: invalid character '([^']+)' looking for beginning of value/;

/** Of what dockerd was sent, the first character: a name, or a path. */
const SENT_A_PATH: Cause = {
  layer: 'engine',
  who: 'dockerd: it was sent the name of a file',
  says: 'dockerd was sent a path in place of the profile. dockerd expects the profile’s text in this option and opens no file. The docker command reads the file and sends its text; Nomad, Ansible’s docker modules, and programs that use the API send what you wrote.',
  tells: {
    why: 'The option begins with the character in the message, such as seccomp=/PATH.',
    command: 'docker inspect --format "{{.HostConfig.SecurityOpt}}" CONTAINER',
  },
  fixes: [
    {
      why: 'Give that client the text of the file. In Ansible, for example:',
      command: `security_opts: ["seccomp={{ lookup('file', 'FILE.json') }}"]`,
      fixes: true,
    },
    {
      why: 'Or make the profile the default of the daemon, which does read a file: "seccomp-profile" in /etc/docker/daemon.json.',
      fixes: true,
    },
  ],
};

const SENT_A_COMMENT: Cause = {
  layer: 'engine',
  who: 'dockerd: the profile’s text begins with this character',
  says: 'The client sent the text of a file that is not JSON: one that begins with a comment, for example, or YAML. JSON has no comments. The docker command refuses such a file itself, with another message.',
  tells: { why: 'Look at the first line of the file.', command: 'head -n 1 FILE.json' },
  fixes: [{ ...IN_CHECKER, fixes: true }],
};

/** The file of a profile: not there, no JSON, or JSON of another shape. */
export const jsonEntries: readonly ErrorEntry[] = [
  entry({
    code: 'profile-missing',
    title: '`opening seccomp profile … no such file or directory`',
    layer: 'engine',
    examples: [
      'docker: opening seccomp profile (/nope.json) failed: open /nope.json: no such file or directory.',
      'Error: opening seccomp profile failed: open /nope.json: no such file or directory',
    ],
    sources: [
      seen('Docker 26.1.5', 'Podman 5.4.2'),
      page(
        'docker container run, --security-opt',
        'https://docs.docker.com/reference/cli/docker/container/run/#security-opt',
      ),
    ],
    phrases: ['opening seccomp profile'],
    who: 'docker or podman, reading the file that you named',
    says: 'The file of --security-opt seccomp=FILE cannot be read. docker reads the file on the client, and does not find a path on the server or one relative to another directory.',
    reads: ({ text }) => {
      const path = /open ([^:]{1,300}): /.exec(text)?.[1];
      return path === undefined ? {} : { facts: { path } };
    },
    next: [
      { why: 'Where docker or podman runs, check the path.', command: 'ls -l FILE.json' },
      {
        why: 'Pass the path of the file on this machine.',
        command: 'docker run --security-opt seccomp="$PWD/FILE.json" IMAGE',
        fixes: true,
      },
    ],
    learn: LESSONS.own,
  }),
  entry({
    code: 'profile-missing-kubelet',
    title: '`cannot load seccomp profile "/var/lib/kubelet/seccomp/…"`',
    layer: 'engine',
    examples: [
      'Error: failed to create containerd container: cannot load seccomp profile "/var/lib/kubelet/seccomp/profiles/unshare.json": open /var/lib/kubelet/seccomp/profiles/unshare.json: no such file or directory',
      'Error: failed to generate security options for container "test-container": failed to generate seccomp security options for container: cannot load seccomp profile "/var/lib/kubelet/seccomp/operator/profiles/audit.json": open /var/lib/kubelet/seccomp/operator/profiles/audit.json: no such file or directory',
    ],
    sources: [
      KUBERNETES_SECCOMP,
      thread('rancher/rke2', 8312),
      thread('kubernetes/kubernetes', 88755),
      thread('kubernetes-sigs/security-profiles-operator', 878),
    ],
    phrases: ['cannot load seccomp profile'],
    who: 'containerd on the node, for the kubelet',
    says: 'The Pod’s localhostProfile is a path below /var/lib/kubelet/seccomp on the node where the Pod runs. That node does not have the file.',
    reads: ({ text }) => {
      const path = /seccomp profile "([^"]{1,300})"/.exec(text)?.[1];
      if (path === undefined) return {};
      return {
        says: `The node where the Pod runs has no ${path}. localhostProfile is a path below the kubelet’s seccomp directory, and each node needs its own copy.`,
        facts: { path },
      };
    },
    next: [
      { why: 'On that node, list what is there.', command: 'ls -lR /var/lib/kubelet/seccomp' },
      {
        why: 'Copy the profile to every node that may run the Pod (-n keeps an existing file).',
        command:
          'sudo install -d /var/lib/kubelet/seccomp/profiles && sudo cp -n FILE.json /var/lib/kubelet/seccomp/profiles/',
        fixes: true,
      },
      { why: 'Or let the Security Profiles Operator put the profile on every node.', fixes: true },
    ],
    learn: LESSONS.engines,
  }),
  entry({
    code: 'profile-not-json',
    title: '`invalid character` in a seccomp profile',
    layer: 'engine',
    examples: [
      "docker: compacting json for seccomp profile (p1.json) failed: invalid character ']' looking for beginning of value.",
      "Error: loading seccomp profile (p1.json) failed: decoding seccomp profile failed: invalid character ']' looking for beginning of value",
      "docker: Error response from daemon: Decoding seccomp profile failed: invalid character '/' looking for beginning of value.",
      'docker: compacting json for seccomp profile (p13.json) failed: unexpected end of JSON input.',
      "docker: compacting json for seccomp profile (p16.json) failed: invalid character 'a' looking for beginning of value.",
    ],
    sources: [
      seen('Docker 26.1.5', 'Podman 5.4.2'),
      page('Go, encoding/json', 'https://pkg.go.dev/encoding/json#SyntaxError'),
      thread('hashicorp/nomad', 10060, 'a path that dockerd was sent'),
      thread('ansible-collections/community.docker', 321, 'the same from Ansible'),
    ],
    phrases: [
      'compacting json for seccomp profile',
      'decoding seccomp profile failed: invalid character',
      'decoding seccomp profile failed: unexpected end',
    ],
    words: [['seccomp', 'invalid character']],
    who: 'docker or podman, reading the profile as JSON',
    says: 'The profile is not valid JSON. The kernel has not seen it yet.',
    reads: ({ small, text }) => {
      const [, first] = FROM_DAEMON.exec(small) ?? [];
      if (first !== undefined && /[\w./~]/.test(first))
        return {
          who: 'dockerd, reading the profile that a client sent',
          says: `dockerd was sent something that is not JSON. Its first character is ${first}.`,
          causes: [SENT_A_PATH, SENT_A_COMMENT],
        };
      const meaning = COMPLAINTS.find(([words]) => words.test(small))?.[1];
      const path = /seccomp profile \(([^)]{1,300})\)/.exec(text)?.[1];
      return {
        ...(meaning !== undefined && {
          says: `The profile is not valid JSON. ${meaning} The kernel has not seen the profile yet.`,
        }),
        ...(path !== undefined && { facts: { path } }),
      };
    },
    next: [
      { why: 'See the line and column.', command: 'python3 -m json.tool FILE.json' },
      { ...IN_CHECKER, fixes: true },
    ],
    learn: LESSONS.json,
  }),
  entry({
    code: 'profile-wrong-type',
    title: '`Decoding seccomp profile failed: json: cannot unmarshal`',
    layer: 'engine',
    examples: [
      'docker: Error response from daemon: Decoding seccomp profile failed: json: cannot unmarshal string into Go struct field Syscall.syscalls.LinuxSyscall.names of type []string.',
      'Error: loading seccomp profile (p2.json) failed: decoding seccomp profile failed: json: cannot unmarshal string into Go struct field Syscall.syscalls.names of type []string',
    ],
    sources: [
      seen('Docker 26.1.5', 'Podman 5.4.2'),
      page('Go, encoding/json', 'https://pkg.go.dev/encoding/json#UnmarshalTypeError'),
    ],
    phrases: ['decoding seccomp profile failed: json'],
    who: 'dockerd or podman, reading the profile',
    says: 'The profile is JSON, but a value has another type than the engine expects.',
    reads: ({ text }) => {
      const found = /cannot unmarshal (\w+)(?: [\w.-]+)? into Go struct field ([\w.]+) of type ([\w.[\]*]+)/.exec(text);
      const field = found?.[2]?.split('.').at(-1);
      if (!found || field === undefined) return {};
      const wanted = found[3]?.startsWith('[]') ? 'a list' : /int/.test(found[3] ?? '') ? 'a number' : `${found[3]}`;
      return {
        says: `The profile is JSON, but ${field} is ${found[1] === 'object' || found[1] === 'array' ? 'an' : 'a'} ${found[1]}, where the engine expects ${wanted}${wanted === 'a list' ? ': ["…"]' : ''}.`,
      };
    },
    next: [
      IN_CHECKER,
      { why: 'Correct that value. names is a list, even with one name in it: "names": ["mkdir"].', fixes: true },
    ],
    learn: LESSONS.json,
  }),
  entry({
    code: 'profile-unsupported',
    title: '`seccomp not enabled in this build`',
    layer: 'engine',
    examples: [
      'Error: loading seccomp profile (/usr/share/containers/seccomp.json) failed: seccomp not enabled in this build',
      'container_linux.go:336: starting container process caused "seccomp: config provided but seccomp not supported"',
      'seccomp profiles are not supported on this daemon, you cannot specify a custom seccomp profile',
    ],
    sources: [
      thread('podman-container-tools/buildah', 467),
      thread('IBM/cloud-pak-deployer', 741),
      page('moby, daemon/seccomp_disabled.go', 'https://github.com/moby/moby/blob/v26.1.5/daemon/seccomp_disabled.go'),
    ],
    phrases: [
      'seccomp not enabled in this build',
      'config provided but seccomp not supported',
      'seccomp profiles are not supported on this daemon',
      'seccomp is not enabled in your kernel',
    ],
    who: 'the engine or runtime',
    says: 'The program was built without libseccomp, or the kernel without CONFIG_SECCOMP_FILTER, so no filter can be loaded.',
    next: [
      {
        why: 'Check both: the file exists only if the kernel has seccomp filters; runc names libseccomp, and crun +SECCOMP.',
        command: 'cat /proc/sys/kernel/seccomp/actions_avail; runc --version; crun --version',
      },
      {
        why: 'Install the build of your distribution: a static or self-compiled binary often lacks libseccomp.',
        fixes: true,
      },
    ],
    learn: LESSONS.default,
  }),
  entry({
    code: 'security-opt-form',
    title: '`Invalid --security-opt: "seccomp"`',
    layer: 'engine',
    examples: [
      'docker: Invalid --security-opt: "seccomp".',
      'docker: Error response from daemon: invalid --security-opt 2: "no-such=1".',
    ],
    sources: [
      seen('Docker 26.1.5'),
      page(
        'docker container run, --security-opt',
        'https://docs.docker.com/reference/cli/docker/container/run/#security-opt',
      ),
    ],
    phrases: ['invalid --security-opt'],
    who: 'docker or dockerd, reading the option',
    says: 'The option has no value, or a name that Docker does not know. Docker knows seccomp=, apparmor=, label=, no-new-privileges, systempaths=, credentialspec= and, since 28.0, writable-cgroups=.',
    next: [
      {
        why: 'The value of seccomp= is a file, unconfined, or builtin.',
        command: 'docker run --help | grep security-opt',
      },
      { why: 'Write it as NAME=VALUE.', command: 'docker run --security-opt seccomp=FILE.json IMAGE', fixes: true },
    ],
    learn: LESSONS.own,
  }),
];
