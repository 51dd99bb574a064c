import { base64Text, cArray, hexText, listing, type Program } from '../../../engine/seccomp/bpf/index.ts';
import { type Filter, lxcPolicy, SYSTEMD, systemdUnit, type Unsaid } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { useLines } from '../../../instrument/words/useLines.ts';
import { code } from '../../../ui/Phrase.ts';
import type { Form } from '../state/Reply.ts';

/** More names of an ABI than these are counted. */
const MOST_NAMES = 30;

/** What a format cannot say of a profile, a sentence for each kind of difference. `format`: "systemd". */
export const unsaidWords = (format: string, unsaid: readonly Unsaid[]): readonly string[] =>
  unsaid.map(({ kind, calls }) => `${BEGINNING[kind](format)}: ${byAbi(calls)}.`);

const BEGINNING: Readonly<Record<Unsaid['kind'], (format: string) => string>> = {
  opened: (format) => `${format} allows what the profile refuses`,
  closed: (format) => `${format} refuses what the profile allows`,
  otherwise: (format) => `${format} gives these another answer`,
  unknown: (format) => `${format} doesn’t know these and returns ENOSYS, whatever the lines say`,
  arguments: (format) =>
    format === 'systemd'
      ? 'The profile decides on these by their arguments. systemd can’t, so it refuses them altogether, and a program that needs one of them fails'
      : `${format} can’t check the arguments of these as the profile does`,
  multiplexed: (format) =>
    `Each of these stands in for several calls. ${format} applies the lines for those calls, and may return ENOSYS for calls without a line`,
};

/** "clone, socket; on x86: clone". */
function byAbi(calls: readonly string[]): string {
  const groups = Map.groupBy(calls, (call) => /^(\w+): /.exec(call)?.[1] ?? '');
  return [...groups]
    .map(([abi, all]) => {
      const names = all.map((call) => call.slice(abi === '' ? 0 : abi.length + 2));
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), counted(more, 'more call')] : names;
      return `${abi === '' ? '' : `on ${abi}: `}${shown.join(', ')}`;
    })
    .join('; ');
}

const RAW_WARNING =
  'The filter applies directly to whatever loads it, with no container runtime in between: Docker, Podman and Kubernetes take a profile, not a program. Try it first on a program that you can afford to break.';

/** The program in every form in which it is used. */
export function programForms(program: Program): readonly Form[] {
  const bytes = base64Text(program);
  return [
    {
      ...{ id: 'raw', label: 'Raw BPF', text: bytes, file: 'filter.bpf', isBytes: true, warning: RAW_WARNING },
      use: ['To use the file: ', code('bwrap --ro-bind / / --seccomp 10 10<filter.bpf COMMAND')],
    },
    {
      ...{ id: 'c', label: 'C array', text: cArray(program), file: 'filter.c', warning: RAW_WARNING },
      use: [
        'To load it: ',
        code('prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)'),
        ', then ',
        code('syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter_program)'),
        '.',
      ],
    },
    {
      ...{ id: 'base64', label: 'Base64', text: bytes, file: 'filter.base64', warning: RAW_WARNING },
      use: ['To get the raw file: ', code('base64 -d filter.base64 > filter.bpf')],
    },
    {
      ...{ id: 'hex', label: 'Hexadecimal', text: hexText(program), file: 'filter.hex', warning: RAW_WARNING },
      use: ['To get the raw file: ', code('xxd -r -p filter.hex filter.bpf')],
    },
    {
      ...{ id: 'listing', label: 'Listing', text: listing(program), file: 'filter.txt' },
      warning: 'The listing is for reading. This page reads it back, and no other tool does.',
      use: ['Paste the listing here again to step through it.'],
    },
  ];
}

/** The profile as the stack's runtime gets it. */
export function profileForm(oci: string, stack: Stack): Form {
  const own = TOOLS[stack.engine];
  return {
    ...{ id: 'oci', label: 'OCI JSON', text: oci, file: PROFILE_FILE },
    warning:
      'The profile holds what applies on this stack, with its kernel and its capabilities. A container with different capabilities needs a different profile. The runtime still compiles it with libseccomp.',
    use: ['Save it under a name that no file has yet, and write that name in these lines.'],
    uses: useLines(PROFILE_FILE).toSorted((a, b) => Number(b.tool === own) - Number(a.tool === own)),
  };
}

/** The tool that starts an engine's containers. */
const TOOLS: Readonly<Record<Stack['engine'], string>> = {
  docker: 'docker',
  podman: 'Podman',
  containerd: 'Pod',
  'cri-o': 'Pod',
};

/** The profile as other programs take it, with what they cannot say of it. */
export function otherForms(filter: Filter): readonly Form[] {
  const [unit, policy] = [systemdUnit(filter), lxcPolicy(filter)];
  return [
    {
      ...{ id: 'systemd', label: 'systemd', text: unit.text, file: 'seccomp.conf' },
      warning: `Try it first on a service that you can afford to break. systemd has one list for all ABIs and can’t check arguments. The lines need systemd 248 or newer. They replace the lists of system calls and of ABIs that the unit already has; a drop-in that systemd reads later can still change them. The differences are listed for systemd ${SYSTEMD.release} with libseccomp ${SYSTEMD.libseccomp}.`,
      differs: unsaidWords('systemd', unit.unsaid),
      use: [
        'Paste the lines into ',
        code('systemctl edit UNIT'),
        ', then run ',
        code('systemctl restart UNIT'),
        '. To take it back, remove the same lines in the same way.',
      ],
    },
    {
      ...{ id: 'lxc', label: 'LXC', text: policy.text, file: 'lxc.seccomp' },
      warning:
        'LXC applies the policy to every ABI of the machine alike. The profile that the container’s config names takes the place of LXC’s own.',
      differs: unsaidWords('LXC', policy.unsaid),
      use: [
        'Save it under a name that no file has yet, and name it in the container’s config: ',
        code('lxc.seccomp.profile = /PATH/lxc.seccomp'),
      ],
    },
  ];
}
