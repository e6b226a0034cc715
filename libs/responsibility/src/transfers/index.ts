import { TransferItem } from './transfer-item.entity.ts';
import { ResponsibilityTransfer } from './transfer.entity.ts';
import { TransferRepository } from './transfer.repository.ts';
import { TransferItemResolver, TransferResolver, UnsignedTransferResolver } from './transfer.resolver.ts';
import { TransferService } from './transfer.service.ts';

export { TransferService } from './transfer.service.ts';
export { transferPolicy } from './transfer.policy.ts';

export const transferEntities = [ResponsibilityTransfer, TransferItem];

export const transferProviders = [
  TransferRepository,
  TransferService,
  TransferResolver,
  TransferItemResolver,
  UnsignedTransferResolver,
];
