import { Column, Entity, PrimaryColumn } from 'typeorm';
import { isStructured, type Finding, type Format, type Recognition } from '#libs/formats';
import { conflict, newId, type Id } from '#libs/kernel';
import { partSizeFor } from '#libs/platform';

export const UPLOAD_STATES = ['RECEIVING', 'VERIFYING', 'READY', 'REFUSED', 'EXPIRED', 'ABANDONED'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** How long an upload waits for its next part. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** How long a verified upload waits to be attached to a publication. */
export const READY_LIFETIME_MS = 7 * LIFETIME_MS;

/** PostgreSQL's bigint arrives as text. */
const byteCount = { to: (value: number) => value, from: (value: string) => Number(value) };

/** What the sender says of a file before a byte of it was sent. */
export interface DeclaredFile {
  name: string;
  sizeBytes: number;
  sha256: string;
  contentType: string;
}

/**
 * A file on its way in: RECEIVING → VERIFYING → READY | REFUSED; RECEIVING → EXPIRED | ABANDONED. Only a READY one can
 * be attached to a publication; one that is attached to nothing becomes EXPIRED too.
 */
@Entity('upload')
export class Upload {
  @PrimaryColumn('uuid') id!: Id<'Upload'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('text') contentType!: string;
  @Column('bigint', { transformer: byteCount }) partSizeBytes!: number;
  /** Where the bytes arrive. Once READY they are where `stored_object` says, under their hash. */
  @Column('text') objectKey!: string;
  @Column('text') multipartId!: string;
  @Column('text') state!: UploadState;
  @Column('text', { nullable: true }) mediaType!: string | null;
  @Column('boolean', { nullable: true }) isMachineReadable!: boolean | null;
  @Column('text', { nullable: true }) refusalReason!: string | null;
  @Column('jsonb') findings!: Finding[];
  @Column('uuid') createdBy!: Id;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;

  /** An upload that the store does not know of yet: it has no `multipartId`. */
  static begin(file: DeclaredFile, organisationId: Id<'Organisation'>, by: Id, now: Date): Upload {
    const id = newId<'Upload'>();
    return Object.assign(new Upload(), {
      ...file,
      id,
      organisationId,
      partSizeBytes: partSizeFor(file.sizeBytes),
      objectKey: `arrived/${id}`,
      state: 'RECEIVING',
      mediaType: null,
      isMachineReadable: null,
      refusalReason: null,
      findings: [],
      createdBy: by,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
    } satisfies Partial<Upload>);
  }

  /** @throws CONFLICT `upload.expired`, or `upload.not_receiving` when it was completed or given up. */
  assertReceiving(now: Date): void {
    if (this.state === 'EXPIRED' || (this.state === 'RECEIVING' && this.expiresAt <= now)) {
      throw conflict('upload.expired', 'This upload was not finished, or not attached, in time. Begin it again.');
    }
    if (this.state !== 'RECEIVING') {
      throw conflict('upload.not_receiving', `This upload takes no more parts: it is ${this.state}.`);
    }
  }

  /** A slow upload keeps itself alive by its parts. */
  keepAlive(now: Date): void {
    this.assertReceiving(now);
    this.expiresAt = new Date(now.getTime() + LIFETIME_MS);
  }

  /** All parts are there; what they are is now to be verified. */
  complete(now: Date): void {
    this.assertReceiving(now);
    this.state = 'VERIFYING';
  }

  /** @throws CONFLICT `upload.not_receiving` when its parts were already put together. */
  abandon(): void {
    if (this.state === 'VERIFYING' || this.state === 'READY') {
      throw conflict('upload.not_receiving', `This upload can no longer be abandoned: it is ${this.state}.`);
    }
    if (this.state === 'RECEIVING') this.state = 'ABANDONED';
  }

  /** Size and hash are as declared, and this is what the bytes are. */
  judge(recognition: Recognition): void {
    this.mediaType = recognition.mediaType;
    this.isMachineReadable = recognition.machineReadable;
    this.findings = recognition.findings;
  }

  /** Whether its bytes were found to be the declared ones, and only the place to keep them is still open. */
  get isJudged(): boolean {
    return this.mediaType !== null;
  }

  /** What was read out of it; null when nothing tried. */
  note(read: { format: Format | null; findings: readonly Finding[] } | null): void {
    this.isMachineReadable = read !== null && isStructured(read.format);
    this.findings = [...this.findings, ...(read?.findings ?? [])];
  }

  /** From now on it waits to be attached. @param read as `note` takes it. */
  accept(read: Parameters<Upload['note']>[0], now: Date): void {
    this.state = 'READY';
    this.note(read);
    this.expiresAt = new Date(now.getTime() + READY_LIFETIME_MS);
  }

  refuse(reason: string, findings: Finding[]): void {
    this.state = 'REFUSED';
    this.refusalReason = reason;
    this.findings = findings;
  }
}
