import type { Enumeration } from '../../app/graphql.ts';
import { useTerm } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

const OF_STATUS = {
  AFFECTED: 'grave',
  COMPONENT_PRESENT_VENDOR_SILENT: 'warning',
  UNDER_INVESTIGATION: 'warning',
  UNKNOWN_NO_SBOM: 'notice',
  NOT_STATED: 'notice',
  FIXED: 'good',
  NOT_AFFECTED: 'good',
  COMPONENT_ABSENT: 'quiet',
} as const;

/** How a release stands to a vulnerability; that nobody says anything is as plain as what somebody says. */
export function ExposureTag({ status }: { status: Enumeration<'ExposureStatus'> }) {
  const term = useTerm();
  return <Tag tone={OF_STATUS[status]}>{term('ExposureStatus', status)}</Tag>;
}
