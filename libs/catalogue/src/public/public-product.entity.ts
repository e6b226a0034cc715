import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import type { IdentifierScheme } from '../identifier.ts';
import type { ProductKind } from '../product.entity.ts';
import { isShortNotice, type Stage } from '../release.entity.ts';

/** A vendor, as far as anybody may know it. */
export interface PublicVendor {
  id: Id<'Organisation'>;
  name: string;
  englishName: string | null;
}

/** A product as anybody may know it: a row of the view that is the wall (ADR 0014). */
@Entity('public_product', { synchronize: false })
export class PublicProduct {
  @PrimaryColumn('uuid') id!: Id<'Product'>;
  @Column('text') kind!: ProductKind;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) englishName!: string | null;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') vendorName!: string;
  @Column('text', { nullable: true }) vendorEnglishName!: string | null;
  @Column('text') vendorState!: string;

  get vendor(): PublicVendor {
    return { id: this.vendorId, name: this.vendorName, englishName: this.vendorEnglishName };
  }
}

@Entity('public_product_identifier', { synchronize: false })
export class PublicProductIdentifier {
  @PrimaryColumn('uuid') id!: Id<'ProductIdentifier'>;
  @Column('uuid') productId!: Id<'Product'>;
  @Column('text') scheme!: IdentifierScheme;
  @Column('text') value!: string;
}

@Entity('public_release', { synchronize: false })
export class PublicRelease {
  @PrimaryColumn('uuid') id!: Id<'Release'>;
  @Column('uuid') productId!: Id<'Product'>;
  @Column('text') version!: string;
  @Column('date', { nullable: true }) releasedOn!: string | null;
  @Column('text') stage!: Stage;
  @Column('date', { nullable: true }) endOfLifeOn!: string | null;
  @Column('date', { nullable: true }) endOfSupportOn!: string | null;
  @Column('date', { nullable: true }) endOfSupportAnnouncedOn!: string | null;

  get isShortNotice(): boolean | null {
    return isShortNotice(this);
  }
}
