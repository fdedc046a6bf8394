/**
 * Every text of the page, in German, by the names of texts.en.js; questions, answers and titles of rules come from the server
 * and are not here.
 */

/** The words of a code: "complete-spine" becomes "complete spine". */
const words = (code) => code.replaceAll('-', ' ');
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const CATEGORIES = {
  'usually-appropriate': 'In der Regel angemessen',
  'may-be-appropriate': 'Möglicherweise angemessen',
  'usually-not-appropriate': 'In der Regel nicht angemessen',
};
const LEVELS = { none: 'keine', varies: 'unterschiedlich' };
const NOT_STATED = 'nicht angegeben';
const EFFECTS = { variant: 'Variante', preferred: 'bevorzugte Untersuchung', urgency: 'Dringlichkeit' };
const URGENCIES = { emergent: 'Sofort', urgent: 'Dringend', routine: 'Routine' };
const PRESENCE = { present: 'Ja', absent: 'Nein', unknown: 'Unbekannt' };
const STATUSES = {
  draft: 'Regeln im Entwurf',
  reviewed: 'Geprüfte Regeln',
  active: 'Freigegebene Regeln',
  retired: 'Zurückgezogene Regeln',
};
/** The status in the middle of a sentence. */
const STANDINGS = { draft: 'Entwurf', reviewed: 'geprüft', active: 'freigegeben', retired: 'zurückgezogen' };

/** What resources of FHIR are to a clinician. */
const RESOURCES = {
  AllergyIntolerance: 'Allergie',
  Condition: 'Diagnose',
  Device: 'Gerät',
  DiagnosticReport: 'Befundbericht',
  Encounter: 'Kontakt',
  ImagingStudy: 'Bildgebung',
  Observation: 'Beobachtung',
  Patient: 'Patient',
  Procedure: 'Prozedur',
  QuestionnaireResponse: 'Fragebogen',
  ServiceRequest: 'Anforderung',
};

const DAY = new Intl.DateTimeFormat('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' });
/** "2026-11-23" becomes "23.11.2026". */
const date = (day) => (Number.isNaN(Date.parse(day)) ? day : DAY.format(new Date(day)));
const dates = (text) => text.replaceAll(/\d{4}-\d{2}-\d{2}/g, date);

/** What the questionnaire and the case on it say in words of their own; what is not here is of the rules. */
const FORM = {
  'Patient and complaint': 'Patient und Beschwerde',
  'Red flags': 'Warnzeichen',
  'Other findings': 'Andere Befunde',
  'What is strongly suspected': 'Dringender Verdacht',
  'Imaging in this illness': 'Bildgebung bei dieser Erkrankung',
  'What matters for a study': 'Für eine Untersuchung von Bedeutung',
  'What was measured': 'Messwerte',
  'If the examination shows signs, where are they?': 'Falls die Untersuchung Zeichen zeigt: wo?',
  'On which side is it?': 'Auf welcher Seite?',
  'Were radiographs taken?': 'Wurden Röntgenaufnahmen gemacht?',
  'Which part do the radiographs show?': 'Welchen Bereich zeigen die Röntgenaufnahmen?',
  'When were the radiographs taken?': 'Wann wurden die Röntgenaufnahmen gemacht?',
  'Which finding do the radiographs show?': 'Welchen Befund zeigen die Röntgenaufnahmen?',
  'Was an MRI done?': 'Wurde ein MRT gemacht?',
  'Which part does the MRI show?': 'Welchen Bereich zeigt das MRT?',
  'When was the MRI done?': 'Wann wurde das MRT gemacht?',
  'Where does the MRI show the lesion, if it shows one?': 'Wo zeigt das MRT eine Läsion, falls es eine zeigt?',
  'By which technique was it done?': 'Mit welcher Technik wurde sie gemacht?',
  'With which contrast was it done?': 'Mit welchem Kontrastmittel wurde sie gemacht?',
  'Which part does it show?': 'Welchen Bereich zeigt sie?',
  'Which side does it show?': 'Welche Seite zeigt sie?',
  'When was it done?': 'Wann wurde sie gemacht?',
  'What is the result?': 'Was ist das Ergebnis?',
  'Which finding does it show?': 'Welchen Befund zeigt sie?',
  'Where does it show the lesion, if it shows one?': 'Wo zeigt sie eine Läsion, falls sie eine zeigt?',
  minutes: 'Minuten',
  hours: 'Stunden',
  days: 'Tage',
  weeks: 'Wochen',
  months: 'Monate',
  years: 'Jahre',
  female: 'weiblich',
  male: 'männlich',
  other: 'divers',
  unknown: 'unbekannt',
  left: 'links',
  right: 'rechts',
  both: 'beidseits',
  without: 'ohne',
  with: 'mit',
  'without and with': 'ohne und mit',
  side: 'Seite',
  'level of the signs': 'Höhe der Zeichen',
  order: 'Anforderung',
  study: 'Untersuchung',
  none: 'keine',
};
const UNITS = {
  minute: ['Minute', 'Minuten'],
  hour: ['Stunde', 'Stunden'],
  day: ['Tag', 'Tage'],
  week: ['Woche', 'Wochen'],
  month: ['Monat', 'Monate'],
  year: ['Jahr', 'Jahre'],
};
const AMOUNT = /^(\d+) (minute|hour|day|week|month|year)s?(?: to (\d+) (minute|hour|day|week|month|year)s?)?$/;
const amount = (count, unit) => `${count} ${UNITS[unit][count === '1' ? 0 : 1]}`;

