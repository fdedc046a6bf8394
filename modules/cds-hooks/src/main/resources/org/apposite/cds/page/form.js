/*
 * The form of a topic and the answer to it. The form is built from the server's FHIR Questionnaire; at every change a
 * QuestionnaireResponse goes to the server, and what comes back is shown. Nothing is kept outside this tab.
 */
import texts from './texts.en.js';

const PAUSE_MILLIS = 300;
const PATIENCE_MILLIS = 20000;
/** Up to so many answers stand as radio buttons, more than these in a list. */
const MOST_RADIOS = 4;
const UNIT = 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit';
const UNIT_OPTION = 'http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption';
const PRESENCE = 'https://apposite.org/fhir/CodeSystem/presence';
const UNKNOWN = 'unknown';
/** Data that are asked for by a group of questions. */
const GROUP_OF = { suspected: 'suspicions' };

/**
 * A question as it stands on the page.
 * @typedef {object} Field
 * @property {object} item the item of the questionnaire
 * @property {HTMLElement} node
 * @property {() => object|null} read the answer as FHIR writes it, null without one
 * @property {() => string} problem what is wrong with what was entered, empty when nothing is
 * @property {() => HTMLElement} focused what gets the focus when the question is to be answered
 * @property {() => void} clear
 */

const byId = (id) => document.getElementById(id);
const page = {
  /** @type {object|null} */ questionnaire: null,
  /** @type {Map<string, Field>} */ fields: new Map(),
  /** @type {Map<string, string>} the titles of the topics by id */ titles: new Map(),
  /** How far the server's clock is ahead: answers from its future would be ignored. */ aheadMillis: 0,
  /** The case that a card's link carries, shown until the form is begun. */ linked: null,
  timer: 0,
  /** @type {AbortController|null} */ request: null,
};

// Small helpers

/** An element; of attributes false and null are left out, functions are listeners. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value !== false && value !== null) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== ''));
  return node;
}

const calmly = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

// Talking with the server

/** What the server said instead of an answer. */
class Refusal extends Error {
  constructor(status, reasons) {
    super(reasons.join('; '));
    this.status = status;
    this.reasons = reasons;
  }
}

/** Paths are relative: a proxy may have the page under a path of its own. */
async function ask(path, options = {}) {
  const response = await fetch(path, { cache: 'no-store', credentials: 'same-origin', ...options });
  const date = Date.parse(response.headers.get('Date') ?? '');
  page.aheadMillis = Number.isNaN(date) ? 0 : date - Date.now();
  const text = await response.text();
  if (!response.ok) {
    throw new Refusal(response.status, reasons(text));
  }
  return JSON.parse(text);
}

/** The reasons of an OperationOutcome; a proxy may have answered with anything else. */
function reasons(text) {
  try {
    const said = (JSON.parse(text).issue ?? []).map((issue) => issue.diagnostics ?? issue.details?.text ?? issue.code);
    return said.length > 0 ? said : [texts.noReason];
  } catch {
    return [texts.noReason];
  }
}

// The form

/** @returns {Field} */
function fieldOf(item) {
  switch (item.type) {
    case 'choice':
      return item.answerOption.length <= MOST_RADIOS ? radios(item) : list(item);
    case 'quantity':
      return quantity(item);
    case 'date':
      return simple(item, 'date', texts.notADate, (value) => ({ valueDate: value }));
    case 'decimal':
      return simple(item, 'number', texts.notANumber, (value) => ({ valueDecimal: Number(value) }));
    case 'integer':
      return simple(item, 'whole', texts.notAWholeNumber, (value) => ({ valueInteger: Number(value) }));
    default:
      throw new Error(`a question of an unknown type: ${item.type}`);
  }
}

const extensions = (item, url) => (item.extension ?? []).filter((one) => one.url === url).map((one) => one.valueCoding);
const idOf = (item) => `q-${item.linkId}`;
const isPresence = (coding) => coding.system === PRESENCE;

function optionText(coding) {
  return (isPresence(coding) && texts.presence(coding.code)) || texts.option(coding.display ?? coding.code);
}

