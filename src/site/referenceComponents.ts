// What a page of the reference may name, besides what a chapter may: kept apart, for a chapter would pay for the styles.

import { mdxComponents } from './mdxComponents.ts';
import ActionEntries from './prose/ActionEntries.astro';
import ActionIndex from './prose/ActionIndex.astro';
import CallOpeners from './prose/CallOpeners.astro';
import CallSearch from './prose/CallSearch.astro';
import CallTable from './prose/CallTable.astro';
import CapabilityEntries from './prose/CapabilityEntries.astro';
import CapabilityIndex from './prose/CapabilityIndex.astro';
import CheckAims from './prose/CheckAims.astro';
import CheckExamples from './prose/CheckExamples.astro';
import CheckSets from './prose/CheckSets.astro';
import CommandFile from './prose/CommandFile.astro';
import CommandLines from './prose/CommandLines.astro';
import ErrnoExamples from './prose/ErrnoExamples.astro';
import ErrnoIndex from './prose/ErrnoIndex.astro';
import FindTheCause from './prose/FindTheCause.astro';
import IdMapExample from './prose/IdMapExample.astro';
import IdMapRefusals from './prose/IdMapRefusals.astro';
import IncidentEntries from './prose/IncidentEntries.astro';
import IncidentTable from './prose/IncidentTable.astro';
import LibcErrors from './prose/LibcErrors.astro';
import LogFlag from './prose/LogFlag.astro';
import MessageEntries from './prose/MessageEntries.astro';
import MessageIndex from './prose/MessageIndex.astro';
import ProfileExample from './prose/ProfileExample.astro';
import ProfileReaders from './prose/ProfileReaders.astro';
import ReleaseDifferences from './prose/ReleaseDifferences.astro';
import SameMap from './prose/SameMap.astro';
import SourceRepository from './prose/SourceRepository.astro';
import StackEntries from './prose/StackEntries.astro';
import StackIndex from './prose/StackIndex.astro';

export const referenceComponents = {
  ...mdxComponents,
  ActionEntries,
  ActionIndex,
  CheckAims,
  CheckExamples,
  CheckSets,
  CommandFile,
  CommandLines,
  ErrnoExamples,
  ErrnoIndex,
  FindTheCause,
  LibcErrors,
  IncidentEntries,
  IncidentTable,
  LogFlag,
  MessageEntries,
  MessageIndex,
  CallOpeners,
  CallSearch,
  CallTable,
  CapabilityEntries,
  CapabilityIndex,
  IdMapExample,
  IdMapRefusals,
  SameMap,
  ReleaseDifferences,
  SourceRepository,
  StackEntries,
  StackIndex,
  ProfileExample,
  ProfileReaders,
};
