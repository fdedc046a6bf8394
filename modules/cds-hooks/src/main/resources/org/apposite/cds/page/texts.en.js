/**
 * Every text of the page, in English. Each other language is a file with the same names; the server sends one of them as
 * texts.js. Questions, answers and titles of rules come from the server and are not here.
 */

/** The words of a code: "complete-spine" becomes "complete spine". */
const words = (code) => code.replaceAll('-', ' ');
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const uncapitalized = (text) => text.charAt(0).toLowerCase() + text.slice(1);

const CATEGORIES = {
  'usually-appropriate': 'Usually appropriate',
  'may-be-appropriate': 'May be appropriate',
  'usually-not-appropriate': 'Usually not appropriate',
};
const LEVELS = { none: 'None', varies: 'Varies' };
const NOT_STATED = 'not stated';
const EFFECTS = { variant: 'variant', preferred: 'preferred study', urgency: 'urgency' };
const PRESENCE = { present: 'Yes', absent: 'No', unknown: 'Unknown' };
const STATUSES = { draft: 'Draft rules', reviewed: 'Reviewed rules', active: 'Active rules', retired: 'Retired rules' };

/** What resources of FHIR are to a clinician, where it is another word. */
const RESOURCES = {
  AllergyIntolerance: 'Allergy',
  Condition: 'Diagnosis',
  DiagnosticReport: 'Report',
  Encounter: 'Visit',
  ImagingStudy: 'Imaging',
  QuestionnaireResponse: 'Form',
  ServiceRequest: 'Order',
};

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
/** "2026-11-23" becomes "23 Nov 2026". */
const date = (day) => (Number.isNaN(Date.parse(day)) ? day : DAY.format(new Date(day)).replaceAll(' ', '\u00a0'));
const dates = (text) => text.replaceAll(/\d{4}-\d{2}-\d{2}/g, date);
/** Findings are asked by yes and no. */
const inWords = (value) => (PRESENCE[value] ?? value).toLowerCase();

/** "3 to 10 mSv", "under 0.03 mSv", or nothing when the dose varies; never broken into two lines. */
function dose({ minMilliSieverts: min, maxMilliSieverts: max }) {
  if (min === null || max === null) {
    return '';
  }
  const range = min === 0 ? `under ${max} mSv` : `${min} to ${max} mSv`;
  return (min === max ? `${max} mSv` : range).replaceAll(' ', '\u00a0');
}

