import { useMemo } from 'preact/hooks';
import { useHistoryEntry } from '../../instrument/address/useHistoryEntry.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { isWaiting } from '../../instrument/worker/Waiting.ts';
import { ASK_LINK, type AskLink, readAskLink } from '../../share/askLink.ts';
import { reportOf } from '../../share/reportOf.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { AskBox, type AskExample, answerId } from './panels/AskBox.tsx';
import { FoundCard } from './panels/FoundCard.tsx';
import { LinesLeft } from './panels/LinesLeft.tsx';
import { NotRecognised } from './panels/NotRecognised.tsx';
import { init, update } from './state/model.ts';
import type { Reply } from './state/Question.ts';
import type { Message, Opening, State } from './state/State.ts';
import { LEFT, select, UNKNOWN, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';

/** What the static page hands to the box. */
export interface AskProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
  examples: readonly AskExample[];
  /** One line among others of a page, until something is pasted. */
  compact: boolean;
  /** The site’s base, without a slash at its end. */
  base: string;
}

const ASK: Instrument<State, Message, View, AskLink, Opening> = {
  update,
  select,
  // What looks like a secret goes into no link, no address and no history.
  linkOf: ({ text, secrets }) => ({ text: secrets.length > 0 ? '' : text }),
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: {
    format: ASK_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readAskLink(fragment, limits);
      return { link: value, notices: diagnostics };
    },
  },
  name: 'Find the cause',
  // The same answer stands there; only what can be done with it is new.
  elsewhere: 'Share or report this answer',
  subjectOf: () => 'Find the cause',
};

/** A report that says nothing of the text. */
const withoutText = ({ repository, url }: AskProps) => reportOf(repository, 'Find the cause', url);

/** The box that takes anything. Its first render, on the server and at hydration, is a function of the props alone. */
export default function Ask(props: AskProps) {
  const { mode, id, opening, served, examples, compact, base } = props;
  const { state, view, dispatch, link, report } = useInstrument(ASK, props, () => init(opening.link.text, served));
  const { text } = ASK.linkOf(state);
  useHistoryEntry({
    id,
    link: useMemo(() => ({ text }), [text]),
    kept: mode !== 'page' && state.changed,
    codec: ASK.codec,
    onOpen: (opened) => dispatch({ kind: 'open', opening: opened, over: opening.link }),
  });
  const tryAgain = useAnswers(state, dispatch);
  const fieldId = `${id}-text`;
  return (
    <div class={`island ask ${compact ? 'compact' : mode}`}>
      <Notices items={view.notices} />
      <AskBox id={id} view={view} examples={examples} compact={compact} dispatch={dispatch}>
        {view.missing && <Missing what="the answer" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
        <MissingScript of="the box" />
      </AskBox>
      {view.found.map((found) => (
        <FoundCard key={found.key} id={answerId(id, found.key)} found={found} pages={{ base }} fieldId={fieldId} />
      ))}
      {view.left && <LinesLeft id={answerId(id, LEFT)} left={view.left} href={props.href} fieldId={fieldId} />}
      {view.near && <NotRecognised id={answerId(id, UNKNOWN)} near={view.near} base={base} />}
      {(view.found.length > 0 || view.near) && (
        <div class="ask-link">
          {!view.secret && (
            <>
              {link}
              <p class="ask-stays">
                {mode === 'page' ? 'A link, a saved file and a report contain' : 'A link contains'} the text above. The
                box recognises common passwords and tokens only: check for others before you share it.
              </p>
            </>
          )}
          {mode === 'page' && (
            <ComputedFor items={[view.computedFor]} report={view.secret ? withoutText(props) : report} />
          )}
        </div>
      )}
      <LiveRegion text={view.announcement} />
    </div>
  );
}
