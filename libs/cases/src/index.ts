import { CaseClock } from './case-clock.entity.ts';
import { CaseEntry } from './case-entry.entity.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseInternals } from './case-internals.entity.ts';
import { CaseParty } from './case-party.entity.ts';
import { Case } from './case.entity.ts';

export { CaseService } from './case.service.ts';
export { PartyService } from './party.service.ts';
export { TimelineService } from './timeline.service.ts';
export { CasesModule } from './cases.module.ts';
export const caseEntities = [Case, CaseClock, CaseEntry, CaseFile, CaseInternals, CaseParty];
