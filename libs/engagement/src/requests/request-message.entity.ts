import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import type { KeptUpload } from '#libs/publishing';
import type { InformationRequest } from './information-request.entity.ts';

export const MESSAGE_KINDS = ['QUESTION', 'REPLY', 'ANSWER', 'DECLINE', 'REOPENING'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What was said about a request, as plain text. Never changed. */
@Entity('request_message')
export class RequestMessage {
  @PrimaryColumn('uuid') id!: Id<'RequestMessage'>;
  @Column('uuid') requestId!: Id<'InformationRequest'>;
  @Column('text') kind!: MessageKind;
  /** The side that wrote it. */
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('uuid', { nullable: true }) userId!: Id<'User'> | null;
  @Column('uuid', { nullable: true }) apiKeyId!: Id<'ApiKey'> | null;
  /** As the writer was called then: neither side reads the list of the other's members. Null for a program. */
  @Column('text', { nullable: true }) authorName!: string | null;
  @Column('text') words!: string;
  /** A note that the other side never sees. */
  @Column('boolean') isInternal!: boolean;
  @Column('boolean') waitsForHospital!: boolean;
  @Column('timestamptz') writtenAt!: Date;

  static of(
    { id: requestId }: InformationRequest,
    kind: MessageKind,
    words: string,
    { actor, organisationId }: Ctx,
    now: Date,
    facts: Partial<Pick<RequestMessage, 'isInternal' | 'waitsForHospital'>> = {},
  ): RequestMessage {
    return Object.assign(new RequestMessage(), {
      id: newId<'RequestMessage'>(),
      requestId,
      kind,
      organisationId,
      userId: actor.userId,
      apiKeyId: actor.apiKeyId,
      authorName: actor.person?.name ?? null,
      words,
      isInternal: false,
      waitsForHospital: false,
      ...facts,
      writtenAt: now,
    });
  }
}

/** What was said, with the files that go with it. */
export type SaidMessage = RequestMessage & { attachments: readonly KeptUpload[] };
