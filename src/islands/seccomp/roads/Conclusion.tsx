import type { RoadsShown } from './roadGroups.ts';
import { conclusionTone, roadsWords } from './roadsWords.ts';

export interface ConclusionProps {
  roads: RoadsShown;
  /** They are of a question before the present one. */
  old: boolean;
  /** A container starts under this profile; where none does, nothing is green. */
  starts: boolean;
}

/** What comes of all ways together, above the verdict on the one call that was asked about; nothing where that is the only way. */
export function Conclusion({ roads, old, starts }: ConclusionProps) {
  if (roads.count < 2) return null;
  const tone = conclusionTone(roads);
  return (
    <div class={`conclusion${old ? ' old' : ''}`} data-answer="" aria-busy={old}>
      {old && <p class="waits">Checking the ways …</p>}
      <h2 class={tone === 'allow' && !starts ? 'depends' : tone}>{roadsWords(roads).summary}</h2>
    </div>
  );
}
