import { json } from './documents.ts';

const GIVEN_AT = '2026-06-01T09:00:00+09:00';
const VENDOR = 'Demo Devices';
const PUMP = 'Demo Infusion Pump DP-100';

/** The vulnerability of the demonstration. Nobody reported it: it has no CVE, and never will. */
export const VULNERABILITY = 'DEMO-2026-0001';

/** A security advisory in CSAF 2.0: demo-tls 3.2.1 stops the pump's display; release 2.4.1 has 3.2.4. */
export const csafAdvisory = (): Buffer =>
  json({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      lang: 'en',
      distribution: { tlp: { label: 'GREEN' } },
      notes: [
        {
          category: 'summary',
          title: 'Summary',
          text: 'A made-up advisory of a demonstration. Neither the device nor the vulnerability exists.',
        },
      ],
      publisher: { category: 'vendor', name: VENDOR, namespace: 'https://demo-devices.example' },
      references: [
        { category: 'self', summary: 'This document', url: 'https://demo-devices.example/demo-2026-0001.json' },
      ],
      title: 'Demo Infusion Pump DP-100: display can be stopped over the network',
      tracking: {
        id: VULNERABILITY,
        status: 'final',
        version: '1',
        initial_release_date: GIVEN_AT,
        current_release_date: GIVEN_AT,
        revision_history: [{ number: '1', date: GIVEN_AT, summary: 'First version' }],
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: VENDOR,
          branches: [productName(PUMP, ['2.3.0', '2.4.1'], () => ({ model_numbers: ['DP-100'] }))],
        },
        {
          category: 'vendor',
          name: 'Demo Libraries',
          branches: [
            productName('demo-tls', ['3.2.1', '3.2.4'], (version) => ({ purl: `pkg:generic/demo-tls@${version}` })),
          ],
        },
      ],
      relationships: [partOf('3.2.1', '2.3.0'), partOf('3.2.4', '2.4.1')],
    },
    vulnerabilities: [
      {
        ids: [{ system_name: VENDOR, text: VULNERABILITY }],
        cwe: { id: 'CWE-400', name: 'Uncontrolled Resource Consumption' },
        title: 'A malformed record exhausts memory',
        notes: [
          {
            category: 'description',
            title: 'Description',
            text: 'Whoever is on the same network can stop the display until the pump is restarted. Dosing goes on.',
          },
        ],
        product_status: { known_affected: [idOfPart('3.2.1', '2.3.0')], fixed: [idOfPart('3.2.4', '2.4.1')] },
        remediations: [
          {
            category: 'vendor_fix',
            details: 'Update to release 2.4.1.',
            date: GIVEN_AT,
            restart_required: { category: 'machine' },
            product_ids: [idOfPart('3.2.1', '2.3.0')],
          },
          {
            category: 'workaround',
            details: 'Keep the pumps on a network of their own.',
            product_ids: [idOfPart('3.2.1', '2.3.0')],
          },
        ],
        scores: [
          {
            products: [idOfPart('3.2.1', '2.3.0')],
            cvss_v3: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L',
              baseScore: 4.3,
              baseSeverity: 'MEDIUM',
            },
          },
        ],
      },
    ],
  });

const idOf = (name: string, version: string) => `${name} ${version}`;
const idOfPart = (tls: string, pump: string) => `${idOf('demo-tls', tls)} in ${idOf(PUMP, pump)}`;

function productName(name: string, versions: readonly string[], helperOf: (version: string) => object) {
  return {
    category: 'product_name',
    name,
    branches: versions.map((version) => ({
      category: 'product_version',
      name: version,
      product: {
        name: idOf(name, version),
        product_id: idOf(name, version),
        product_identification_helper: helperOf(version),
      },
    })),
  };
}

const partOf = (tls: string, pump: string) => ({
  category: 'default_component_of',
  product_reference: idOf('demo-tls', tls),
  relates_to_product_reference: idOf(PUMP, pump),
  full_product_name: {
    name: idOfPart(tls, pump),
    product_id: idOfPart(tls, pump),
    product_identification_helper: { model_numbers: ['DP-100'] },
  },
});
