import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { leanModule } from '../../../src/tools/build/leanEditor.ts';

const installed = (name: string) =>
  readFile(new URL(`../../../node_modules/${name}/dist/index.js`, import.meta.url), 'utf8');

/** Whether each text is in a module as it is installed, and in what is left of it. */
test.each([
  ['@codemirror/view', 'browser.ie', true, false],
  ['@codemirror/view', 'ie_edge', true, false],
  ['@codemirror/view', 'const ie = false;', false, true],
  ['@codemirror/view', '&dark .cm-content', true, false],
  ['@codemirror/view', '"&light .cm-button"', true, false],
  ['@codemirror/view', '"&light.cm-focused >', true, false],
  ['@codemirror/view', '"&light .cm-tooltip-section', true, true],
  ['@codemirror/view', '".cm-dialog-close"', true, false],
  ['@codemirror/view', 'cm-tooltip-arrow', true, false],
  ['@codemirror/view', 'let arrow = null;', false, true],
  ['@codemirror/view', '".cm-tooltip": {', true, true],
  ['@codemirror/view', '".cm-highlightTab"', true, false],
  ['@codemirror/view', '".cm-trailingSpace"', true, false],
  ['@codemirror/view', '".cm-button"', true, true],
  ['@codemirror/language', 'defaultHighlightStyle = /*@__PURE__*/(() => HighlightStyle.define([', false, true],
  ['@codemirror/language', '/*@__PURE__*/createTokenType(noTokens, name);', true, true],
  ['@codemirror/commands', 'key: "Mod-/"', true, false],
  ['@codemirror/commands', 'key: "Alt-l"', true, true],
  ['@codemirror/lint', 'setDiagnosticsEffect', true, true],
  ['@codemirror/lint', '? LintPanel.open', true, false],
  ['@codemirror/lint', '"&dark .cm-panel.cm-panel-lint ul"', true, false],
  ['@codemirror/lint', '".cm-lintPoint-hint"', true, true],
  ['@codemirror/lint', '".cm-lintRange-hint"', true, false],
  ['@codemirror/view', '".cm-panels-top": { top', true, false],
  ['@codemirror/view', '    ".cm-textfield": {', true, false],
  ['@codemirror/view', '    ".cm-cursor, .cm-dropCursor": {', true, true],
  ['@codemirror/language', '.cm-nonmatchingBracket": {', true, false],
  ['@codemirror/lint', '".cm-diagnostic-error"', true, false],
  ['@codemirror/autocomplete', '? new StrictMatcher', true, false],
  ['@codemirror/autocomplete', 'cm-completionIcon-class', true, false],
  ['@codemirror/autocomplete', '".cm-completionDetail"', true, true],
  ['@codemirror/autocomplete', 'addInfoPane(content', true, false],
  ['@codemirror/autocomplete', 'measureInfo() {', true, false],
  ['@codemirror/autocomplete', 'updateSelectedOption(selected) {', true, true],
  ['@codemirror/autocomplete', 'cm-completionInfo-left', true, false],
  ['@lezer/highlight', 'classHighlighter = tagHighlighter([', true, false],
  ['@lezer/common', 'class Tree ', true, true],
])('%s: “%s” is there: %s, and is left: %s', async (name, text, before, after) => {
  const code = await installed(name);
  expect([code.includes(text), leanModule(name, code).includes(text)]).toEqual([before, after]);
});

test('a module that has changed stops the build', () => {
  expect(() => leanModule('@codemirror/commands', 'export const defaultKeymap = [];')).toThrow(
    '@codemirror/commands has nothing like     { key: "Mod-/", run: toggleComment },\n to leave out.',
  );
});