export default {
  language: 'en',
  product: 'Apposite',
  title: 'Which imaging is appropriate?',
  titleOf: (topic) => `${topic} · Apposite`,
  topic: 'Topic',
  chooseTopic: 'Choose a topic',
  unknownTopic: (id) => `There is no topic named “${id}”. Choose one above.`,
  privacy:
    'What you enter stays in this browser tab; nothing is stored. It is sent only to this server, for the answer.',
  startOver: 'Start over',
  formTitle: 'The case',
  answerTitle: 'The answer',
  answered: (some, all) => `${some} of ${all} answered`,
  rulesStatus: (status) => STATUSES[status] ?? sentence(words(status)),

  // The form
  notStated: 'Not stated',
  choose: '– not stated –',
  presence: (code) => PRESENCE[code],
  /** What the questionnaire says in words of its own, not of the rules; it comes in English. */
  ofForm: (text) => text,
  option: sentence,
  amount: (question) => `${question} Number`,
  unit: (question) => `${question} Unit`,
  chooseUnit: '– unit –',
  unitMissing: 'Choose a unit too: until then this is left out.',
  numberMissing: 'Enter a number too: until then this is left out.',
  notANumber: 'This is not a number of 0 or more: it is left out.',
  notAWholeNumber: 'This is not a whole number of 0 or more: it is left out.',
  notADate: 'This is not a complete date: it is left out.',
  leftOut: 'Left out of this answer:',

  // What the record says
  linked: (day, today) =>
    `The form begins with what the record said ${day ? `on ${date(day)}` : 'when the card was made'}${day && day !== today ? '. That is not today: open the card again for the record of today' : ''}. What you change counts instead; everything else stays as the record states it.`,
  undo: 'Undo my changes',
  askFirst: 'Ask first: the record does not say',
  ofRecord: (value) => `Record: ${value}`,
  ofResource: (resource, day) => {
    const type = RESOURCES[resource.split('/')[0]];
    return `${type ? `${type} ` : ''}${resource}${day ? `, ${dates(day)}` : ''}`;
  },
  changedHere: ' · changed here',
  dates,
  besides: (count) => `Also known from the record, and counted: ${count}`,
  changes: 'Changed here',
  change: (before, now) =>
    now === '' ? `not stated any more; the record says ${inWords(before)}` : before === '' ? inWords(now) : `${inWords(now)}; the record says ${inWords(before)}`,
  overruled: (emergency) => `By the record: ${uncapitalized(emergency)}`,
  overruledMore: 'What you changed takes this back. Make sure that it is right before you go on.',
  emergencyOfRecord: (emergency) => `By the record: ${uncapitalized(emergency)}`,

  // The answers as a resource of FHIR
  offerTitle: 'Your answers, for the record',
  offerChanges: (count) =>
    `${count === 1 ? 'The answer' : `The ${count} answers`} that you changed or filled in, as a QuestionnaireResponse of FHIR. Nothing is written to the record from here.`,
  offerAnswers: (count) =>
    `${count === 1 ? 'Your answer' : `Your ${count} answers`}, as a QuestionnaireResponse of FHIR. Nothing is written to a record from here.`,
  copy: 'Copy',
  download: 'Download',
  copied: 'Copied.',
  notCopied: 'This browser does not allow copying here. Download it instead.',
  downloaded: 'Downloaded.',
  fileName: 'questionnaire-response.json',

  // The state of the answer
  jumpEmpty: 'To the answer',
  jumpTo: (headline) => `Answer: ${headline}`,
  nothingYet: 'Nothing entered yet.',
  nothingYetMore:
    'Answer what you know, in any order: the answer appears here and follows every change. Whatever is left at “Unknown” counts as not stated, never as absent.',
  updating: 'Updating …',
  stopped: 'The server does not answer.',
  stoppedMore: 'What you entered is still in the form. There is no answer until the server is back.',
  refused: 'The server gave no answer.',
  refusedMore: (status) => `It said (HTTP ${status}):`,
  noReason: 'no reason',
  again: 'Try again',

  // The answer
  emergency: (code) => (code.endsWith('-emergency') ? sentence(words(code)) : `Emergency: ${words(code)}`),
  variant: (number) => `Variant ${number}`,
  dataRequired: 'No answer yet',
  dataRequiredMore: (count) =>
    count === 1 ? 'One question must be answered first.' : `${count} questions must be answered first.`,
  notApplicable: 'Not applicable',
  seeInstead: 'See instead:',
  alsoMatches: (ids) => `Also matches: ${ids.map(words).join(', ')}`,
  needed: 'Needed before an answer',
  studyNext: 'Study to do next',
  studiesNext: 'Study to do next: any of these',
  answeredBy: (title) => `Answered by another topic: ${title}.`,
  noneByItself: (best, nameOf) =>
    best.length === 0
      ? 'None: no study is better than usually not appropriate.'
      : `None by itself. ${CATEGORIES[best[0].category]}: ${best.map(nameOf).join('; ')}.`,
  region: (code) => `Region: ${words(code)}`,
  rating: (study) =>
    `${CATEGORIES[study.category]}, median ${study.median === null ? NOT_STATED : `${study.median} of 9`}${study.disagreement ? ', the panel disagreed' : ''}`,
  medianOf: (study) => (study.median === null ? NOT_STATED : String(study.median)),
  category: (code) => CATEGORIES[code] ?? sentence(words(code)),
  radiationOf: (radiation) => `Radiation: ${uncapitalized(radiationWords(radiation))}`,
  radiation: (radiation) => radiationWords(radiation),
  nextSteps: 'Next steps',
  urgency: (code) => sentence(words(code)),
  warnings: 'Warnings',
  notes: 'Notes',
  redFlags: 'Red flags found',
  ranking: 'All rated studies',
  rankingNote: 'Median: of the panel’s ratings, 1 to 9. Radiation: the relative level, with the effective dose.',
  study: 'Study',
  median: 'Median',
  radiationHead: 'Radiation',
  doNext: 'Do next',
  disagreed: 'the panel disagreed',
  transcribed: 'transcribed rating',
  setAside: (reason) => `set aside: ${reason}`,
  remarks: 'Remarks on studies',
  open: 'Ask first: this could change the answer',
  otherQuestions: 'More questions that could change the answer',
  more: (count) => `and ${count} more`,
  whole: 'The whole answer: all rated studies, notes, reasons and sources',
  moreReasons: 'More reasons',
  signed: ({ ruleSet, version, status }) =>
    `Rules ${ruleSet} ${version}, status ${status}. The clinician and the radiologist decide.`,
  couldChange: (codes) => `could change: ${codes.map((code) => EFFECTS[code] ?? words(code)).join(', ')}`,
  differential: 'What it may be',
  raisedBy: (codes) => `Raised by ${codes.map(words).join(', ')}.`,
  why: (count) => `Why: the ${count} rules that fired`,
  whyNot: 'Why not another variant or study?',
  comesTo: (answer) => (answer === 'unknown' ? 'Not known:' : 'Not so:'),
  because: 'Because:',
  concluded: 'Concluded:',
  sources: 'Sources',
  source: (sign) => `Source: ${sign}`,
  interpretation: 'interpretation',
  aboutRules: 'About these rules',
  rules: ({ ruleSet, version, status, engine }) => `Rules ${ruleSet} ${version}, status ${status}; ${engine}.`,
};

function radiationWords(radiation) {
  if (radiation === null) {
    return sentence(NOT_STATED);
  }
  const level = LEVELS[radiation.level] ?? `Level ${radiation.level} of 5`;
  const millisieverts = dose(radiation);
  return millisieverts ? `${level} (${millisieverts})` : level;
}
