import { normalisedName, type ComponentQuery, type VexStatus } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { StoredComponent } from '#libs/publishing';
import type { ReleaseStanding } from '../vulnerabilities/release-standing.ts';
import { isMeant } from './component-criteria.ts';
import type { ComponentPlace } from './component.repository.ts';

/** Before all components of the file that says so. */
export const WHOLE_RELEASE = -1;

/** One find of a search in components. For policies: the right to search at all. */
export class ComponentMatch implements ComponentPlace {
  releaseId!: Id<'Release'>;
  uploadId!: Id<'Upload'>;
  position!: number;
  publicationId!: Id<'Publication'> | null;
  filedDocumentId!: Id<'FiledDocument'> | null;
  /** null: a statement about the vulnerability that was asked for is about the release as a whole. */
  component: StoredComponent | null = null;
  /** False when its version cannot be held against what was asked. */
  isVersionCertain = true;
  /** What the statement says of the release. */
  status: VexStatus | null = null;

  static at({ releaseId, uploadId, position, publicationId, filedDocumentId }: ComponentPlace): ComponentMatch {
    return Object.assign(new ComponentMatch(), { releaseId, uploadId, position, publicationId, filedDocumentId });
  }

  static ofRelease(standing: ReleaseStanding): ComponentMatch {
    const { statement, status } = standing;
    const place = { ...standing, uploadId: statement.uploadId, position: WHOLE_RELEASE };
    return Object.assign(ComponentMatch.at(place), { status });
  }

  /** What stands there, and whether it is for certain what was asked. */
  fill(query: ComponentQuery, component: StoredComponent | null): void {
    if (!component) return;
    const { group, name, version, cpe } = component;
    const identity = { nameKey: normalisedName(group ? `${group}/${name}` : name), purlBase: null, cpe, version };
    this.component = component;
    this.isVersionCertain = isMeant(query, identity) === true && (version !== null || query.vulnerability === null);
  }
}
