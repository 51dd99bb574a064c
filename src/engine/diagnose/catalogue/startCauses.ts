import type { Cause } from '../../idmap/index.ts';
import { WITHOUT_FILTER } from './steps.ts';

/** What the runtime still does, the filter refuses. */
export const STOPPED_BY_FILTER: Cause = {
  layer: 'seccomp',
  who: 'your own seccomp profile: with the engine’s default profile the container starts',
  says: 'The runtime loads the filter a few steps before your program starts, and the profile refuses this step.',
  tells: WITHOUT_FILTER,
  fixes: [
    {
      why: 'Paste the profile into the profile checker on this site: it names the calls that the runtime still makes, and adds them.',
      fixes: true,
    },
  ],
};

/** The runtime can give no more than it has: capset(2). */
export const RUNTIME_LACKS: Cause = {
  layer: 'capability',
  who: 'the kernel: the runtime itself lacks a capability',
  says: 'The runtime gives the program its capabilities, and drops the others with CAP_SETPCAP. The kernel refuses if the runtime itself lacks one of the program’s capabilities, or CAP_SETPCAP: an engine in a container that dropped it, for example.',
  tells: {
    why: 'Where the engine runs, capsh --decode= names the bits of CapEff: one that the new container gets is missing, or cap_setpcap.',
    command: 'grep CapEff /proc/self/status',
  },
  fixes: [
    {
      why: 'Start the container inside without that capability, for example NET_RAW.',
      command: 'podman run --cap-drop NET_RAW IMAGE',
      fixes: true,
    },
    {
      why: 'If it is CAP_SETPCAP, give that to the outer container.',
      command: 'podman run --cap-add SETPCAP IMAGE',
      fixes: true,
    },
  ],
};
