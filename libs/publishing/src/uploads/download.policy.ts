import type { Id } from '#libs/kernel';
import type { Policy } from '#libs/platform';
import { PUBLIC_STATES, TLPS_OF_MANDATES, type PublicationState, type Tlp } from '../publication.words.ts';

/** An artifact as somebody who wants its bytes meets it: whose it is, and what stands on its publication. */
export class Download {
  artifactId!: Id<'Artifact'>;
  publicationId!: Id<'Publication'>;
  uploadId!: Id<'Upload'>;
  vendorId!: Id<'Organisation'>;
  name!: string;
  sizeBytes!: number;
  sha256!: string;
  /** Of the publication, as its `tlp`. */
  state!: PublicationState;
  tlp!: Tlp;
  /** There is an active relationship, so the vendor may know that this organisation reads it. */
  isVendorInformed!: boolean;
}

const wasPublished = { state: { $in: PUBLIC_STATES } };

/** As the publication itself is read: row-level security says to whom it was delivered; operator and auditor read none. */
export const downloadPolicy: Policy = ({ organisationId, organisationKind, isVendor }, can) => {
  if (!organisationId) return;
  if (isVendor) {
    can('request', Download, { vendorId: organisationId });
    can('request', Download, { ...wasPublished, tlp: 'CLEAR' });
  }
  if (organisationKind === 'SERVICE_PROVIDER') {
    can('request', Download, { ...wasPublished, tlp: { $in: TLPS_OF_MANDATES } });
  }
  if (organisationKind === 'HOSPITAL') can('request', Download, { ...wasPublished });
  if (organisationKind === 'REGULATOR') {
    can('request', Download, { ...wasPublished, tlp: { $in: ['CLEAR', 'GREEN'] } });
  }
};
