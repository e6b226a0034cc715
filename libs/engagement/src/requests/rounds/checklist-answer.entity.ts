import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InformationRequest } from '../information-request.entity.ts';
import type { ChecklistAnswerValue } from './checklists.ts';

/** What a vendor says to one item. */
@Entity('checklist_answer')
export class ChecklistAnswer {
  @PrimaryColumn('uuid') requestId!: InformationRequest['id'];
  @Column('uuid') vendorId!: InformationRequest['vendorId'];
  @PrimaryColumn('text') item!: string;
  @Column('text') answer!: ChecklistAnswerValue;
  @Column('date') confirmedOn!: string;
  /** By when it will be so, of a NO. */
  @Column('date', { nullable: true }) targetOn!: string | null;
  @Column('text', { nullable: true }) remark!: string | null;
  @Column('timestamptz') answeredAt!: Date;
}