/** Present, absent and unknown, or a few other answers with "not stated" before them. */
function radios(item) {
  const codings = item.answerOption.map((option) => option.valueCoding);
  const presence = codings.every(isPresence);
  const choices = codings.map((coding, index) => ({
    text: optionText(coding),
    value: String(index),
    initial: presence && coding.code === UNKNOWN,
  }));
  if (!presence) {
    choices.unshift({ text: texts.notStated, value: '', initial: true });
  }
  const inputs = [];
  const labels = choices.map(({ text, value, initial }) => {
    const input = el('input', { type: 'radio', name: item.linkId, value, checked: initial });
    inputs.push(input);
    return el('label', { class: 'choice' }, input, el('span', {}, text));
  });
  const node = el(
    'fieldset',
    { id: idOf(item), class: presence ? 'question presence' : 'question' },
    el('legend', {}, item.text),
    el('div', { class: 'choices' }, ...labels),
  );
  const checked = () => inputs.find((input) => input.checked);
  return {
    item,
    node,
    read() {
      const coding = codings[Number(checked().value)];
      return checked().value === '' || (presence && coding.code === UNKNOWN) ? null : { valueCoding: coding };
    },
    problem: () => '',
    focused: checked,
    clear: () => inputs.forEach((input) => (input.checked = input.defaultChecked)),
  };
}

function list(item) {
  const codings = item.answerOption.map((option) => option.valueCoding);
  const select = el(
    'select',
    { id: `${idOf(item)}-value`, autocomplete: 'off' },
    el('option', { value: '' }, texts.choose),
    ...codings.map((coding, index) => el('option', { value: index }, optionText(coding))),
  );
  return {
    item,
    node: labelled(item, select),
    read: () => (select.value === '' ? null : { valueCoding: codings[Number(select.value)] }),
    problem: () => '',
    focused: () => select,
    clear: () => (select.selectedIndex = 0),
  };
}

function labelled(item, control, ...more) {
  return el(
    'div',
    { id: idOf(item), class: 'question' },
    el('label', { for: control.id }, item.text),
    el('div', { class: 'entry' }, control, ...more),
  );
}

const numberInput = (attributes) =>
  el('input', { type: 'number', min: 0, step: 'any', inputmode: 'decimal', autocomplete: 'off', ...attributes });

/** Whether what is in an input can be sent: a browser hides from scripts what it cannot read. */
const isReadable = ({ validity }) => !validity.badInput && !validity.rangeUnderflow && !validity.stepMismatch;

/** The inputs for single answers. */
const INPUTS = {
  date: (id) => el('input', { type: 'date', id, autocomplete: 'off' }),
  number: (id) => numberInput({ id }),
  whole: (id) => numberInput({ id, step: 1, inputmode: 'numeric' }),
};

function simple(item, kind, complaint, answer) {
  const input = INPUTS[kind](`${idOf(item)}-value`);
  const unit = extensions(item, UNIT)[0];
  return withProblem({
    item,
    node: labelled(item, input, unit ? el('span', {}, unit.display ?? unit.code) : null),
    read: () => (input.value === '' || !isReadable(input) ? null : answer(input.value)),
    problem: () => (isReadable(input) ? '' : complaint),
    focused: () => input,
    clear: () => (input.value = ''),
  });
}

/** No unit is preselected: a child of 9 days that is meant to be one of 9 years would get a wrong answer unseen. */
function quantity(item) {
  const units = extensions(item, UNIT_OPTION);
  const input = numberInput({ id: `${idOf(item)}-value`, 'aria-label': texts.amount(item.text) });
  const select = el(
    'select',
    { 'aria-label': texts.unit(item.text), autocomplete: 'off' },
    el('option', { value: '' }, texts.chooseUnit),
    ...units.map((unit, index) => el('option', { value: index }, unit.display ?? unit.code)),
  );
  const unit = () => units[Number(select.value)];
  const complete = () => input.value !== '' && select.value !== '' && isReadable(input);
  function problem() {
    if (!isReadable(input)) {
      return texts.notANumber;
    }
    if (input.value !== '' && select.value === '') {
      return texts.unitMissing;
    }
    return input.value === '' && select.value !== '' ? texts.numberMissing : '';
  }
  return withProblem({
    item,
    node: labelled(item, input, select),
    read: () =>
      complete()
        ? {
            valueQuantity: {
              value: Number(input.value),
              unit: unit().display,
              system: unit().system,
              code: unit().code,
            },
          }
        : null,
    problem,
    focused: () => (input.value !== '' && select.value === '' ? select : input),
    clear() {
      input.value = '';
      select.selectedIndex = 0;
    },
  });
}

