import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';

/** From when until when the vendor waited for the hospital. */
@Entity('request_pause')
export class RequestPause {
  @PrimaryColumn('uuid') id!: Id<'RequestPause'>;
  @Column('uuid') requestId!: Id<'InformationRequest'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('timestamptz') fromAt!: Date;
  /** Null while it waits. */
  @Column('timestamptz', { nullable: true }) untilAt!: Date | null;
}
