import { useMemo, useReducer } from 'preact/hooks';
import { reportHref } from '../../share/reportHref.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { CopyLink } from '../../ui/CopyLink.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { useSettled } from '../../ui/useSettled.ts';
import { AnswerText } from './AnswerText.tsx';
import { ExtentTable } from './ExtentTable.tsx';
import { IdFields } from './IdFields.tsx';
import { init, update } from './model.ts';
import { PictureFigure } from './PictureFigure.tsx';
import { SystemPanel } from './SystemPanel.tsx';
import { select } from './select.ts';
import type { UidMapProps } from './UidMapProps.ts';
import { useAddress } from './useAddress.ts';

/** The UID-mapping calculator. Its first render, on the server and at hydration, is a function of the props alone. */
export default function UidMapCalculator({
  mode,
  id,
  opening,
  calculatorHref,
  calculatorUrl,
  repository,
}: UidMapProps) {
  const [state, dispatch] = useReducer(update, opening, (given) => init(mode, given));
  const view = useMemo(() => select(state), [state]);
  const fragment = useAddress(state, dispatch);
  const said = useSettled(view.announcement);
  const isPage = mode === 'page';
  const fieldId = isPage ? `${id}-text` : undefined;
  const report = reportHref(repository, 'UID-mapping calculator', `${view.announcement}\n${calculatorUrl}#${fragment}`);

  const answer = (
    <>
      <IdFields view={view} dispatch={dispatch} id={id} />
      <div id={`${id}-answer`}>
        <AnswerText answer={view.answer} fieldId={fieldId} />
      </div>
      <PictureFigure picture={view.picture} id={id} />
    </>
  );
  return (
    <div class={`uid-map ${mode}`}>
      <Notices items={view.notices} />
      {isPage ? (
        <div class="uid-map-parts">
          <section class="panel uid-map-answer" aria-label="Answer">
            {answer}
            <ExtentTable view={view} id={id} fieldId={fieldId} />
            <div class="uid-map-foot">
              <ComputedFor items={view.computedFor} reportHref={report} />
              <CopyLink href={`#${fragment}`} />
            </div>
          </section>
          <SystemPanel view={view} dispatch={dispatch} id={id} fieldId={`${id}-text`} />
        </div>
      ) : (
        <section class="panel uid-map-answer">
          {answer}
          <details>
            <summary>The map as a table</summary>
            <ExtentTable view={view} id={id} fieldId={fieldId} />
          </details>
          <div class="uid-map-foot">
            <ComputedFor items={view.computedFor} reportHref={report} />
            <a href={`${calculatorHref}#${fragment}`}>Open in the calculator</a>
          </div>
        </section>
      )}
      <LiveRegion>{said}</LiveRegion>
    </div>
  );
}
