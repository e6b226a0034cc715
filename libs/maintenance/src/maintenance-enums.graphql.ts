import { enumeration } from '#libs/platform';
import type { Weekday } from './local-time.ts';
import type {
  CheckList,
  Countersignature,
  Performer,
  Side,
  UpdateState,
  WithdrawalDecision,
} from './update-application.entity.ts';
import type { StepAct } from './update-step.entity.ts';

export const UpdateStateEnum = enumeration<UpdateState>('UpdateState', 'Where an update stands on one asset.', {
  PLANNED: 'To be done; no time is set.',
  SCHEDULED: 'To be done in the time that is set.',
  IN_PROGRESS: 'Begun.',
  APPLIED: 'Installed; whether it works was not looked at yet.',
  VERIFIED: 'Installed, and it was seen to work.',
  FAILED: 'Could not be installed.',
  ROLLED_BACK: 'The former release was put back.',
  DEFERRED: 'Put off to a day, with compensating controls until then.',
  NOT_APPLICABLE: 'Does not apply to this asset.',
});

export const PerformerEnum = enumeration<Performer>('UpdatePerformer', 'Who does the work.', {
  HOSPITAL: 'The hospital.',
  VENDOR_ON_SITE: 'The vendor, beside the device.',
  VENDOR_REMOTE: 'The vendor, over a remote connection.',
});

export const CountersignatureEnum = enumeration<Countersignature>(
  'Countersignature',
  'Whether the other side says that it was so.',
  {
    NOT_NEEDED: 'Nobody has to.',
    AWAITED: 'The countersigner has not answered.',
    COUNTERSIGNED: 'It was so.',
    DISPUTED: 'The countersigner says that it was not so, and why.',
  },
);

export const SideEnum = enumeration<Side>('Side', 'One of the two who deal with each other.', {
  HOSPITAL: 'The hospital.',
  VENDOR: 'The vendor.',
});

export const WithdrawalDecisionEnum = enumeration<WithdrawalDecision>(
  'WithdrawalDecision',
  'What becomes of an applied update whose package was withdrawn.',
  { KEEP: 'It stays installed.', ROLL_BACK: 'The former release is to be put back.' },
);

export const StepActEnum = enumeration<StepAct>('UpdateStepAct', 'What a step of an update was.', {
  MOVED: 'From one state to another.',
  CHECKED: 'Something of a list was ticked, or the tick taken back.',
  COUNTERSIGNED: 'The other side said that it was so.',
  DISPUTED: 'The other side said that it was not so.',
  HALTED: 'The package was withdrawn.',
  KEPT: 'The package was withdrawn, and it stays installed all the same.',
  TO_BE_ROLLED_BACK: 'The package was withdrawn, and the former release is to be put back.',
  REVISED: 'A later revision took the place of the one that it was planned by.',
  DEVICE_GONE: 'The device was retired or lent to another hospital: nothing more is done here.',
});

export const WeekdayEnum = enumeration<Weekday>('Weekday', 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
});

export const CheckListEnum = enumeration<CheckList>('UpdateCheckList', 'One of the lists of an update.', {
  PREREQUISITES: 'What has to be so before.',
  VERIFICATION_STEPS: 'What to look at afterwards.',
});

export const VerdictEnum = enumeration<'COUNTERSIGNED' | 'DISPUTED'>(
  'CountersignVerdict',
  'What the other side says.',
  {
    COUNTERSIGNED: 'It was so.',
    DISPUTED: 'It was not so; the note says why.',
  },
);