/** Puts a place for what is wrong under a field, and ties it to the field's controls. */
function withProblem(field) {
  const id = `${idOf(field.item)}-problem`;
  field.node.append(el('p', { id, class: 'field-problem', hidden: true }));
  field.node.querySelectorAll('input, select').forEach((control) => control.setAttribute('aria-describedby', id));
  return field;
}

function showProblem(field) {
  const place = byId(`${idOf(field.item)}-problem`);
  if (place) {
    const problem = field.problem();
    place.textContent = problem;
    place.hidden = problem === '';
    field.node
      .querySelectorAll('input, select')
      .forEach((control) => control.setAttribute('aria-invalid', String(problem !== '')));
  }
}

function build(questionnaire) {
  page.questionnaire = questionnaire;
  page.fields.clear();
  const groups = questionnaire.item.map((group) => {
    const fields = group.item.map(fieldOf);
    fields.forEach((field) => {
      page.fields.set(field.item.linkId, field);
      field.node.classList.toggle('dependent', group.item.some((one) => field.item.linkId.startsWith(`${one.linkId}.`)));
    });
    const id = `g-${group.linkId}`;
    return el(
      'section',
      { class: 'group', 'aria-labelledby': id },
      el(
        'div',
        { class: 'group-head' },
        el('h3', { id }, group.text),
        el('p', { class: 'count', 'data-group': group.linkId }),
      ),
      ...fields.map((field) => field.node),
    );
  });
  byId('groups').replaceChildren(...groups);
}

/** The answers of the enabled questions by linkId; a hidden question has none, whatever was entered before. */
function answers() {
  const given = new Map();
  const enabled = new Set();
  for (const [linkId, field] of page.fields) {
    if (isEnabled(field.item, given)) {
      enabled.add(linkId);
      const answer = field.read();
      if (answer) {
        given.set(linkId, answer);
      }
    }
  }
  return { given, enabled };
}

/** Questions stand after those that they depend on, so that one pass in their order is enough. */
function isEnabled(item, given) {
  const conditions = item.enableWhen ?? [];
  const holds = (condition) => {
    const value = given.get(condition.question)?.valueCoding;
    const wanted = condition.answerCoding;
    return value !== undefined && value.code === wanted.code && value.system === wanted.system;
  };
  return conditions.length === 0
    || (item.enableBehavior === 'any' ? conditions.some(holds) : conditions.every(holds));
}

/** Shows what is enabled, answered and wrong in the form. */
function mark({ given, enabled }) {
  for (const [linkId, field] of page.fields) {
    field.node.hidden = !enabled.has(linkId);
    field.node.classList.toggle('answered', given.has(linkId));
    showProblem(field);
  }
  for (const group of page.questionnaire.item) {
    const shown = group.item.filter((item) => enabled.has(item.linkId));
    const some = shown.filter((item) => given.has(item.linkId)).length;
    document.querySelector(`[data-group="${CSS.escape(group.linkId)}"]`).textContent =
      texts.answered(some, shown.length);
  }
}

function response(given) {
  const items = page.questionnaire.item
    .map((group) => ({
      linkId: group.linkId,
      item: group.item
        .filter((item) => given.has(item.linkId))
        .map((item) => ({ linkId: item.linkId, answer: [given.get(item.linkId)] })),
    }))
    .filter((group) => group.item.length > 0);
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: page.questionnaire.url,
    status: 'completed',
    authored: new Date(Date.now() + page.aheadMillis).toISOString(),
    item: items,
  };
}

/** The questions whose entry cannot be sent. */
const leftOut = (enabled) =>
  [...page.fields.values()].filter((field) => enabled.has(field.item.linkId) && field.problem() !== '');