function ofForm(text) {
  const done = /^Was this done: (.*)\?$/.exec(text);
  if (done) {
    return `Wurde dies gemacht: ${done[1]}?`;
  }
  const [, count, unit, most, ofMost] = AMOUNT.exec(text) ?? [];
  if (count) {
    return most ? `${amount(count, unit)} bis ${amount(most, ofMost)}` : amount(count, unit);
  }
  return FORM[text] ?? text;
}

/** Findings are asked by yes and no. */
const inWords = (value) => (PRESENCE[value] ?? ofForm(value)).toLowerCase();
const number = (value) => String(value).replace('.', ',');

/** "3 bis 10 mSv", "unter 0,03 mSv", or nothing when the dose varies; never broken into two lines. */
function dose({ minMilliSieverts: min, maxMilliSieverts: max }) {
  if (min === null || max === null) {
    return '';
  }
  const range = min === 0 ? `unter ${number(max)} mSv` : `${number(min)} bis ${number(max)} mSv`;
  return (min === max ? `${number(max)} mSv` : range).replaceAll(' ', '\u00a0');
}

export default {
  language: 'de',
  product: 'Apposite',
  title: 'Welche Bildgebung ist angemessen?',
  titleOf: (topic) => `${topic} · Apposite`,
  topic: 'Thema',
  chooseTopic: 'Thema wählen',
  unknownTopic: (id) => `Ein Thema mit dem Namen „${id}“ gibt es nicht. Bitte oben eines wählen.`,
  privacy:
    'Was Sie eingeben, bleibt in diesem Browser-Tab; nichts wird gespeichert. Für die Antwort geht es nur an diesen Server.',
  startOver: 'Neu beginnen',
  formTitle: 'Der Fall',
  answerTitle: 'Die Antwort',
  answered: (some, all) => `${some} von ${all} beantwortet`,
  rulesStatus: (status) => STATUSES[status] ?? sentence(words(status)),

  // The form
  notStated: 'Nicht angegeben',
  choose: '– nicht angegeben –',
  presence: (code) => PRESENCE[code],
  ofForm: (text) => ofForm(text),
  option: sentence,
  amount: (question) => `${question} Zahl`,
  unit: (question) => `${question} Einheit`,
  chooseUnit: '– Einheit –',
  unitMissing: 'Bitte auch eine Einheit wählen: Bis dahin wird dies nicht berücksichtigt.',
  numberMissing: 'Bitte auch eine Zahl eingeben: Bis dahin wird dies nicht berücksichtigt.',
  notANumber: 'Das ist keine Zahl ab 0: Es wird nicht berücksichtigt.',
  notAWholeNumber: 'Das ist keine ganze Zahl ab 0: Es wird nicht berücksichtigt.',
  notADate: 'Das ist kein vollständiges Datum: Es wird nicht berücksichtigt.',
  leftOut: 'In dieser Antwort nicht berücksichtigt:',

  // What the record says
  linked: (day, today) =>
    `Das Formular beginnt mit dem, was die Akte ${day ? `am ${date(day)}` : 'beim Erstellen der Karte'} sagte${day && day !== today ? '. Das ist nicht heute: Für den heutigen Stand der Akte bitte die Karte neu öffnen' : ''}. Was Sie ändern, zählt stattdessen; alles andere bleibt, wie es in der Akte steht.`,
  undo: 'Änderungen verwerfen',
  askFirst: 'Zuerst fragen: Die Akte sagt es nicht',
  ofRecord: (value) => `Akte: ${value}`,
  ofResource: (resource, day) => {
    const type = RESOURCES[resource.split('/')[0]];
    return `${type ? `${type} ` : ''}${resource}${day ? `, ${dates(day)}` : ''}`;
  },
  changedHere: ' · hier geändert',
  dates,
  besides: (count) => `Aus der Akte außerdem bekannt und berücksichtigt: ${count}`,
  changes: 'Hier geändert',
  change: (before, now) =>
    now === '' ? `nicht mehr angegeben; die Akte sagt: ${inWords(before)}` : before === '' ? inWords(now) : `${inWords(now)}; die Akte sagt: ${inWords(before)}`,
  overruled: (emergency) => `Laut Akte: ${emergency}`,
  overruledMore: 'Ihre Änderung nimmt dies zurück. Bitte vergewissern Sie sich, dass sie stimmt, bevor Sie fortfahren.',
  emergencyOfRecord: (emergency) => `Laut Akte: ${emergency}`,

  // The answers as a resource of FHIR
  offerTitle: 'Ihre Antworten für die Akte',
  offerChanges: (count) =>
    `${count === 1 ? 'Die Antwort, die' : `Die ${count} Antworten, die`} Sie geändert oder ergänzt haben, als QuestionnaireResponse von FHIR. Von hier wird nichts in die Akte geschrieben.`,
  offerAnswers: (count) =>
    `${count === 1 ? 'Ihre Antwort' : `Ihre ${count} Antworten`} als QuestionnaireResponse von FHIR. Von hier wird nichts in eine Akte geschrieben.`,
  copy: 'Kopieren',
  download: 'Herunterladen',
  copied: 'Kopiert.',
  notCopied: 'Dieser Browser erlaubt das Kopieren hier nicht. Bitte stattdessen herunterladen.',
  downloaded: 'Heruntergeladen.',
  fileName: 'questionnaire-response.json',

  // The state of the answer
  jumpEmpty: 'Zur Antwort',
  jumpTo: (headline) => `Antwort: ${headline}`,
  nothingYet: 'Noch nichts eingegeben.',
  nothingYetMore:
    'Beantworten Sie, was Sie wissen, in beliebiger Reihenfolge: Die Antwort erscheint hier und folgt jeder Änderung. Was auf „Unbekannt“ bleibt, zählt als nicht angegeben, nie als nicht vorhanden.',
  updating: 'Wird aktualisiert …',
  stopped: 'Der Server antwortet nicht.',
  stoppedMore: 'Was Sie eingegeben haben, steht noch im Formular. Eine Antwort gibt es erst, wenn der Server wieder da ist.',
  refused: 'Der Server gab keine Antwort.',
  refusedMore: (status) => `Er meldet (HTTP ${status}):`,
  noReason: 'ohne Angabe eines Grundes',
  again: 'Erneut versuchen',

  // The answer
  emergency: (code) => `Notfall (${words(code)})`,
  variant: (number) => `Variante ${number}`,
  dataRequired: 'Noch keine Antwort',
  dataRequiredMore: (count) =>
    count === 1 ? 'Zuerst ist eine Frage zu beantworten.' : `Zuerst sind ${count} Fragen zu beantworten.`,
  notApplicable: 'Nicht anwendbar',
  seeInstead: 'Siehe stattdessen:',
  alsoMatches: (ids) => `Ebenfalls zutreffend: ${ids.map(words).join(', ')}`,
  needed: 'Für eine Antwort erforderlich',
  studyNext: 'Nächste Untersuchung',
  studiesNext: 'Nächste Untersuchung: eine von diesen',
  answeredBy: (title) => `Aus einem anderen Thema beantwortet: ${title}.`,
  noneByItself: (best, nameOf) =>
    best.length === 0
      ? 'Keine: Keine Untersuchung ist besser als „in der Regel nicht angemessen“.'
      : `Keine für sich allein. ${CATEGORIES[best[0].category]}: ${best.map(nameOf).join('; ')}.`,
  region: (code) => `Region: ${words(code)}`,
  rating: (study) =>
    `${CATEGORIES[study.category]}, Median ${study.median === null ? NOT_STATED : `${number(study.median)} von 9`}${study.disagreement ? ', das Gremium war uneinig' : ''}`,
  medianOf: (study) => (study.median === null ? NOT_STATED : number(study.median)),
  category: (code) => CATEGORIES[code] ?? sentence(words(code)),
  radiationOf: (radiation) => `Strahlenexposition: ${radiationWords(radiation)}`,
  radiation: (radiation) => sentence(radiationWords(radiation)),
  nextSteps: 'Nächste Schritte',
  urgency: (code) => URGENCIES[code] ?? sentence(words(code)),
  warnings: 'Warnungen',
  notes: 'Hinweise',
  redFlags: 'Gefundene Warnzeichen',
  ranking: 'Alle bewerteten Untersuchungen',
  rankingNote:
    'Median: der Bewertungen des Gremiums, 1 bis 9. Strahlenexposition: die relative Stufe, mit der effektiven Dosis.',
  study: 'Untersuchung',
  median: 'Median',
  radiationHead: 'Strahlung',
  doNext: 'Als Nächstes',
  disagreed: 'das Gremium war uneinig',
  transcribed: 'abgeschriebene Bewertung',
  setAside: (reason) => `kommt nicht infrage: ${reason}`,
  remarks: 'Anmerkungen zu Untersuchungen',
  open: 'Zuerst fragen: Dies könnte die Antwort ändern',
  otherQuestions: 'Weitere Fragen, die die Antwort ändern könnten',
  more: (count) => `und ${count} weitere`,
  whole: 'Die ganze Antwort: alle bewerteten Untersuchungen, Hinweise, Gründe und Quellen',
  moreReasons: 'Weitere Gründe',
  signed: ({ ruleSet, version, status }) =>
    `Regeln ${ruleSet} ${version}, Status ${STANDINGS[status] ?? status}. Behandelnde und Radiologie entscheiden.`,
  couldChange: (codes) => `könnte ändern: ${codes.map((code) => EFFECTS[code] ?? words(code)).join(', ')}`,
  differential: 'Was es sein kann',
  raisedBy: (codes) => `Hinweis darauf: ${codes.map(words).join(', ')}.`,
  why: (count) => `Warum: ${count === 1 ? 'die Regel, die' : `die ${count} Regeln, die`} gegriffen ${count === 1 ? 'hat' : 'haben'}`,
  whyNot: 'Warum keine andere Variante oder Untersuchung?',
  comesTo: (answer) => (answer === 'unknown' ? 'Nicht bekannt:' : 'Trifft nicht zu:'),
  because: 'Grund:',
  concluded: 'Schluss:',
  sources: 'Quellen',
  source: (sign) => `Quelle: ${sign}`,
  interpretation: 'Auslegung',
  aboutRules: 'Über diese Regeln',
  rules: ({ ruleSet, version, status, engine }) =>
    `Regeln ${ruleSet} ${version}, Status ${STANDINGS[status] ?? status}; ${engine}.`,
};

function radiationWords(radiation) {
  if (radiation === null) {
    return NOT_STATED;
  }
  const level = LEVELS[radiation.level] ?? `Stufe ${radiation.level} von 5`;
  const millisieverts = dose(radiation);
  return millisieverts ? `${level} (${millisieverts})` : level;
}
