import { NODE_FOLDER, PROFILES } from './profileFile.ts';

/** How a tool is told to use a saved profile. */
export interface UseLine {
  tool: string;
  lines: string;
  /** Where the tool looks for the file. */
  note: string;
}

/**
 * The lines by which each tool uses a saved profile of that name. Docker's client and Compose read it where they run (docker/cli, opts.go and docker/compose, create.go:
 * parseSecurityOpts), Podman as podman-run(1) says; a Pod names a path below the kubelet's seccomp folder on the node (Kubernetes, SecurityContext).
 */
export function useLines(file: string): readonly UseLine[] {
  const beside = (tool: string) => `${tool} looks for the file in the folder where you run it.`;
  return [
    {
      tool: 'docker',
      lines: `docker run --security-opt seccomp=${file} IMAGE`,
      note: beside('docker'),
    },
    {
      tool: 'compose.yaml',
      lines: `services:\n  SERVICE:\n    security_opt:\n      - seccomp:./${file}`,
      note: 'Compose looks for the file beside compose.yaml.',
    },
    {
      tool: 'Podman',
      lines: `podman run --security-opt seccomp=${file} IMAGE`,
      note: beside('podman'),
    },
    {
      tool: 'Pod',
      lines: [
        'spec:',
        '  securityContext:',
        '    seccompProfile:',
        '      type: Localhost',
        `      localhostProfile: ${PROFILES}${file}`,
      ].join('\n'),
      note: `Copy the file to each node that may run the Pod, as ${NODE_FOLDER}${PROFILES}${file} or, if that file exists, under another name; then use that name in the Pod too.`,
    },
  ];
}
