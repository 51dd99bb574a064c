import { formatFragment } from '../../../share/fragment.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { CodeText } from '../../../ui/PhraseText.tsx';
import type { Answer, CallShown, Group, Row } from '../state/Reply.ts';

export interface GroupRowsProps extends LinksProps {
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
