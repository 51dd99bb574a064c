// `#solve` where all of the engine is there from the start; inPage.ts loads it later.

export { isAssignedToRoot } from '../advise/remedy/hostIdRemedy.ts';
export { hostRootRefusal } from '../solve/configs/PlanConfig.ts';
export { solve } from '../solve/solve.ts';
export { planConfigs, toolMakers } from './allTools.ts';
