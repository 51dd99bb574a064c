import type { RoadsShown } from '../../state/Inspection.ts';
import { conclusionTone, roadsWords } from '../../words/roadsWords.ts';

export interface ConclusionProps {
  roads: RoadsShown;
  /** They are of a question before the present one. */
  old: boolean;
  /** Something besides the filter keeps the call from running, or may: then nothing is green. */
  doubtful: boolean;
}

/** What comes of all ways together, above the verdict on the one call that was asked about; nothing where that call is what matters. */
export function Conclusion({ roads, old, doubtful }: ConclusionProps) {
  const { title, summary, leads } = roadsWords(roads);
  if (!leads) return null;
  const tone = conclusionTone(roads);
  return (
    <div class={`conclusion${old ? ' old' : ''}`} data-answer="" aria-busy={old}>
      {old && <p class="waits">Checking the ways …</p>}
      <p class="conclusion-of">{title}</p>
      <h2 class={tone === 'allow' && doubtful ? 'depends' : tone}>{summary}</h2>
    </div>
  );
}
