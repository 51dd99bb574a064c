import { formatFragment } from '../../../share/fragment.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { CodeText } from '../../../ui/CodeText.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import type {
  Answer,
  CallForeseen,
  CallShown,
  Forecast,
  Group,
  Line,
  OutcomeGroup,
  ProgramForeseen,
  Row,
} from '../state/State.ts';

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

interface ForecastPartProps {
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

interface GroupRowsProps extends LinksProps {
  group: Group;
}

interface LinksProps {
  states: Answer['states'];
  /** The page of the profile checker. */
  checker: string;
}

/** More calls of a row are folded. */
const OPEN_CALLS = 24;

/** What changes in one way: for each class of calls its ABIs, and the answers before and after. Where it is narrow, each row is a card. */
export function GroupRows({ group: { kind, title, tone, count, rows }, ...links }: GroupRowsProps) {
  return (
    <table class={`answer-rows compare-rows ${tone}`}>
      <caption>
        <span class="shaped">{title}</span> <small>{count}</small>
      </caption>
      <thead>
        <tr>
          <th scope="col">Calls</th>
          <th scope="col">ABI</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${kind} ${at}`}>
            <th scope="row">
              <RowCalls row={row} {...links} />
            </th>
            <td data-label="ABI">{row.abis}</td>
            <td data-label="Before">
              <Chip tone={row.before.tone}>{row.before.word}</Chip>
            </td>
            <td data-label="After">
              <Chip tone={row.after.tone}>{row.after.word}</Chip>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowCalls({ row: { calls, unnamed, where, example }, ...links }: { row: Row } & LinksProps) {
  const all = unnamed ? [...calls, unnamed] : calls;
  const isFolded = all.length > OPEN_CALLS + 1;
  const open = isFolded ? all.slice(0, OPEN_CALLS) : all;
  return (
    <>
      <CallList calls={open} unnamed={unnamed} {...links} />
      {where !== '' && (
        <p class="compare-where">
          where {where}
          {example !== undefined && (
            <>
              , for example <CodeText text={example} />
            </>
          )}
        </p>
      )}
      {isFolded && (
        <details class="compare-more">
          <summary>{all.length - OPEN_CALLS} more</summary>
          <CallList calls={all.slice(OPEN_CALLS)} unnamed={unnamed} {...links} />
        </details>
      )}
    </>
  );
}

interface CallListProps extends LinksProps {
  calls: readonly CallShown[];
  unnamed: CallShown | undefined;
}

/** Calls, each with the ways to the profile checker, which tells the rule that decides on either side. */
const CallList = ({ calls, unnamed, ...links }: CallListProps) => (
  <ul class="compare-calls">
    {calls.map((call) => (
      <li key={call.name}>
        {call === unnamed ? <span>{call.name}</span> : <CodeText text={call.name} />}{' '}
        <CheckerLinks call={call} {...links} />
      </li>
    ))}
  </ul>
);

function CheckerLinks({ call: { name, asked }, states, checker }: { call: CallShown } & LinksProps) {
  if (asked === undefined) return null;
  return (
    <span class="compare-links">
      {(['before', 'after'] as const).map((side) => {
        const state = states[side];
        return (
          state !== undefined && (
            <a key={side} href={`${checker}#${state}&${formatFragment([['call', asked]])}`}>
              <span class="visually-hidden">{name} </span>
              {side}
            </a>
          )
        );
      })}
    </span>
  );
}
