import { type DynamicModule, Module } from '@nestjs/common';
import { AnalysisModule } from '#libs/analysis';
import { caseEntities, CasesModule } from '#libs/cases';
import { catalogueEntities, CatalogueModule } from '#libs/catalogue';
import { directoryEntities, DirectoryModule } from '#libs/directory';
import { engagementEntities, EngagementModule } from '#libs/engagement';
import { InteropModule, webhookEntities } from '#libs/interop';
import { inventoryEntities, InventoryModule } from '#libs/inventory';
import { maintenanceEntities, MaintenanceModule } from '#libs/maintenance';
import { graphqlModule, HttpModule, PlatformModule, type Runtime, UnitOfWork } from '#libs/platform';
import { OperationsModule } from '#libs/operations';
import { publishingEntities, PublishingModule } from '#libs/publishing';
import { responsibilityEntities, ResponsibilityModule } from '#libs/responsibility';
import { trailEntities, TrailModule, TrailWriter } from '#libs/trail';

/** Every table that the program maps; a test holds them against the migrated schema. */
export const entities = [
  ...directoryEntities,
  ...catalogueEntities,
  ...inventoryEntities,
  ...publishingEntities,
  ...engagementEntities,
  ...maintenanceEntities,
  ...caseEntities,
  ...responsibilityEntities,
  ...webhookEntities,
  ...trailEntities,
];

/** All of Tasuki, for the server and, without a listening server, for the worker. */
@Module({})
export class AppModule {
  static register(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.register(runtime, entities, new TrailWriter()),
        HttpModule,
        graphqlModule({
          introspection: !runtime.config.isProduction,
          // The refusal is told in a transaction of its own: the one it happened in is rolled back.
          onDenied: async (ctx, denial, app) => {
            const { organisationId } = ctx.actor;
            if (!organisationId) return;
            await app.get(UnitOfWork, { strict: false }).run(ctx, (tx) =>
              tx.record({
                kind: 'access.denied',
                version: 1,
                subject: { type: 'Organisation', id: organisationId },
                facts: { ...denial },
              }),
            );
          },
        }),
        TrailModule,
        DirectoryModule,
        CatalogueModule,
        InventoryModule,
        PublishingModule,
        AnalysisModule,
        EngagementModule,
        MaintenanceModule,
        CasesModule,
        ResponsibilityModule,
        OperationsModule,
        InteropModule,
      ],
    };
  }
}
