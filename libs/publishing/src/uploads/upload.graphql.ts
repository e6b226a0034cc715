import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ByteCount, enumeration } from '#libs/platform';
import type { UploadState } from './upload.entity.ts';

const UploadStateEnum = enumeration<UploadState>('UploadState', 'Where an upload stands.', {
  RECEIVING: 'Its parts are arriving.',
  VERIFYING: 'All parts are there; size, hash and type are being verified.',
  READY: 'Verified; it can be attached to a publication.',
  REFUSED: 'The bytes are not what was declared; they were thrown away.',
  EXPIRED:
    'No part arrived for 24 hours, or no publication took the file for 7 days; what had arrived was thrown away.',
  ABANDONED: 'Given up by its sender; what had arrived was thrown away.',
});

const FindingSeverityEnum = enumeration('FindingSeverity', 'How much a finding matters.', {
  ERROR: 'It cannot be submitted with it; some errors have the file refused at once.',
  WARNING: 'To be looked at: submitting with it needs a word of justification.',
  HINT: 'Good to know.',
});

@ObjectType({ description: 'Where in a file something was found, as far as the format has such places.' })
class FilePlace {
  @Field(() => Int, { nullable: true, description: 'The line, from 1.' }) line?: number;
  @Field(() => Int, { nullable: true, description: 'The character in the line, from 1.' }) column?: number;
  @Field(() => String, {
    nullable: true,
    description: 'A JSON pointer, /components/3/name; in XML the path of elements, /bom/components/component[4]/name.',
  })
  pointer?: string;
  @Field(() => String, { nullable: true, description: 'A cell of a workbook: MDS2!C17.' }) cell?: string;
}

@ObjectType({ description: 'Something that was found in a file.' })
export class FileFinding {
  @Field(() => FindingSeverityEnum, { description: 'How much it matters.' })
  severity!: string;

  @Field(() => String, { description: 'What it is, as a stable key: formats.json_malformed.' })
  reason!: string;

  @Field(() => String, { description: 'What it is, in English.' })
  detail!: string;

  @Field(() => String, { nullable: true, description: 'What to do about it, in English.' })
  advice?: string;

  @Field(() => FilePlace, { nullable: true, description: 'Where it is.' })
  place?: FilePlace;
}

@ObjectType('UploadPart', { description: 'One part of an upload.' })
export class UploadPartType {
  @Field(() => Int, { description: 'Its number, from 1. It begins at (number - 1) × partSizeBytes.' })
  number!: number;

  @Field(() => ByteCount, { description: 'How many bytes it has, exactly.' })
  sizeBytes!: number;

  @Field(() => Boolean, { description: 'Whether it is known to have arrived.' })
  isReceived!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to PUT its bytes within an hour, without a session. Ask for the upload again for fresh ones. Null when no part is awaited, or none from you.',
  })
  url!: string | null;
}

@ObjectType('Upload', { description: 'A file on its way in, sent in parts that may be repeated and resumed.' })
export class UploadType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'The name of the file.' })
  name!: string;

  @Field(() => ByteCount, { description: 'How many bytes the file has, as declared.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'The SHA-256 of the file, as declared, in lower-case hexadecimal.' })
  sha256!: string;

  @Field(() => String, { description: 'What the sender says it is.' })
  contentType!: string;

  @Field(() => UploadStateEnum, { description: 'Where it stands.' })
  state!: string;

  @Field(() => ByteCount, { description: 'How many bytes each part but the last has.' })
  partSizeBytes!: number;

  @Field(() => Date, {
    description: 'When it is given up unless another part arrives or, once READY, unless a publication has it.',
  })
  expiresAt!: Date;

  @Field(() => Date, { description: 'When it was begun.' })
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'What it is, judged from the bytes; null before that.' })
  mediaType!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a program can read facts out of it; null before it was judged. A PDF is not machine-readable.',
  })
  isMachineReadable!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused, as a stable key: upload.sha256_mismatch, upload.size_mismatch, formats.…',
  })
  refusalReason!: string | null;

  @Field(() => [FileFinding], { description: 'What was found in it.' })
  findings!: FileFinding[];
}

@InputType({ description: 'What is going to be sent.' })
export class BeginUploadInput {
  @Field(() => String, { description: 'The name of the file: 1 to 255 characters, without a path.' })
  name!: string;

  @Field(() => ByteCount, { description: 'How many bytes it has: at least 1.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'Its SHA-256, as 64 hexadecimal digits.' })
  sha256!: string;

  @Field(() => String, { description: 'What it is: application/json. The type is judged from the bytes afterwards.' })
  contentType!: string;
}

@InputType({ description: 'A part that was sent.' })
export class SentPartInput {
  @Field(() => Int, { description: 'Its number.' })
  number!: number;

  @Field(() => String, { description: 'The ETag header that the PUT was answered with.' })
  etag!: string;
}

@InputType({ description: 'Parts that the object store took.' })
export class RecordUploadPartsInput {
  @Field(() => ID, { description: 'The upload.' })
  uploadId!: string;

  @Field(() => [SentPartInput], { description: 'The parts that were sent.' })
  parts!: SentPartInput[];
}

@InputType({ description: 'An upload whose parts were all sent.' })
export class CompleteUploadInput {
  @Field(() => ID, { description: 'The upload.' })
  uploadId!: string;

  @Field(() => [SentPartInput], {
    nullable: true,
    description: 'Parts that were sent and not recorded yet. Not needed where this server takes the parts itself.',
  })
  parts?: SentPartInput[] | null;
}

@InputType({ description: 'An upload that is given up.' })
export class AbandonUploadInput {
  @Field(() => ID, { description: 'The upload.' })
  uploadId!: string;
}

@ObjectType({ description: 'The upload that was begun.' })
export class BeginUploadPayload {
  @Field(() => UploadType, { description: 'The upload, with where to send its parts.' })
  upload!: UploadType;
}

@ObjectType({ description: 'The upload whose parts were recorded.' })
export class RecordUploadPartsPayload {
  @Field(() => UploadType, { description: 'The upload.' })
  upload!: UploadType;
}

@ObjectType({ description: 'The upload that was completed.' })
export class CompleteUploadPayload {
  @Field(() => UploadType, { description: 'The upload; its state tells when it is READY or REFUSED.' })
  upload!: UploadType;
}

@ObjectType({ description: 'The upload that was given up.' })
export class AbandonUploadPayload {
  @Field(() => UploadType, { description: 'The upload.' })
  upload!: UploadType;
}

@InputType({ description: 'A file of a publication, or of a document that your hospital filed.' })
export class RequestDownloadInput {
  @Field(() => ID, {
    description: 'The artifact, the file of a filed document, or the upload that is evidence of an update.',
  })
  artifactId!: string;
}

@ObjectType({ description: 'A short-lived link to a file; that it was given out is recorded in the trail.' })
export class RequestDownloadPayload {
  @Field(() => String, {
    description: 'Where to GET the bytes, whole or in ranges.',
  })
  url!: string;

  @Field(() => Date, { description: 'Until when a download can be started there.' })
  expiresAt!: Date;
}