// Asking for the answer

function changed() {
  clearTimeout(page.timer);
  page.request?.abort();
  const entered = answers();
  mark(entered);
  if (entered.given.size > 0) {
    showLinked(null);
  } else if (!page.linked) {
    showNothing();
    return;
  }
  showUpdating();
  page.timer = setTimeout(answer, PAUSE_MILLIS);
}

async function answer() {
  clearTimeout(page.timer);
  const { given, enabled } = answers();
  const request = new AbortController();
  page.request = request;
  const limit = setTimeout(() => request.abort(), PATIENCE_MILLIS);
  try {
    const { answer: advice, first, notes } = await ask('answer', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(page.linked ? { case: page.linked } : response(given)),
      signal: request.signal,
    });
    if (page.request === request) {
      showAnswer(advice, first, enabled, notes);
    }
  } catch (error) {
    // One that was replaced by a later request says nothing of the server.
    if (page.request === request) {
      showFailure(error, answer);
    }
  } finally {
    clearTimeout(limit);
  }
}

// The state of the answer

function setState(state) {
  byId('answer').dataset.state = state;
  byId('answer').setAttribute('aria-busy', String(state === 'updating'));
  byId('state').hidden = state !== 'updating';
  byId('state').textContent = state === 'updating' ? texts.updating : '';
}

function setJump(headline, emergency = false) {
  byId('jump').textContent = headline ? texts.jumpTo(headline) : texts.jumpEmpty;
  byId('jump').classList.toggle('emergency', emergency);
}

/** An unchanged headline is left alone, so that it is not read aloud at every change of the form. */
function setHeadline(...nodes) {
  const next = el('div', {}, ...nodes);
  if (next.innerHTML !== byId('headline').innerHTML) {
    byId('headline').replaceChildren(...next.childNodes);
  }
}

function showNothing() {
  page.request = null;
  setState('empty');
  setJump('');
  byId('problem').replaceChildren();
  setHeadline(el('p', { class: 'quiet-head' }, texts.nothingYet));
  byId('details').replaceChildren(el('p', {}, texts.nothingYetMore));
}

function showUpdating() {
  page.request = null;
  setState('updating');
}

/** An old answer beside a changed form would mislead: it goes. */
function showFailure(error, again) {
  const refused = error instanceof Refusal;
  const head = refused ? texts.refused : texts.stopped;
  setState('failed');
  setJump(head);
  setHeadline();
  byId('details').replaceChildren();
  const more = refused
    ? [el('p', {}, texts.refusedMore(error.status)), bullets(error.reasons.map((reason) => el('li', {}, reason)))]
    : [el('p', {}, texts.stoppedMore)];
  byId('problem').replaceChildren(
    el('p', { class: 'problem-head' }, head),
    ...more,
    el('button', { type: 'button', click: again }, texts.again),
  );
}

// The answer

/** Numbers the sources in the order in which they are cited. */
function citations() {
  const numbers = new Map();
  const number = (key) => {
    if (!numbers.has(key)) {
      numbers.set(key, numbers.size + 1);
    }
    return numbers.get(key);
  };
  const link = (key, at) => {
    const own = key === 'interpretation' ? `${texts.interpretation} ` : '';
    return el('a', { href: `#source-${at}`, 'aria-label': texts.source(own + at) }, own + at);
  };
  return {
    keys: () => [...numbers.keys()],
    /** "[1, interpretation 2]": nobody is to take an interpretation for the guideline's words. */
    mark(keys) {
      const cited = new Set([keys].flat().filter((key) => key).flatMap((key) => key.split(', ')));
      cited.forEach((key) => number(key));
      const links = [...cited].sort((one, other) => number(one) - number(other)).map((key) => link(key, number(key)));
      const parted = links.flatMap((one, index) => (index === 0 ? [one] : [', ', one]));
      return links.length === 0 ? '' : el('span', { class: 'cited' }, ' [', ...parted, ']');
    },
  };
}

