import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CalendarDate } from '#libs/platform';
import { ComponentObject } from '../readings/reading.graphql.ts';

@ObjectType('ComponentSupport', {
  description:
    'What the SBOMs in force that you may read say of components whose support ends before that of the release: they ' +
    'drive the life of the device.',
})
export class ComponentSupportObject {
  @Field(() => CalendarDate, { nullable: true, description: 'When the first of them ends; null: none does.' })
  endsFirstOn!: string | null;
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => [ComponentObject], { description: 'The soonest first.' }) components!: ComponentObject[];
}
