import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { KeptUpload } from '#libs/publishing';
import type { RequestMessage } from './request-message.entity.ts';

/** PostgreSQL's bigint arrives as text. */
const byteCount = { to: (value: number) => value, from: (value: string) => Number(value) };

/** A file that goes with a message. Whoever sees the message may have it, under the id of its upload. */
@Entity('request_attachment')
export class RequestAttachment {
  @PrimaryColumn('uuid') id!: Id<'RequestAttachment'>;
  @Column('uuid') messageId!: Id<'RequestMessage'>;
  @Column('uuid') requestId!: RequestMessage['requestId'];
  /** The side that sent it. */
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('boolean') isInternal!: boolean;
  @Column('uuid') uploadId!: Id<'Upload'>;
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('bigint', { transformer: byteCount }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('text') mediaType!: string;

  static of(
    { id: messageId, requestId, organisationId, isInternal }: RequestMessage,
    { id: uploadId, ...file }: KeptUpload,
    position: number,
  ): RequestAttachment {
    const ids = { id: newId<'RequestAttachment'>(), messageId, requestId, organisationId, isInternal, uploadId };
    return Object.assign(new RequestAttachment(), { ...ids, ...file, position });
  }
}
