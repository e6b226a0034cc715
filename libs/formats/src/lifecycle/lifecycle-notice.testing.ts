/** A notice that leaves nothing to ask. */
export const lifecycleNoticeExample = {
  format: 'tasuki.lifecycle-notice',
  formatVersion: 1,
  id: 'MAKER-LCN-2026-002',
  title: 'Infusion pump 2.x reaches its end of life',
  publisher: 'Example Maker',
  authors: ['Product management'],
  madeAt: '2026-03-31T09:00:00+09:00',
  event: 'END_OF_LIFE',
  versions: ['2.3.0', '2.4.1'],
  endOfLifeOn: '2027-03-31',
  endOfSupportOn: '2029-03-31',
  reason: 'The operating system is no longer supported by its maker.',
  compensatingControls: ['Put the pump on a network of its own.', 'Block port 22 at the firewall.'],
  successor: 'Infusion pump 3.0',
};
