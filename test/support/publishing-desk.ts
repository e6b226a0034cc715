import { newId, type Id } from '#libs/kernel';
import { json, sendFile } from './files.ts';
import type { Hospital, Person, Vendor, World } from './world.ts';

const PAYLOAD = 'publication { id state revision seriesId isEditorial isSecondCheckPending }';
const mutation = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${PAYLOAD} } }`;

export const DRAFT = mutation('draftPublication', 'DraftPublicationInput');
export const EDIT = mutation('editPublication', 'EditPublicationInput');
export const SUBMIT = mutation('submitPublication', 'SubmitPublicationInput');
export const SEND_BACK = mutation('sendBackPublication', 'SendBackPublicationInput');
export const APPROVE = mutation('approvePublication', 'ApprovePublicationInput');
export const EMERGENCY = mutation('publishEmergency', 'PublishEmergencyInput');
export const CONFIRM = mutation('confirmSecondCheck', 'ConfirmSecondCheckInput');
export const WITHDRAW = mutation('withdrawPublication', 'WithdrawPublicationInput');
export const REVISE = mutation('draftRevision', 'DraftRevisionInput');
export const RECORD_OUTSIDE = mutation('recordOutsideRecipient', 'RecordOutsideRecipientInput');
export const PUBLICATION = `query ($id: ID!) { publication(id: $id) {
  id state titleEn severity tlp withdrawalReason vendor { id } releases { id version } actions { kind dueOn }
  artifacts { name sizeBytes sha256 mediaType isMachineReadable } revisions { revision state }
  namedHospitals { hospitalId emails } contributorIds outsideRecipients { hospitalName means sentOn }
  review { authorId approvedBy sentBackReason } } }`;
const FINDINGS = 'query ($id: ID!) { publication(id: $id) { findings { severity reason } } }';

/** What the people of a vendor do all day, for tests. */
export class Desk {
  readonly world: World;
  readonly vendor: Vendor;
  readonly releaseId: Id<'Release'>;

  private constructor(world: World, vendor: Vendor, releaseId: Id<'Release'>) {
    this.world = world;
    this.vendor = vendor;
    this.releaseId = releaseId;
  }

  static async open(world: World): Promise<Desk> {
    const vendor = await world.vendor();
    return new Desk(world, vendor, await release(world, vendor));
  }

  get publisher(): Person {
    return this.vendor.publisher;
  }

  get approver(): Person {
    return this.vendor.approver;
  }

  advisory(facts: object = {}): object {
    return {
      kind: 'ADVISORY',
      severity: 'CRITICAL',
      tlp: 'AMBER',
      titleEn: 'Buffer overflow in the viewer',
      releaseIds: [this.releaseId],
      actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-12-24' }],
      ...facts,
    };
  }

  async drafted(facts: object = {}, by = this.publisher): Promise<Id<'Publication'>> {
    const { draftPublication } = await by.graphql(DRAFT, { input: this.advisory(facts) });
    return draftPublication.publication.id as Id<'Publication'>;
  }

  async submitted(facts: object = {}): Promise<Id<'Publication'>> {
    const publicationId = await this.drafted(facts);
    await this.publisher.graphql(SUBMIT, { input: { publicationId } });
    return publicationId;
  }

  async published(facts: object = {}): Promise<Id<'Publication'>> {
    const publicationId = await this.submitted(facts);
    await this.approver.graphql(APPROVE, { input: await this.asRead(publicationId) });
    return publicationId;
  }

  /** A document sent as a file, published and delivered, whatever warnings there are. */
  async publishedDocument(kind: string, document: object, facts: object = {}): Promise<Id<'Publication'>> {
    const uploadId = await sendFile(this.publisher, 'document.json', json(document));
    const publicationId = await this.drafted({ kind, uploadIds: [uploadId], ...facts });
    const { publication } = await this.publisher.graphql(FINDINGS, { id: publicationId });
    const warnings = publication.findings.filter(({ severity }: { severity: string }) => severity === 'WARNING');
    const reasons = new Set<string>(warnings.map(({ reason }: { reason: string }) => reason));
    const justifications = [...reasons].map((reason) => ({ uploadId, reason, justification: 'A test.' }));
    await this.publisher.graphql(SUBMIT, { input: { publicationId, justifications } });
    await this.approver.graphql(APPROVE, { input: await this.asRead(publicationId) });
    await this.world.settled();
    return publicationId;
  }

  /** What an approver names who has just read it. */
  async asRead(publicationId: Id): Promise<{ publicationId: Id; submittedAt: string }> {
    const { rows } = await this.world.behind.query<{ submitted_at: Date }>(
      'select submitted_at from publication where id = $1',
      [publicationId],
    );
    const submittedAt = rows[0]?.submitted_at;
    if (!submittedAt) throw new Error('nobody submitted it');
    return { publicationId, submittedAt: submittedAt.toISOString() };
  }

  /** An upload as the verification left it; what is machine-readable was read as an SBOM of nothing. */
  async upload(
    facts: { state?: string; mediaType?: string; isMachineReadable?: boolean; by?: Id } = {},
  ): Promise<Id<'Upload'>> {
    const id = newId<'Upload'>();
    const { state = 'READY', mediaType = 'application/json', isMachineReadable = true } = facts;
    await this.world.behind.query(
      `insert into upload (id, organisation_id, name, size_bytes, sha256, content_type, part_size_bytes, object_key,
         multipart_id, state, media_type, is_machine_readable, created_by, created_at, expires_at)
       values ($1, $2, 'sbom.json', 5000000000, $3, 'application/json', 8388608, $4, 'm', $5, $6, $7, $8, now(), now() + interval '7 days')`,
      [
        id,
        this.vendor.id,
        id.replaceAll('-', '').repeat(2),
        `arrived/${id}`,
        state,
        mediaType,
        isMachineReadable,
        facts.by ?? this.publisher.userId,
      ],
    );
    if (mediaType === 'application/json' && isMachineReadable) {
      await this.world.behind.query(
        `insert into reading (upload_id, organisation_id, format, format_version, facts, completeness, component_count,
           statement_count, answer_count, read_at)
         values ($1, $2, 'CYCLONEDX_JSON', '1.6', '{}', '[]', 0, 0, 0, now())`,
        [id, this.vendor.id],
      );
    }
    return id;
  }

  /** Kinds and facts of what the trail says about a publication, oldest first. */
  async trailOf(publicationId: Id): Promise<{ kind: string; facts: Record<string, unknown> }[]> {
    const { rows } = await this.world.behind.query<{ kind: string; facts: string }>(
      `select kind, facts from trail.event where subject_id = $1 order by id`,
      [publicationId],
    );
    return rows.map(({ kind, facts }) => ({
      kind,
      facts: (JSON.parse(facts) as { facts: Record<string, unknown> }).facts,
    }));
  }
}

export async function release(world: World, vendor: { id: Id }, version = '1.0'): Promise<Id<'Release'>> {
  const [productId, releaseId] = [newId(), newId<'Release'>()];
  await world.behind.query(
    `insert into product (id, vendor_id, kind, name, is_connectable, created_at) values ($1, $2, 'DEVICE', 'Viewer', true, now())`,
    [productId, vendor.id],
  );
  await world.behind.query(
    `insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, $4, now())`,
    [releaseId, productId, vendor.id, version],
  );
  return releaseId;
}

export async function asset(
  world: World,
  hospital: Hospital,
  releaseId: Id,
  facts: { siteId?: Id; connections?: string[] } = {},
) {
  await world.behind.query(
    `insert into asset (id, hospital_id, site_id, release_id, connections, created_at) values ($1, $2, $3, $4, $5, now())`,
    [newId(), hospital.id, facts.siteId ?? hospital.siteId, releaseId, facts.connections ?? ['NETWORK']],
  );
}

export async function listed(world: World, vendor: { id: Id }, hospital: Hospital, releaseId: Id): Promise<void> {
  await world.behind.query(
    `insert into installed_base_line (id, vendor_id, hospital_id, release_id, created_at) values ($1, $2, $3, $4, now())`,
    [newId(), vendor.id, hospital.id, releaseId],
  );
}
