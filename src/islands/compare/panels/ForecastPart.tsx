import { formatFragment } from '../../../share/fragment.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { CodeText, PhraseText } from '../../../ui/PhraseText.tsx';
import type { Answer, CallForeseen, Forecast, Line, OutcomeGroup, ProgramForeseen } from '../state/Reply.ts';

export interface ForecastPartProps {
  id: string;
  /** Undefined while the programs are asked. */
  forecast: Forecast | undefined;
  states: Answer['states'];
  /** The pages of the profile checker and of the trace check. */
  checker: string;
  trace: string;
}

/** Which recorded programs would fail after the change, at which call and why. */
export function ForecastPart({ id, forecast, ...links }: ForecastPartProps) {
  const { tone = 'differs', headline = 'Checking the recorded programs …', lines = [] } = forecast ?? {};
  return (
    <section class={`panel compare-forecast ${tone}`} data-answer="" data-picture="" aria-labelledby={`${id}-forecast`}>
      <div class="said compare-said">
        <p class="compare-eyebrow">Break forecast</p>
        <h2 class="headline short shaped" id={`${id}-forecast`}>
          {headline}
        </h2>
        <SaidLines lines={lines} />
      </div>
      {forecast?.groups.map((group) => (
        <Programs key={group.outcome} group={group} {...links} />
      ))}
      {forecast?.recorded !== undefined && (
        <p class="compare-legend">
          {forecast.recorded} For a program of your own, paste its trace into the <a href={links.trace}>trace check</a>,
          once with each profile.
        </p>
      )}
    </section>
  );
}

type Links = Omit<ForecastPartProps, 'id' | 'forecast'>;

/** Those of one outcome. What would not fail by this change is folded. */
function Programs({ group: { outcome, title, tone, programs }, ...links }: { group: OutcomeGroup } & Links) {
  const list = (
    <ul class="compare-programs">
      {programs.map((program) => (
        <Program key={program.id} program={program} side={outcome === 'starts' ? 'before' : 'after'} {...links} />
      ))}
    </ul>
  );
  const isOpen = outcome === 'fails' || outcome === 'unsure';
  const name = (
    <>
      <span class="shaped">{title}</span> <small>{programs.length}</small>
    </>
  );
  return isOpen ? (
    <section class={`compare-outcome ${tone}`}>
      <h3>{name}</h3>
      {list}
    </section>
  ) : (
    <details class={`compare-outcome ${tone}`}>
      <summary>{name}</summary>
      {list}
    </details>
  );
}

/** More calls of a program are counted: its trace has them all. */
const MOST_STOPS = 8;

interface ProgramProps extends Links {
  program: ProgramForeseen;
  /** Whose filter is told of. */
  side: keyof Answer['states'];
}

function Program({ program, side, states, checker, trace }: ProgramProps) {
  const { title, version, package: from, did, calls, notes, traced } = program;
  const isLong = calls.length > MOST_STOPS + 1;
  return (
    <li>
      <p>
        <strong>{title}</strong> <small>{version === from ? version : `${version} (Debian’s ${from})`}</small>
      </p>
      {calls.length > 0 && (
        <ul class="compare-stops">
          {calls.slice(0, isLong ? MOST_STOPS : calls.length).map((each) => (
            <Stop key={`${each.abi} ${each.call.name}`} of={each} state={states[side]} checker={checker} />
          ))}
          {isLong && <li>and {calls.length - MOST_STOPS} more calls</li>}
        </ul>
      )}
      {notes.map(({ words }, at) => (
        <p key={at} class="compare-note">
          <PhraseText phrase={words} fieldId={undefined} />
        </p>
      ))}
      <p class="compare-did">
        {did}{' '}
        {traced !== undefined && (
          <a href={`${trace}#${traced}`}>
            Open its trace<span class="visually-hidden">, {title},</span> under this profile
          </a>
        )}
      </p>
    </li>
  );
}

interface StopProps {
  of: CallForeseen;
  state: string | undefined;
  checker: string;
}

function Stop({ of: { call, abi, gets, why }, state, checker }: StopProps) {
  const text = <CodeText text={call.name} />;
  return (
    <li>
      {state !== undefined && call.asked !== undefined ? (
        <a href={`${checker}#${state}&${formatFragment([['call', call.asked]])}`}>{text}</a>
      ) : (
        text
      )}
      {abi !== undefined && ` on ${abi}`} <Chip tone={gets.tone}>{gets.word}</Chip> <small>{why}</small>
    </li>
  );
}

/** What a card says below its headline, each sentence with its verdict before it. */
export const SaidLines = ({ lines }: { lines: readonly Line[] }) =>
  lines.length === 0 ? null : (
    <ul>
      {lines.map(({ chip, words }, at) => (
        <li key={at} class={chip && 'with-chip'}>
          {chip && <Chip tone={chip.tone}>{chip.word}</Chip>}{' '}
          <span>
            <PhraseText phrase={words} fieldId={undefined} />
          </span>
        </li>
      ))}
    </ul>
  );
