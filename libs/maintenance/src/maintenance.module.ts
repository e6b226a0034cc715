import { Module } from '@nestjs/common';
import { DecisionsModule } from './decisions/decisions.module.ts';

/** What a hospital does with its devices, and what it decides when their support ends. */
@Module({ imports: [DecisionsModule] })
export class MaintenanceModule {}
