import { does } from '../../../engine/linux/index.ts';
import { engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { COMPOSE_NOTE, CRUN, RUNC, type RunLine, type WithheldLine } from './runLines.ts';

/** docker-run(1), podman-run(1). */
const POWER = '--privileged gives the container all capabilities and the host’s devices.';
const SECURITY = `--privileged --security-opt seccomp=${PROFILE_FILE} IMAGE`;

/**
 * The lines that start a privileged container with a profile: --privileged brings all capabilities, so none is added. `isUnconfined` of the engine has
 * the sources of who then applies the profile: Docker since 27.0.1, and Podman. containerd and CRI-O drop it, so a Pod has no lines.
 */
export function privilegedLines(target: Target): readonly (RunLine | WithheldLine)[] {
  const docker = { tool: 'docker', runtimes: RUNC };
  const { engine } = versionsOf(target);
  const drops = engineOf(target) === 'docker' && !does('docker-privileged-keeps-profile', engine);
  const caution = drops
    ? `Docker ${engine} ignores the profile with --privileged, and the container starts without seccomp. Docker 27.0.1 and newer apply it.`
    : `${POWER} Docker before 27.0.1 ignores the profile with --privileged.`;
  const compose = `services:\n  SERVICE:\n    privileged: true\n    security_opt:\n      - seccomp:./${PROFILE_FILE}`;
  return [
    ...(drops
      ? [{ ...docker, tool: 'docker, compose.yaml', caution }]
      : [
          { ...docker, lines: `docker run ${SECURITY}`, caution },
          { ...docker, tool: 'compose.yaml', lines: compose, caution, note: COMPOSE_NOTE },
        ]),
    {
      tool: 'Podman',
      lines: `podman run ${SECURITY}`,
      caution: `${POWER} Podman applies the profile.`,
      runtimes: CRUN,
    },
    {
      tool: 'Pod',
      caution: 'containerd and CRI-O start a privileged container without seccomp, so the profile has no effect there.',
      runtimes: [...RUNC, ...CRUN],
    },
  ];
}
