import { Column as Stored, Entity, PrimaryColumn } from 'typeorm';
import { conflict, invalidInput, newId, type Id } from '#libs/kernel';
import { columnOf, type Column, COLUMNS_OF, type TableAbout } from './words.ts';

export const IMPORT_STATES = ['MAPPING', 'CHECKING', 'CHECKED', 'APPLYING', 'APPLIED', 'DISCARDED'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const ROW_VERDICTS = ['NEW', 'CHANGED', 'SAME', 'WRONG'] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/**
 * A table of devices on its way into the hospital's assets, or into a vendor's installed-base list: nothing of it is
 * there before it is applied.
 */
@Entity('asset_import')
export class AssetImport {
  @PrimaryColumn('uuid') id!: Id<'AssetImport'>;
  @Stored('uuid') organisationId!: Id<'Organisation'>;
  @Stored('text') about!: TableAbout;
  @Stored('text') fileName!: string;
  /** Of the file, in hexadecimal digits. */
  @Stored('text') sha256!: string;
  @Stored('text', { array: true }) header!: readonly string[];
  /** What each column of the header says; null: it is left out. */
  @Stored('text', { array: true }) columns!: readonly (Column | null)[];
  @Stored('text') state!: ImportState;
  @Stored('int') rowCount!: number;
  /** So many of the rows are checked, or applied. */
  @Stored('int') doneCount!: number;
  @Stored('timestamptz') createdAt!: Date;
  @Stored('timestamptz', { nullable: true }) appliedAt!: Date | null;

  static of(
    owner: Pick<AssetImport, 'organisationId' | 'about'>,
    file: { fileName: string; sha256: string; header: readonly string[]; rowCount: number },
    now: Date,
  ): AssetImport {
    return Object.assign(new AssetImport(), {
      id: newId(),
      ...owner,
      ...file,
      columns: onceEach(file.header.map((header) => columnOf(owner.about, header))),
      state: 'MAPPING' as const,
      doneCount: 0,
      createdAt: now,
      appliedAt: null,
    });
  }

  /**
   * What the columns say; the rows are checked anew.
   * @throws CONFLICT `inventory.import_is_over`, INVALID_INPUT `inventory.column_named_twice`, `inventory.columns_missing`,
   *   `inventory.column_not_of_table`
   */
  map(columns: readonly (Column | null)[]): void {
    this.refuseOver();
    if (columns.length !== this.header.length) {
      const message = `Say for each of the ${this.header.length} columns what it is; null leaves it out.`;
      throw invalidInput('inventory.columns_missing', message, [
        { path: 'columns', reason: 'inventory.columns_missing', message },
      ]);
    }
    const said = columns.filter((column) => column !== null);
    const strange = said.find((column) => !COLUMNS_OF[this.about].includes(column));
    if (strange) {
      const message = `${strange} says nothing here: choose what such a table tells.`;
      throw invalidInput('inventory.column_not_of_table', message, [
        { path: 'columns', reason: 'inventory.column_not_of_table', message },
      ]);
    }
    const twice = said.find((column, i) => said.indexOf(column) !== i);
    if (twice) {
      const message = `${twice} stands twice: two columns cannot say the same of a device.`;
      throw invalidInput('inventory.column_named_twice', message, [
        { path: 'columns', reason: 'inventory.column_named_twice', message },
      ]);
    }
    this.columns = columns;
    this.checkAnew();
  }

  checkAnew(): void {
    this.refuseOver();
    this.state = 'CHECKING';
    this.doneCount = 0;
  }

  /** @throws CONFLICT `inventory.import_not_checked` */
  apply(): void {
    if (this.state !== 'CHECKED') {
      throw conflict('inventory.import_not_checked', 'Let every row be checked first (continueAssetImport).');
    }
    this.state = 'APPLYING';
    this.doneCount = 0;
  }

  /** @throws CONFLICT `inventory.import_is_over` */
  discard(): void {
    this.refuseOver();
    this.state = 'DISCARDED';
  }

  /** So many more rows are done with. */
  advance(rows: number, now: Date): void {
    this.doneCount += rows;
    if (this.doneCount < this.rowCount) return;
    if (this.state === 'CHECKING') this.state = 'CHECKED';
    if (this.state === 'APPLYING') [this.state, this.appliedAt] = ['APPLIED', now];
  }

  get isRunning(): boolean {
    return this.state === 'CHECKING' || this.state === 'APPLYING';
  }

  private refuseOver(): void {
    if (this.state !== 'MAPPING' && this.state !== 'CHECKING' && this.state !== 'CHECKED') {
      throw conflict('inventory.import_is_over', 'This import was applied, or is being applied, or was discarded.');
    }
  }
}

/** The first column of a name counts. */
const onceEach = (columns: readonly (Column | null)[]): (Column | null)[] =>
  columns.map((column, i) => (column !== null && columns.indexOf(column) === i ? column : null));
