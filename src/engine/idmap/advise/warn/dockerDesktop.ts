import type { Situation } from '../../situation/Situation.ts';
import { LESSONS } from '../lessons.ts';
import type { Seen } from '../Seen.ts';
import type { Warning } from '../Warning.ts';

/**
 * Docker Desktop's engine runs in a virtual machine, on Linux too; what stands in this machine's /etc/subuid is not what it reads. The one
 * exception is file sharing on Linux up to Docker Desktop 4.34, whose virtiofsd went by the user's own lines (docs.docker.com, Docker Desktop
 * FAQs for Linux).
 */
export function dockerDesktop(_situation: Situation, { dockerDesktop: desktop }: Seen): Warning[] {
  if (desktop !== true) return [];
  return [
    {
      code: 'docker-desktop',
      severity: 'warning',
      message: "Docker Desktop: the engine runs in a virtual machine, and reads the machine's /etc/subuid, not yours.",
      hint: "The numbers here hold inside the machine: docker info names its remap. The owners of shared files are file sharing's work; on Linux up to Docker Desktop 4.34 it went by your own lines in /etc/subuid.",
      learn: LESSONS.desktop,
    },
  ];
}
