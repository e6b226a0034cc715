import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { Urgency } from './information-request.entity.ts';

/** Within how many hours, of the day and of the night, a vendor promises to answer. */
@Entity('response_promise')
export class ResponsePromise {
  @PrimaryColumn('uuid') vendorId!: Id<'Organisation'>;
  @PrimaryColumn('text') urgency!: Urgency;
  @Column('int') hours!: number;
  @Column('timestamptz') publishedAt!: Date;
}