/** What decides comes first; the rest is there to be opened. */
function showAnswer(advice, first, enabled, notes) {
  const cite = citations();
  const critical = advice.alerts.filter((alert) => alert.severity === 'critical');
  setState('answered');
  byId('problem').replaceChildren();
  setHeadline(
    ...(advice.headlines ?? []).map((one) => el('p', { class: 'outcome' }, el('strong', {}, one.text), cite.mark(one.sources))),
    ...critical.map((alert) => emergency(alert, cite)),
    ...outcome(advice, cite),
  );
  setJump(
    critical.length > 0 ? texts.emergency(critical[0].code) : shortOutcome(advice),
    critical.length > 0,
  );
  const brief = [
    omissions(enabled, notes),
    answeredBy(advice),
    nextSteps(advice, cite),
    studyNext(advice, first.best, cite),
    alerts(advice, 'warning', texts.warnings, cite),
    questions(advice, first.questions, enabled),
  ];
  const whole = [
    redFlags(advice, cite),
    ranking(advice, cite),
    remarks(advice),
    otherQuestions(advice, first.questions, enabled),
    alerts(advice, 'info', texts.notes, cite),
    differential(advice, cite),
    why(advice),
    sources(advice, cite),
    provenance(advice),
  ].filter((part) => part !== null);
  replaceDetails([
    ...brief.filter((part) => part !== null),
    folded('whole', texts.whole, ...whole),
    el('p', { class: 'small' }, texts.signed(advice.provenance)),
  ]);
}

/** What the reader has opened stays open when the answer changes. */
function replaceDetails(parts) {
  const opened = new Set([...byId('details').querySelectorAll('details[open]')].map((one) => one.className));
  byId('details').replaceChildren(...parts);
  byId('details').querySelectorAll('details').forEach((one) => (one.open = opened.has(one.className)));
}

function part(name, title, ...content) {
  return el('section', { class: `part ${name}` }, el('h3', {}, title), ...content);
}

function folded(name, title, ...content) {
  return el('details', { class: name }, el('summary', {}, title), ...content);
}

const bullets = (items, name = '') => el('ul', { class: name }, ...items);

function emergency(alert, cite) {
  return el(
    'div',
    { class: 'emergency-box' },
    el('p', { class: 'emergency-head' }, icon('!'), texts.emergency(alert.code)),
    el('p', {}, alert.text, cite.mark(alert.sources)),
  );
}

/** A sign for the eye alone; the words beside it say the same. */
const icon = (sign) => el('span', { class: 'icon', 'aria-hidden': 'true' }, sign);

const blockingCount = (advice) => advice.missing.filter((one) => one.blocking).length;

function shortOutcome(advice) {
  switch (advice.outcome) {
    case 'variant-matched': {
      const next = advice.recommendations.filter((study) => study.preferred).map((study) => study.display);
      return [texts.variant(advice.variant.number), ...next.slice(0, 1)].join(', ');
    }
    case 'data-required':
      return `${texts.dataRequired}. ${texts.dataRequiredMore(blockingCount(advice))}`;
    default:
      return texts.notApplicable;
  }
}

function outcome(advice, cite) {
  const also = advice.alsoMatches.length > 0 ? el('p', {}, texts.alsoMatches(advice.alsoMatches)) : null;
  const head = (tag, title) => el('p', { class: 'outcome' }, el('strong', { class: 'tag' }, tag), ' ', title);
  switch (advice.outcome) {
    case 'variant-matched':
      return [head(texts.variant(advice.variant.number), advice.variant.title), also];
    case 'data-required':
      return [head(texts.dataRequired, texts.dataRequiredMore(blockingCount(advice)))];
    default:
      return notApplicable(advice.exclusion, cite, head);
  }
}

function notApplicable(exclusion, cite, head) {
  if (!exclusion) {
    return [head(texts.notApplicable, '')];
  }
  const title = head(texts.notApplicable, exclusion.text);
  title.append(cite.mark(exclusion.source));
  return [title, exclusion.seeInstead ? el('p', {}, el('strong', {}, texts.seeInstead), ' ', exclusion.seeInstead) : null];
}

