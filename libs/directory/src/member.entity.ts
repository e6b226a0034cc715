import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id, type Role } from '#libs/kernel';

export type MemberState = 'ACTIVE' | 'ENDED';

/** A person in an organisation. One account may be a member of several. */
@Entity('member')
export class Member {
  @PrimaryColumn('uuid') id!: Id<'Member'>;
  @Column('uuid') organisationId!: Id<'Organisation'>;
  @Column('uuid') userId!: Id<'User'>;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text', { array: true }) roles!: Role[];
  /** The sites that the member answers for; null: every site. */
  @Column('uuid', { array: true, nullable: true }) siteIds!: Id<'Site'>[] | null;
  @Column('boolean') isOutside!: boolean;
  @Column('text') state!: MemberState;
  @Column('timestamptz') createdAt!: Date;

  end(): void {
    if (this.state === 'ENDED') throw conflict('directory.member_already_ended', 'This membership has already ended.');
    this.state = 'ENDED';
  }
}
