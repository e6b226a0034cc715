import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import { applyGiven } from './changes.ts';
import type { IdentifierScheme } from './identifier.ts';

export const PRODUCT_KINDS = ['DEVICE', 'SAMD', 'MAINTENANCE_EQUIPMENT', 'CLOUD_SERVICE', 'OTHER_IT'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** What a vendor says of a product. */
export interface ProductFacts {
  kind: ProductKind;
  name: string;
  englishName: string | null;
  isConnectable: boolean;
}

/** A device model or software that a vendor puts on the market. */
@Entity('product')
export class Product implements ProductFacts {
  @PrimaryColumn('uuid') id!: Id<'Product'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') kind!: ProductKind;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) englishName!: string | null;
  /** Whether it can be connected to anything: a network, another device, removable media, a maintenance terminal. */
  @Column('boolean') isConnectable!: boolean;
  @Column('timestamptz') createdAt!: Date;

  static register(vendorId: Id<'Organisation'>, facts: ProductFacts, now: Date): Product {
    const { kind, name, englishName, isConnectable } = facts;
    return Object.assign(new Product(), {
      id: newId(),
      vendorId,
      kind,
      name,
      englishName,
      isConnectable,
      createdAt: now,
    });
  }

  /** Whether anything became different. */
  change({
    kind,
    name,
    englishName,
    isConnectable,
  }: { [K in keyof ProductFacts]?: ProductFacts[K] | undefined }): boolean {
    return applyGiven<Product>(this, { kind, name, englishName, isConnectable });
  }
}

/** One name by which a product is found; kept in its one canonical writing. */
@Entity('product_identifier')
export class ProductIdentifier {
  @PrimaryColumn('uuid') id!: Id<'ProductIdentifier'>;
  @Column('uuid') productId!: Id<'Product'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') scheme!: IdentifierScheme;
  @Column('text') value!: string;

  static of(product: Product, { scheme, value }: Pick<ProductIdentifier, 'scheme' | 'value'>): ProductIdentifier {
    const { id: productId, vendorId } = product;
    return Object.assign(new ProductIdentifier(), { id: newId(), productId, vendorId, scheme, value });
  }
}