function omissions(enabled, notes) {
  const fields = leftOut(enabled);
  return fields.length === 0 && notes.length === 0
    ? null
    : el(
        'div',
        { class: 'left-out' },
        el('p', {}, el('strong', {}, texts.leftOut)),
        bullets([
          ...fields.map((field) => el('li', {}, linkTo(field, field.item.text))),
          ...notes.map((note) => el('li', {}, note)),
        ]),
      );
}

/** An answer of another topic than the one whose form this is. */
function answeredBy({ topic }) {
  return !topic || !page.questionnaire || page.questionnaire.url.endsWith(`/${topic}`)
    ? null
    : el('p', {}, texts.answeredBy(page.titles.get(topic) ?? topic));
}

function studyNext(advice, best, cite) {
  if (advice.outcome !== 'variant-matched') {
    return null;
  }
  const studies = advice.recommendations.filter((study) => study.preferred);
  return part(
    'next',
    studies.length > 1 ? texts.studiesNext : texts.studyNext,
    studies.length === 0 ? el('p', {}, texts.noneByItself(advice.recommendations.filter((one) => best.includes(one.procedure)))) : null,
    ...studies.map((study) => preferred(study, cite)),
  );
}

function preferred(study, cite) {
  const facts = [
    study.region ? texts.region(study.region) : '',
    texts.rating(study),
    texts.radiationOf(study.radiation),
    study.transcribed ? texts.transcribed : '',
  ].filter((fact) => fact !== '');
  return el(
    'div',
    { class: 'study' },
    el('p', { class: 'study-name' }, study.display),
    bullets(facts.map((fact) => el('li', {}, fact)), 'facts'),
    study.reasons.length > 0 ? el('p', {}, study.reasons[0], cite.mark(study.sources)) : null,
    study.reasons.length > 1 ? folded('reasons', texts.moreReasons, bullets(study.reasons.slice(1).map((reason) => el('li', {}, reason)))) : null,
  );
}

function nextSteps(advice, cite) {
  if (advice.nextSteps.length === 0) {
    return null;
  }
  const steps = advice.nextSteps.map((step) =>
    el(
      'li',
      { class: `step ${step.urgency}` },
      el('strong', { class: 'urgency' }, texts.urgency(step.urgency)),
      el('span', {}, step.text, cite.mark(step.source)),
    ),
  );
  return part('steps', texts.nextSteps, el('ol', {}, ...steps));
}

function alerts(advice, severity, title, cite) {
  const some = advice.alerts.filter((alert) => alert.severity === severity);
  if (some.length === 0) {
    return null;
  }
  const items = some.map((alert) => el('li', {}, alert.text, cite.mark(alert.sources)));
  return part(`alerts ${severity}`, title, bullets(items));
}

function redFlags(advice, cite) {
  return advice.redFlags.length === 0
    ? null
    : part('flags', texts.redFlags, bullets(advice.redFlags.map((flag) => el('li', {}, flag.text, cite.mark(flag.source)))));
}

/** The studies by category, in the order of the answer. */
function byCategory(studies) {
  const groups = new Map();
  studies.forEach((study) => groups.set(study.category, [...(groups.get(study.category) ?? []), study]));
  return [...groups];
}

const SIGNS = { 'usually-appropriate': '✓', 'may-be-appropriate': '~', 'usually-not-appropriate': '✕' };

function ranking(advice, cite) {
  if (advice.recommendations.length === 0) {
    return null;
  }
  const heads = [texts.study, texts.median, texts.radiationHead].map((text) => el('th', { scope: 'col' }, text));
  const bodies = byCategory(advice.recommendations).map(([category, studies]) =>
    el(
      'tbody',
      { class: category },
      el(
        'tr',
        {},
        el('th', { scope: 'rowgroup', colspan: 3, class: 'category' }, icon(SIGNS[category] ?? ''), texts.category(category)),
      ),
      ...studies.map((study) => rated(study, cite)),
    ),
  );
  return part(
    'ranking',
    texts.ranking,
    el('table', {}, el('thead', {}, el('tr', {}, ...heads)), ...bodies),
    el('p', { class: 'small' }, texts.rankingNote),
  );
}

