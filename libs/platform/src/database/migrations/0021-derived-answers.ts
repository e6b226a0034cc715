import { SqlMigration } from '../sql-migration.ts';

export class DerivedAnswers extends SqlMigration {
  readonly name = 'DerivedAnswers1764000000021';
  protected readonly sql = `
    -- What follows from what is recorded on a site's devices, in place of an answer by hand: [{ action, answer, comment }]
    alter table delivery_site add column derived_answers jsonb not null default '[]';
    alter table delivery_site drop constraint delivery_site_check2;
    alter table delivery_site add constraint delivery_site_answered
      check (not is_answered or acknowledgement_id is not null or derived_answers <> '[]');

    -- What devices answer is taken over by jobs too.
    grant execute on function publication_state to tasuki_system;
  `;
}
