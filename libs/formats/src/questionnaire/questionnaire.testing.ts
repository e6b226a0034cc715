/** A questionnaire that leaves nothing to ask, before April 2026. */
export const questionnaireExample = {
  format: 'tasuki.questionnaire',
  formatVersion: 1,
  id: 'MAKER-Q-7',
  title: 'Infusion pump: questions of the hospital association',
  publisher: 'Example Maker',
  madeAt: '2026-03-01',
  form: 'MDS/SDS',
  sections: [
    {
      id: '1',
      title: 'Access',
      questions: [
        { id: '1-1', question: 'Does every user sign in?', answer: 'Yes' },
        {
          id: '1-2',
          question: 'Is there a second factor?',
          answer: 'No',
          remark: 'Planned for the next version.',
          targetOn: '2026-12-31',
        },
      ],
    },
    { id: '2', title: 'Network', questions: [{ id: '2-1', question: 'Is traffic encrypted?', answer: 'N/A' }] },
  ],
};