function rated(study, cite) {
  const remarks = [
    study.disagreement ? texts.disagreed : '',
    study.transcribed ? texts.transcribed : '',
    study.setAside ? texts.setAside(study.setAside) : '',
  ]
    .filter((remark) => remark !== '')
    .join(', ');
  return el(
    'tr',
    { class: study.preferred ? 'preferred' : null },
    el(
      'th',
      { scope: 'row' },
      study.preferred ? el('strong', { class: 'do-next' }, texts.doNext) : null,
      el('span', {}, study.display),
      remarks ? el('span', { class: 'small' }, ` (${remarks})`) : null,
      cite.mark(study.sources),
    ),
    el('td', { class: 'median' }, texts.medianOf(study)),
    el('td', {}, texts.radiation(study.radiation)),
  );
}

/** What is said of studies that are not preferred, studies of which the same is said together. */
function remarks(advice) {
  const studies = new Map();
  for (const study of advice.recommendations.filter((one) => !one.preferred && one.reasons.length > 0)) {
    const said = study.reasons.join(' ');
    studies.set(said, [...(studies.get(said) ?? []), study.display]);
  }
  const items = [...studies].map(([said, names]) => el('li', {}, el('strong', {}, `${names.join('; ')}: `), said));
  return items.length === 0 ? null : folded('remarks', texts.remarks, bullets(items));
}

/** What to ask first; without it either nothing can be answered, or the answer could be another. */
function questions(advice, first, enabled) {
  const asked = advice.missing.filter((one) => first.includes(one.code));
  const more = advice.missing.length - asked.length;
  const blocking = asked.some((one) => one.blocking);
  return asked.length === 0
    ? null
    : part(
        blocking ? 'questions needed' : 'questions',
        blocking ? texts.needed : texts.open,
        bullets([...asked.map((one) => asking(one, enabled)), more > 0 ? el('li', { class: 'small' }, texts.more(more)) : null]
          .filter((item) => item !== null)),
      );
}

function otherQuestions(advice, first, enabled) {
  const others = advice.missing.filter((one) => !first.includes(one.code));
  return others.length === 0
    ? null
    : part('questions others', texts.otherQuestions, bullets(others.map((one) => asking(one, enabled))));
}

function asking(missing, enabled) {
  const field = fieldFor(missing.code, enabled);
  const remark = missing.couldChange.length > 0 ? texts.couldChange(missing.couldChange) : '';
  return el(
    'li',
    {},
    field ? linkTo(field, missing.question) : missing.question,
    remark ? el('span', { class: 'small' }, ` (${remark})`) : null,
  );
}

/**
 * The field that a missing datum asks for: its own; once that is answered, the first open one that belongs to it; while
 * it is hidden, the one that it waits for.
 */
function fieldFor(code, enabled) {
  const all = [...page.fields.values()];
  const isOpen = (field) => enabled.has(field.item.linkId) && !field.read();
  const own = page.fields.get(code) ?? all.find((field) => (field.item.code ?? []).some((one) => one.code === code));
  if (!own) {
    const group = page.questionnaire.item.find((one) => one.linkId === GROUP_OF[code]);
    const fields = (group?.item ?? []).map((item) => page.fields.get(item.linkId));
    return fields.find(isOpen) ?? fields[0];
  }
  if (!enabled.has(own.item.linkId)) {
    return fieldFor(own.item.enableWhen[0].question, enabled);
  }
  return isOpen(own) ? own : (all.find((one) => one.item.linkId.startsWith(`${code}.`) && isOpen(one)) ?? own);
}

function linkTo(field, text) {
  const go = (event) => {
    event.preventDefault();
    const target = field.focused();
    target.focus({ preventScroll: true });
    field.node.scrollIntoView({ block: 'center', behavior: calmly() });
  };
  return el('a', { href: `#${idOf(field.item)}`, click: go }, text);
}

function differential(advice, cite) {
  const items = advice.differential.map((one) =>
    el('li', {}, one.text, one.because.length > 0 ? ` ${texts.raisedBy(one.because)}` : '', cite.mark(one.source)),
  );
  return items.length === 0 ? null : part('differential', texts.differential, bullets(items));
}

