import ProfileChecker from '../islands/seccomp/Shell.astro';
import UidMap from '../islands/uid-map/Shell.astro';
import CallRoad from './figures/CallRoad.astro';
import CapabilitySets from './figures/CapabilitySets.astro';
import EightViews from './figures/EightViews.astro';
import FilterProgram from './figures/FilterProgram.astro';
import HoleInMap from './figures/HoleInMap.astro';
import IdLine from './figures/IdLine.astro';
import KernelsBetween from './figures/KernelsBetween.astro';
import LabStates from './figures/LabStates.astro';
import LimitTree from './figures/LimitTree.astro';
import MapBridge from './figures/MapBridge.astro';
import NestedCalls from './figures/NestedCalls.astro';
import ProfileReaders from './figures/ProfileReaders.astro';
import RoadsTo from './figures/RoadsTo.astro';
import TenYears from './figures/TenYears.astro';
import ThreeLines from './figures/ThreeLines.astro';
import ThreeRoots from './figures/ThreeRoots.astro';
import Aside from './prose/Aside.astro';
import Iceberg from './prose/BergFigure.astro';
import CheckExamples from './prose/CheckExamples.astro';
import Comparison from './prose/Comparison.astro';
import Count from './prose/Count.astro';
import DaemonBar from './prose/DaemonBar.astro';
import DecisionTree from './prose/DecisionTree.astro';
import Exercise from './prose/Exercise.astro';
import Figure from './prose/Figure.astro';
import FilterStepper from './prose/FilterStepper.astro';
import HostCommand from './prose/HostCommand.astro';
import Moved from './prose/Moved.astro';
import RefusedWhy from './prose/RefusedWhy.astro';
import StackTable from './prose/StackTable.astro';
import StaleCopy from './prose/StaleCopy.astro';
import StartMessages from './prose/StartMessages.astro';
import TeachingProfile from './prose/TeachingProfile.astro';
import ThenNow from './prose/ThenNow.astro';
import TraceLink from './prose/TraceLink.astro';
import Transcript from './prose/Transcript.astro';

// What a chapter may name. Prose holds no logic: it gives these their words and states.

export const mdxComponents = {
  Aside,
  CallRoad,
  EightViews,
  CapabilitySets,
  CheckExamples,
  Comparison,
  Count,
  Exercise,
  DaemonBar,
  DecisionTree,
  Figure,
  FilterProgram,
  FilterStepper,
  HoleInMap,
  HostCommand,
  Moved,
  Iceberg,
  LimitTree,
  IdLine,
  KernelsBetween,
  LabStates,
  MapBridge,
  NestedCalls,
  ProfileChecker,
  RefusedWhy,
  ProfileReaders,
  RoadsTo,
  StackTable,
  StaleCopy,
  StartMessages,
  TenYears,
  TeachingProfile,
  ThenNow,
  ThreeLines,
  ThreeRoots,
  TraceLink,
  Transcript,
  UidMap,
};
