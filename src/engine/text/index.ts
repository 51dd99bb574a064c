export {
  bytesText,
  countBefore,
  counted,
  type Diagnostic,
  type Edit,
  error,
  firstProblems,
  info,
  isError,
  type Parsed,
  type Problems,
  problemsOf,
  refused,
  retold,
  type SourceText,
  type Span,
  shorten,
  sourceText,
  spanAt,
  traceDecoder,
  warning,
} from './bytesText.ts';
export { applyEdits, placeDiagnostic, relocateDiagnostic, relocateSpan } from './edits.ts';
export { formatJson, isCrowded } from './json/formatJson.ts';
export {
  findMember,
  foldKey,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonString,
  kindInWords,
  type Member,
  memberOf,
  valuesOf,
} from './json/JsonNode.ts';
export { readJson } from './json/readJson.ts';
export { parsePieces, readPieces } from './json/readPieces.ts';
export { scanJson } from './json/scanJson.ts';
export { stringOffsets } from './json/scanString.ts';
export {
  type FoundOption,
  type OptionTable,
  optionTable,
  partOf,
  plainWord,
  readOptions,
  type Segment,
  splitWord,
  type Word,
  wordOf,
} from './shell/readOptions.ts';
export {
  fileWord,
  hasControls,
  nameWord,
  type Prompt,
  pathWord,
  readPrompt,
  type ShellWord,
  shell,
  shellWord,
  UNFIT_PATH,
} from './shell/readPrompt.ts';
export {
  firstCommand,
  optionValues,
  shellCommands,
  shellWords,
} from './shell/shellCommands.ts';
