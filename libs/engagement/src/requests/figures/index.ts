import { VendorFiguresRepository } from './vendor-figures.repository.ts';
import { VendorFiguresResolver } from './vendor-figures.resolver.ts';
import { VendorFiguresService } from './vendor-figures.service.ts';

export { vendorFiguresPolicy } from './vendor-figures.ts';

export const vendorFiguresProviders = [VendorFiguresRepository, VendorFiguresService, VendorFiguresResolver];
