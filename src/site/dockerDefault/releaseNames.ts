import { presetOf } from '../../instrument/presets/presets.ts';

/**
 * The releases that have one of Docker's defaults, each as a reader would search it: "Docker 29.4, Docker 29.4.3, Docker 29.5". On the page they are a range,
 * in which a search for "Docker 29.5" finds nothing. Undefined for a profile that isn't Docker's.
 */
export function releaseNames(profile: string): string | undefined {
  const preset = presetOf(profile);
  if (!preset?.id.startsWith('docker-')) return undefined;
  return [preset.id, ...preset.aliases].map((name) => name.replace('docker-', 'Docker ')).join(', ');
}
