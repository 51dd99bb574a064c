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
      message: 'Docker Desktop runs the engine in a virtual machine, which has an /etc/subuid of its own.',
      hint: 'The numbers here apply inside the virtual machine; docker info shows whether it remaps IDs. Docker Desktop’s file sharing sets the owners of shared files; on Linux, up to Docker Desktop 4.34, it used your own lines in /etc/subuid.',
      learn: LESSONS.desktop,
    },
  ];
}