function why(advice) {
  const steps = advice.trace.map((step) =>
    el(
      'li',
      {},
      el('strong', {}, step.name),
      step.because.length > 0 ? el('p', {}, `${texts.because} ${step.because.map((one) => one.text).join('; ')}`) : null,
      step.concluded.length > 0 ? el('p', {}, `${texts.concluded} ${step.concluded.map((one) => one.text).join('; ')}`) : null,
      el('code', {}, `${step.file}:${step.line}`),
    ),
  );
  return steps.length === 0 ? null : folded('why', texts.why(steps.length), el('ol', {}, ...steps));
}

function sources(advice, cite) {
  const titles = advice.provenance.sources;
  const items = cite.keys().map((key, index) =>
    el('li', { id: `source-${index + 1}`, tabindex: '-1' }, titles[key] ?? key),
  );
  return items.length === 0 ? null : part('sources', texts.sources, el('ol', {}, ...items));
}

function provenance({ provenance: from }) {
  return part(
    'provenance',
    texts.aboutRules,
    el('p', { class: 'notice' }, from.notice),
    el('p', { class: 'small' }, texts.rules(from), ' ', el('code', {}, from.digest)),
  );
}

// The topics

async function choose(id) {
  try {
    build(await ask(`Questionnaire/${encodeURIComponent(id)}`));
  } catch (error) {
    showFailure(error, () => choose(id));
    return;
  }
  const { title, status } = page.questionnaire;
  byId('title').textContent = title;
  document.title = texts.titleOf(title);
  byId('rules-status').textContent = texts.rulesStatus(status);
  byId('rules-status').hidden = false;
  changed();
}

function offerTopics(topics, chosen) {
  const select = byId('topic');
  select.replaceChildren(
    chosen ? '' : el('option', { value: '' }, texts.chooseTopic),
    ...topics.map(({ id, title }) => el('option', { value: id, selected: id === chosen }, title)),
  );
  byId('topic-choice').hidden = topics.length === 1 && Boolean(chosen);
}

async function start() {
  let topics;
  try {
    ({ topics } = await ask('topics'));
  } catch (error) {
    showFailure(error, start);
    return;
  }
  page.titles = new Map(topics.map(({ id, title }) => [id, title]));
  const wanted = new URLSearchParams(location.search).get('topic');
  const chosen = topics.find((topic) => topic.id === wanted)?.id
    ?? (wanted === null && topics.length === 1 ? topics[0].id : '');
  showNothing();
  showLinked(linkedCase());
  if (page.linked) {
    byId('answer').scrollIntoView({ block: 'start' });
  }
  offerTopics(topics, chosen);
  if (chosen) {
    await choose(chosen);
  } else if (page.linked) {
    showUpdating();
    await answer();
  } else if (wanted !== null) {
    byId('problem').replaceChildren(el('p', { class: 'problem-head' }, texts.unknownTopic(wanted)));
  }
}

/** A case behind the # of the address: it is taken out at once, so that no history keeps it. */
function linkedCase() {
  const carried = /^#case=([\w-]+)$/.exec(location.hash)?.[1];
  if (!carried) {
    return null;
  }
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const bytes = Uint8Array.from(atob(carried.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

function showLinked(linked) {
  page.linked = linked;
  byId('linked').hidden = linked === null;
}

function startOver() {
  showLinked(null);
  page.fields.forEach((field) => field.clear());
  changed();
  scrollTo({ top: 0, behavior: calmly() });
  page.fields.values().next().value?.focused().focus({ preventScroll: true });
}

document.documentElement.lang = texts.language;
document.querySelectorAll('[data-text]').forEach((node) => (node.textContent = texts[node.dataset.text]));
byId('form').addEventListener('input', changed);
byId('form').addEventListener('submit', (event) => event.preventDefault());
byId('start-over').addEventListener('click', startOver);
byId('topic').addEventListener('change', (event) => event.target.value && choose(event.target.value));
byId('jump').addEventListener('click', (event) => {
  event.preventDefault();
  byId('answer').focus({ preventScroll: true });
  byId('answer').scrollIntoView({ block: 'start', behavior: calmly() });
});
start();
