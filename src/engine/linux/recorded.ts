import file from '../../../content/data/versions/recorded.json' with { type: 'json' };
import { compareReleases } from './release.ts';

/** The programs whose answers were recorded, release by release. */
export type RecordedProgram = Exclude<keyof typeof file, 'stamp'>;

/** Whether the real program of this release was asked; what the engine says of others follows from their sources and change logs. */
export function wasRecorded(of: RecordedProgram, release: string): boolean {
  return file[of].some((recorded) => compareReleases(recorded, release) === 0);
}
