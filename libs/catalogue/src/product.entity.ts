import { Column, Entity, PrimaryColumn } from 'typeorm';
import { invalidInput, newId, type Id } from '#libs/kernel';
import { applyGiven } from './changes.ts';
import type { IdentifierScheme } from './identifier.ts';

export const PRODUCT_KINDS = ['DEVICE', 'SAMD', 'MAINTENANCE_EQUIPMENT', 'CLOUD_SERVICE', 'OTHER_IT'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** What a vendor, or the hospital that keeps the record, says of a product. */
export interface ProductFacts {
  /** A maker that is not in Tasuki; null for a vendor's own product. */
  makerName: string | null;
  kind: ProductKind;
  name: string;
  englishName: string | null;
  isConnectable: boolean;
}

/**
 * A device model or software that a vendor puts on the market; or one of a maker that is not in Tasuki, of which a
 * hospital keeps a record for itself.
 */
@Entity('product')
export class Product implements ProductFacts {
  @PrimaryColumn('uuid') id!: Id<'Product'>;
  /** Whose row it is: the vendor's, or the keeping hospital's. Who answers for the product is told by `vendorOf`. */
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text', { nullable: true }) makerName!: string | null;
  @Column('text') kind!: ProductKind;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) englishName!: string | null;
  /** Whether it can be connected to anything: a network, another device, removable media, a maintenance terminal. */
  @Column('boolean') isConnectable!: boolean;
  @Column('timestamptz') createdAt!: Date;

  /** @param vendorId the vendor whose product it is, or the hospital that keeps a record of somebody else's. */
  static register(vendorId: Id<'Organisation'>, facts: ProductFacts, now: Date): Product {
    const { makerName, kind, name, englishName, isConnectable } = facts;
    return Object.assign(new Product(), {
      id: newId(),
      vendorId,
      makerName,
      kind,
      name,
      englishName,
      isConnectable,
      createdAt: now,
    });
  }

  /** Whether its maker is not in Tasuki. */
  get isOutside(): boolean {
    return this.makerName !== null;
  }

  /**
   * Whether anything became different. A vendor's own product does not become somebody else's.
   * @throws INVALID_INPUT `catalogue.own_product`
   */
  change(given: { [K in keyof ProductFacts]?: ProductFacts[K] | undefined }): boolean {
    const { makerName, kind, name, englishName, isConnectable } = given;
    if (makerName !== undefined && !this.isOutside) {
      const [reason, message] = ['catalogue.own_product', 'This is your own product: your organisation is its maker.'];
      throw invalidInput(reason, message, [{ path: 'makerName', reason, message }]);
    }
    return applyGiven<Product>(this, { makerName, kind, name, englishName, isConnectable });
  }
}

/** One name by which a product is found; kept in its one canonical writing. */
@Entity('product_identifier')
export class ProductIdentifier {
  @PrimaryColumn('uuid') id!: Id<'ProductIdentifier'>;
  @Column('uuid') productId!: Id<'Product'>;
  /** This and the next as of its product, which the database sees to. */
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('boolean') isOutside!: boolean;
  @Column('text') scheme!: IdentifierScheme;
  @Column('text') value!: string;

  static of(product: Product, { scheme, value }: Pick<ProductIdentifier, 'scheme' | 'value'>): ProductIdentifier {
    const { id: productId, vendorId, isOutside } = product;
    return Object.assign(new ProductIdentifier(), { id: newId(), productId, vendorId, isOutside, scheme, value });
  }
}

/** The vendor that answers for it; null where the maker is not in Tasuki, and a hospital only keeps the record. */
export const vendorOf = ({
  vendorId,
  isOutside,
}: Pick<Product, 'vendorId' | 'isOutside'>): Id<'Organisation'> | null => (isOutside ? null : vendorId);
