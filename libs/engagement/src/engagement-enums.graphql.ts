import { enumeration } from '#libs/platform';
import type { AnswerWord } from './answers.ts';
import type { Coverage, SiteState } from './delivery-site.entity.ts';
import type { DeliveryState, Notice } from './delivery.entity.ts';
import type { InboxSort, InboxState } from './inbox.repository.ts';
import type { RecipientState } from './progress.repository.ts';

export const NoticeEnum = enumeration<Notice>('Notice', 'What a delivery brings.', {
  PUBLICATION: 'A published revision.',
  WITHDRAWAL: 'That a revision was withdrawn.',
});

export const DeliveryStateEnum = enumeration<DeliveryState>(
  'DeliveryState',
  'Where a delivery stands in the hospital.',
  {
    OPEN: 'A site still has to answer.',
    ANSWERED: 'Every site that was asked has answered.',
    FOR_INFORMATION: 'Nothing is asked.',
    CLOSED: 'A later revision or a withdrawal took its place.',
  },
);

export const SiteStateEnum = enumeration<SiteState>('DeliverySiteState', 'Where one site stands with a delivery.', {
  UNSEEN: 'Nobody opened it.',
  VIEWED: 'Opened.',
  ACKNOWLEDGED: 'Acknowledged, with an answer to each thing asked.',
});

export const CoverageEnum = enumeration<Coverage>('Coverage', 'Who answers for a site.', {
  COVERED: 'It answers for itself.',
  COVERED_BY: 'Another site answers for it.',
  NOT_COVERED: 'Nobody does: a gap, and still open.',
});

export const AnswerEnum = enumeration<AnswerWord>('ActionAnswerWord', 'What can be said to what is asked.', {
  DONE: 'To ACKNOWLEDGE: received and read.',
  AFFECTED: 'To REPORT_AFFECTED: devices are affected.',
  NOT_AFFECTED: 'To REPORT_AFFECTED: none is.',
  INVESTIGATING: 'To REPORT_AFFECTED: being looked into.',
  WILL_APPLY: 'To APPLY_UPDATE: planned.',
  APPLIED: 'To APPLY_UPDATE: done.',
  NOT_APPLICABLE: 'To APPLY_UPDATE: it does not fit the devices here.',
  DEFERRED: 'To APPLY_UPDATE: put off; the comment says why.',
  REPLACE: 'To DECIDE_END_OF_SUPPORT: the devices are replaced.',
  ISOLATE: 'To DECIDE_END_OF_SUPPORT: the devices are isolated.',
  ACCEPT_RISK: 'To DECIDE_END_OF_SUPPORT: the risk is accepted, by a manager.',
  EXTENDED_SUPPORT: 'To DECIDE_END_OF_SUPPORT: support is prolonged by contract.',
  REPLIED: 'To REPLY: the comment is the reply.',
});

export const InboxStateEnum = enumeration<InboxState>('InboxState', 'Which part of the inbox.', {
  UNREAD: 'A site has not opened it.',
  OPEN: 'A site still has to answer.',
  OVERDUE: 'Open, and its date is past.',
  DUE_SOON: 'Open, and due today or within seven days.',
  ANSWERED: 'Every site that was asked has answered.',
  ALL: 'Everything, also what was superseded or withdrawn.',
});

export const InboxSortEnum = enumeration<InboxSort>('InboxSort', 'The order of the inbox.', {
  NEWEST: 'Latest delivery first.',
  DUE: 'Soonest date first; what has none comes last.',
  SEVERITY: 'Gravest first, of those the latest.',
});

export const RecipientStateEnum = enumeration<RecipientState>('RecipientState', 'Which recipients of a publication.', {
  UNREAD: 'A site has not opened it.',
  OPEN: 'A site still has to answer.',
  OVERDUE: 'Open, and the date is past.',
  ANSWERED: 'Every site that was asked has answered.',
  FOR_INFORMATION: 'Asked nothing.',
  ALL: 'All of them.',
});
