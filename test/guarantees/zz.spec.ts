import { it } from '@jest/globals';
import { World } from '../support/world.ts';
import { writeFileSync } from 'node:fs';
import { contact, invitation, pair } from './rich-world.ts';
import { personasOf, PERSONAS } from './personas.ts';
import { rootFields, schemaOf, question } from './asking.ts';
it('x', async () => {
  const world = await World.start();
  try {
    const auditor = await world.person('AUDITOR');
    const p = await pair(world, auditor.organisationId);
    const personas = await personasOf(world, p, auditor);
    const schema = await schemaOf(auditor);
    const spareOrganisationId = (await world.hospital()).id;
    const out: string[] = [];
    const det: string[] = [];
    const t = Date.now();
    for (const [name, field] of rootFields(schema)) {
      const cells: Record<string, string> = {};
      let ok = 0;
      let d = '';
      for (const one of [...personas].sort(
        (a, b) => Number(/program|VIEWER/.test(b.name)) - Number(/program|VIEWER/.test(a.name)),
      )) {
        const rows = { ...one.rows, spareOrganisationId };
        if (name.includes('removeContact')) rows['spareContactId'] = await contact(world, rows['organisationId']!);
        if (name.includes('acceptInvitation'))
          rows['token'] = (await invitation(world, p.vendor.organisationId, 'VENDOR_SUPPORT')).token;
        const q = question(name, field, { rows, role: one.role });
        const a = await one.person.ask(q.query, q.variables);
        const e = a.errors[0]?.extensions;
        cells[one.name] = !e
          ? 'yes'
          : e.code === 'FORBIDDEN'
            ? 'NO'
            : e.code === 'UNAUTHENTICATED'
              ? 'who'
              : e.code === 'NOT_FOUND'
                ? 'none'
                : 'yes';
        if (!e) ok++;
        else if (cells[one.name] === 'yes')
          d = name + ' ' + one.name + ' ' + e.code + ' ' + e.reason + JSON.stringify(e.fields ?? '');
        else if (e.reason !== 'access.forbidden' && e.reason !== 'sign_in.required')
          det.push(name + ' ' + one.name + ' ' + e.code + ' ' + e.reason);
      }
      if (!ok) det.push('NEVER OK ' + d);
      out.push(name.padEnd(36) + PERSONAS.map((n) => cells[n]!.padEnd(5)).join(''));
    }
    writeFileSync('/tmp/guarantees/observed.txt', out.join('\n') + '\n' + det.join('\n') + '\n' + (Date.now() - t));
  } finally {
    await world.stop();
  }
});
