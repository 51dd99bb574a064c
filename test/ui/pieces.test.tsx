import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Chip } from '../../src/ui/Chip.tsx';
import { ComputedFor } from '../../src/ui/ComputedFor.tsx';
import { CopyButton } from '../../src/ui/CopyButton.tsx';
import { LineField } from '../../src/ui/LineField.tsx';
import { ProblemList } from '../../src/ui/ProblemList.tsx';
import { SelectField } from '../../src/ui/SelectField.tsx';

// What stands on the page before any script has arrived.

const nothing = () => undefined;

test.each<[string, VNode, string]>([
  ['a chip', <Chip tone="deny">EPERM</Chip>, '<span class="chip deny">EPERM</span>'],
  [
    'what it was computed for',
    <ComputedFor items={['runc 1.1.15', 'Linux 6.12']} report={{ text: 'It says', href: '/report' }} />,
    '<p class="computed-for">Computed for runc 1.1.15, Linux 6.12 · <a href="/report">Report a wrong answer</a></p>',
  ],
  [
    'what it was computed for, on a site without a place for reports',
    <ComputedFor items={['Linux 6.12']} report={{ text: 'It says', href: undefined }} />,
    '<div class="computed-for">Computed for Linux 6.12<details><summary>Report a wrong answer</summary>' +
      '<p>This copy of the site has no address for reports. Add what the real tool printed, and send the report to whoever runs the site.</p>' +
      '<pre>It says</pre><span class="copy"><button type="button" class="btn"><span>Copy report</span></button><span class="copy-outcome" role="status"></span></span></details></div>',
  ],
  [
    'a copy button with its live region',
    <CopyButton text="x" label="Copy" />,
    '<span class="copy"><button type="button" class="btn"><span>Copy</span></button><span class="copy-outcome" role="status"></span></span>',
  ],
  [
    'a choice in groups',
    <SelectField
      id="s"
      label="Profile"
      value="b"
      onValue={nothing}
      options={[
        { value: 'a', label: 'A', group: 'First' },
        { value: 'b', label: 'B', group: 'First' },
        { value: '', label: 'Own' },
      ]}
    />,
    '<div class="select-field"><label for="s">Profile</label><select id="s" class="in" autocomplete="off"><optgroup label="First"><option value="a">A</option><option value="b" selected>B</option></optgroup><option value>Own</option></select></div>',
  ],
  ['no problems', <ProblemList items={[]} fieldId="f" />, ''],
  [
    'a problem with its place and its mending',
    <ProblemList
      fieldId="f"
      onFix={nothing}
      items={[
        {
          code: 'trailing-comma',
          severity: 'error',
          message: 'Found ], expected a value.',
          hint: 'Delete the comma.',
          span: { start: 7, end: 8, line: 2, column: 3 },
          fix: [{ start: 7, end: 8, text: '' }],
        },
      ]}
    />,
    '<div class="problems" id="f-problems" tabindex="-1"><ul><li class="error"><b>Error</b> <button type="button" class="link">line 2, column 3</button>' +
      '<span class="problem-words">Found ], expected a value. <span class="problem-hint">Delete the comma.</span></span>' +
      '<button type="button" class="btn fix">Fix</button></li></ul></div>',
  ],
  ...(['trailing-comma', 'too-many-problems'] as const).map((last): [string, VNode, string] => [
    `several to fix, then ${last}`,
    <ProblemList
      fieldId="f"
      onFix={nothing}
      onFixAll={nothing}
      items={[
        { code: 'trailing-comma', severity: 'error', message: 'A.', fix: [] },
        { code: 'trailing-comma', severity: 'error', message: 'B.', fix: [] },
        { code: last, severity: 'error', message: 'C.' },
      ]}
    />,
    '<div class="problems" id="f-problems" tabindex="-1"><ul>' +
      ['A.', 'B.']
        .map(
          (words) =>
            `<li class="error"><b>Error</b> <span class="problem-words">${words} </span><button type="button" class="btn fix">Fix</button></li>`,
        )
        .join('') +
      '<li class="error"><b>Error</b> <span class="problem-words">C. </span></li></ul>' +
      `<button type="button" class="btn fix">Fix ${last === 'too-many-problems' ? 'the first' : 'all'} 2</button></div>`,
  ]),
  [
    'a field with its numbers and marks',
    <LineField
      id="f"
      label="Text"
      text={'a\nb\nc'}
      marks={[{ line: 2, tone: 'error', start: 2, end: 3 }]}
      onText={nothing}
    />,
    '<div class="line-field"><label for="f">Text</label><div class="line-field-frame" tabindex="-1"><div class="line-field-height" aria-hidden="true">\n\n\n\n</div>' +
      '<div class="line-field-scroll"><div class="line-field-gutter" aria-hidden="true">1\n<b class="error">2</b>3\n</div>' +
      '<div class="line-field-marks" aria-hidden="true">\n<span class="error"><u class="error">b</u></span>\n</div>' +
      '<textarea id="f" rows="4" cols="3" wrap="off" spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" aria-invalid="true">a\nb\nc</textarea>' +
      '</div></div></div>',
  ],
])('%s', (_, piece, html) => {
  expect(renderToStaticMarkup(piece)).toBe(html);
});
