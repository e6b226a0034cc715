import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { OrganisationObject } from '#libs/directory';
import { because, ByteCount, connectionOf, enumeration } from '#libs/platform';
import type { FailedJob } from './failed-job.ts';
import type { HealthState, Verdict } from './health.ts';
import type { StorageState, StoredBytes } from './operations.repository.ts';

export const HealthStateEnum = enumeration<HealthState>('HealthState', 'How something fares.', {
  OK: 'As it should.',
  DEGRADED: 'It works, and wants to be looked at.',
  DOWN: 'It does not work.',
});

const StorageKindEnum = enumeration<'FOLDER' | 'S3'>('StorageKind', 'Where files are kept.', {
  FOLDER: 'In a folder of this server.',
  S3: 'In an object store.',
});

const MailKindEnum = enumeration<'FOLDER' | 'SMTP'>('MailKind', 'Where mails go.', {
  FOLDER: 'Into a folder, as files: no mail server is configured.',
  SMTP: 'To a mail server.',
});

const StorageStateEnum = enumeration<StorageState>('StorageState', 'What becomes of bytes.', {
  ATTACHED: 'Files of publications and of what hospitals filed.',
  PENDING: 'Uploads that are arriving, being verified, or not attached yet, by the size they announced.',
  ABANDONED: 'Nobody needs them: they are removed by and by.',
});

@ObjectType({ isAbstract: true })
abstract class Part implements Verdict {
  @Field(() => HealthStateEnum, { description: 'How it fares.' }) state!: HealthState;
  @Field(() => String, { nullable: true, description: 'What is wrong, in English; null when nothing is.' })
  error!: string | null;
}

@ObjectType({ description: 'The database.' })
class DatabaseHealth extends Part {
  @Field(() => ByteCount, { nullable: true, description: 'How large it is.' }) sizeBytes!: number | null;
  @Field(() => String, { nullable: true, description: "PostgreSQL's version." }) serverVersion!: string | null;
}

@ObjectType({ description: 'Where files are kept.' })
class StorageHealth extends Part {
  @Field(() => StorageKindEnum, { description: 'What it is.' }) kind!: 'FOLDER' | 'S3';
  @Field(() => ByteCount, { nullable: true, description: 'Room left; null where the store does not tell.' })
  freeBytes!: number | null;
}

@ObjectType({ description: 'Where mails go.' })
class MailHealth extends Part {
  @Field(() => MailKindEnum, { description: 'What it is.' }) kind!: 'FOLDER' | 'SMTP';
  @Field(() => Int, { nullable: true, description: 'Mails that could not be sent at the first attempt and wait.' })
  failingMails!: number | null;
}

@ObjectType({ description: 'The public log, and the sequencer that extends it.' })
class LogHealth extends Part {
  @Field(() => Float, { nullable: true, description: 'Entries under the newest checkpoint.' }) size!: number | null;
  @Field(() => Date, { nullable: true, description: 'When it was signed.' }) checkpointAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'Events without a place in the log yet.' })
  waitingEvents!: number | null;
  @Field(() => Date, { nullable: true, description: 'When the oldest of them was recorded.' })
  oldestWaitingAt!: Date | null;
}

@ObjectType({ description: 'The queue of what happens after a change.' })
class JobsHealth extends Part {
  @Field(() => Int, { nullable: true, description: 'Processes that take jobs.' }) workers!: number | null;
  @Field(() => Int, { nullable: true, description: 'Jobs that are due and not taken yet.' }) waiting!: number | null;
  @Field(() => Int, { nullable: true, description: 'Jobs being done.' }) running!: number | null;
  @Field(() => Int, { nullable: true, description: 'Jobs that failed; failedJobs lists them.' }) failed!: number | null;
  @Field(() => Date, { nullable: true, description: 'Since when the oldest due job waits.' })
  oldestWaitingAt!: Date | null;
}

@ObjectType('SystemHealth', { description: 'How the portal fares, as the process that answers sees it.' })
export class SystemHealthObject {
  @Field(() => HealthStateEnum, { description: 'The worst of the parts.' }) state!: HealthState;
  @Field(() => String, { description: "This program's version." }) version!: string;
  @Field(() => Date, { description: 'When the process that answers was started.' }) startedAt!: Date;
  @Field(() => Int, { description: 'For how long it has run.' }) uptimeSeconds!: number;
  @Field(() => DatabaseHealth, { description: 'The database.' }) database!: DatabaseHealth;
  @Field(() => StorageHealth, { description: 'The store of files.' }) storage!: StorageHealth;
  @Field(() => MailHealth, { description: 'Mail.' }) mail!: MailHealth;
  @Field(() => LogHealth, { description: 'The public log.' }) log!: LogHealth;
  @Field(() => JobsHealth, { description: 'The job queue.' }) jobs!: JobsHealth;
}

@ObjectType('FailedJob', { description: 'A job that failed. What it was about is not shown.' })
export class FailedJobObject implements Omit<FailedJob, 'isRunning'> {
  @Field(() => ID, { description: "The queue's number of it." }) id!: string;
  @Field(() => String, { description: 'What was to be done: `engagement.deliver`.' }) kind!: string;
  @Field(() => Int, { description: 'How often it was tried.' }) attempts!: number;
  @Field(() => Int, { description: 'How often it is tried at most.' }) maxAttempts!: number;
  @Field(() => Boolean, { description: 'It is not tried again unless somebody says so.' }) isExhausted!: boolean;
  @Field(() => String, { description: 'Why it failed last: one line, without mail addresses.' }) lastError!: string;
  @Field(() => Date, { description: 'When it last failed or was put off.' }) failedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it is tried again; null when it is not.' })
  nextAttemptAt!: Date | null;
}
export const FailedJobConnection = connectionOf(FailedJobObject, 'FailedJob');

@InputType({ description: 'Which failed job to try again.' })
export class RetryJobInput {
  @Field(() => ID, { description: 'The job.' }) jobId!: string;
}
export const retryJob = z.object({
  jobId: z.string().regex(/^\d{1,18}$/, because('input.not_an_id', 'This is not the number of a job.')),
});

@ObjectType({ description: 'How many bytes are in one state.' })
class StorageStateUsage implements StoredBytes {
  @Field(() => StorageStateEnum, { description: 'What becomes of them.' }) state!: StorageState;
  @Field(() => Int, { description: 'How many objects, or uploads.' }) objects!: number;
  @Field(() => ByteCount, { description: 'How many bytes.' }) sizeBytes!: number;
}

@ObjectType({ description: "How much room one organisation's attached files take." })
class OrganisationStorage {
  @Field(() => OrganisationObject, { description: 'The organisation.' }) organisation!: OrganisationObject;
  @Field(() => Int, { description: 'How many different files.' }) files!: number;
  @Field(() => ByteCount, { description: 'How many bytes.' }) sizeBytes!: number;
}

@ObjectType('StorageUsage', { description: 'What takes room in the store of files.' })
export class StorageUsageObject {
  @Field(() => [StorageStateUsage], { description: 'One for each state, in their order.' })
  byState!: StorageStateUsage[];
  @Field(() => ByteCount, { nullable: true, description: 'Room left; null where the store does not tell.' })
  freeBytes!: number | null;
  @Field(() => [OrganisationStorage], { description: 'Who takes most, at most ten.' }) largest!: OrganisationStorage[];
}
