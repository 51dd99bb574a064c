import { Chip, type Tone } from '../../../ui/Chip.tsx';
import { code, listed } from '../../../ui/Phrase.ts';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SourceLinks } from '../../../ui/SourceLinks.tsx';
import type { RoadCalls, RoadGroup, RoadsShown } from '../state/Inspection.ts';
import { conclusionTone, roadsWords } from '../words/inspectedView.ts';
import type { View } from '../words/select.ts';

export interface RoadListProps {
  id: string;
  roads: RoadsShown;
  /** They are of a question before the present one. */
  old: boolean;
  fieldId: string | undefined;
  /** In a chapter there may be several: none is a landmark, and the heading stands below the chapter's own. */
  asFigure?: boolean;
  /** The call that is asked about now: its road is marked. */
  asked?: string;
  /** Asks about a call of a road; undefined where nothing can be asked. */
  onAsk?: ((call: string) => void) | undefined;
}

const TONES: Readonly<Record<RoadGroup['state'], Tone>> = {
  open: 'allow',
  depends: 'depends',
  stopped: 'deny',
  closed: 'deny',
};

const STATE_WORDS: Readonly<Record<RoadGroup['state'], string>> = {
  open: 'allowed',
  depends: 'depends',
  stopped: 'blocked by the kernel',
  closed: 'blocked',
};

/** Every road to what the asked call does: open or closed, on which ABIs, what decided it and who else may close it. */
export function RoadList({ id, roads, old, fieldId, asFigure = false, asked, onAsk }: RoadListProps) {
  const { title, summary, counted, leads } = roadsWords(roads);
  const Part = asFigure ? 'div' : 'section';
  const Heading = asFigure ? 'h4' : 'h2';
  return (
    <Part
      class={`roads panel-part${old ? ' old' : ''}`}
      data-answer=""
      aria-labelledby={asFigure ? undefined : `${id}-roads`}
      aria-busy={old}
    >
      {old && <p class="waits">Checking the ways…</p>}
      <Heading id={`${id}-roads`}>{title}</Heading>
      {(asFigure || (roads.count > 1 && !leads)) && (
        <p class={`roads-summary shaped ${conclusionTone(roads)}`}>{summary}</p>
      )}
      {counted && <p class="road-note">{counted}</p>}
      <ul class="chip-list">
        {roads.groups.map((group) => (
          <li key={group.id} aria-current={group.calls.some(({ ask }) => ask === asked) ? 'true' : undefined}>
            <Chip tone={TONES[group.state]}>{STATE_WORDS[group.state]}</Chip>
            <div>
              <p class="road">
                <b>{group.abis}</b>{' '}
                {group.calls.map((calls, index) => (
                  <>
                    {index > 0 && ', '}
                    <Steps calls={calls} onAsk={onAsk} />
                  </>
                ))}
              </p>
              <p>
                <PhraseText phrase={group.answer} fieldId={fieldId} />
              </p>
              {group.notes.map((note) => (
                <p class="road-note">
                  <PhraseText phrase={note} fieldId={fieldId} />
                </p>
              ))}
              <SourceLinks sources={group.sources} />
            </div>
          </li>
        ))}
      </ul>
      {roads.others.length > 0 && (
        <>
          <p class="road-note">What else may block {roads.open - roads.stopped === 1 ? 'it' : 'them'}:</p>
          <ul class="other-layers">
            {roads.others.map(({ calls, words, source }) => (
              <li key={words} class="road-note">
                {calls.length > 0 && (
                  <>
                    <PhraseText phrase={listed(calls.map((call) => [code(call)]))} fieldId={undefined} />
                    {': '}
                  </>
                )}
                {words} <a href={source.url}>{source.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Steps({ calls: { steps, ask }, onAsk }: { calls: RoadCalls; onAsk: RoadListProps['onAsk'] }) {
  return (
    <>
      {steps.map((call, index) => (
        <>
          {index > 0 && ' then '}
          {index === 0 && onAsk ? (
            <button type="button" class="link" onClick={() => onAsk(ask)}>
              <CallText call={call} />
            </button>
          ) : (
            <CallText call={call} />
          )}
        </>
      ))}
    </>
  );
}

/** A call that may be broken behind its signs, so that a long one doesn't end in a line of one character. */
function CallText({ call }: { call: string }) {
  const pieces = call.split(/(?<=[(|])/);
  return (
    <code>
      {pieces.map((piece, index) => (
        <>
          {index > 0 && <wbr />}
          {piece}
        </>
      ))}
    </code>
  );
}

/**
 * What comes of all ways together, above the verdict on the one call that was asked about; nothing where that call is what matters. `doubtful`: something
 * besides the filter keeps the call from running, or may; then nothing is green.
 */
export function Conclusion({ shown: roads, old, doubtful }: NonNullable<View['roads']>) {
  const { title, summary, leads } = roadsWords(roads);
  if (!leads) return null;
  const tone = conclusionTone(roads);
  return (
    <div class={`conclusion panel-part${old ? ' old' : ''}`} data-answer="" aria-busy={old}>
      {old && <p class="waits">Checking the ways…</p>}
      <p class="conclusion-of">{title}</p>
      <h2 class={`headline shaped ${tone === 'allow' && doubtful ? 'depends' : tone}`}>{summary}</h2>
    </div>
  );
}
