import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import type { Id } from '#libs/kernel';
import { because, id, longText, text } from '#libs/platform';
import { FileFinding } from '../uploads/upload.graphql.ts';

@ObjectType('PublicationFinding', { description: 'Something that was found in a file of a publication.' })
export class PublicationFindingObject extends FileFinding {
  @Field(() => ID, { description: 'The upload that the file came by.' }) uploadId!: Id<'Upload'>;
  @Field(() => String, { description: 'The name of the file.' }) artifactName!: string;
  @Field(() => String, { nullable: true, description: 'Why it may stand, in the words of whoever submitted it.' })
  justification!: string | null;
}

@InputType({ description: 'Why the warnings of one kind in one file may stand.' })
export class JustificationInput {
  @Field(() => ID, { description: 'The upload that the file came by.' }) uploadId!: Id<'Upload'>;
  @Field(() => String, { description: 'The reason of the findings, as a stable key: formats.…' }) reason!: string;
  @Field(() => String, {
    description:
      'A word of justification. The approver reads it, and once published everybody who may read the publication.',
  })
  justification!: string;
}

export const justifications = z
  .array(z.strictObject({ uploadId: id<'Upload'>(), reason: text(100), justification: longText(2_000) }))
  .max(500)
  .refine(
    (list) => new Set(list.map(({ uploadId, reason }) => `${uploadId} ${reason}`)).size === list.length,
    because('input.repeated', 'Give one word for each kind of warning in each file.'),
  );
