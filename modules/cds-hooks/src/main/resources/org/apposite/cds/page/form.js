/*
 * The form of a topic and the answer to it. The form is built from the server's FHIR Questionnaire; at every change a
 * QuestionnaireResponse goes to the server, and what comes back is shown. Where a card's link carries what a record says, the form
 * begins with that, and only what a person changes goes to the server beside it. Nothing is kept outside this tab.
 */
import texts from './texts.js';

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
 * What a card's link carries, and what the server says of it.
 * @typedef {object} LinkedRecord
 * @property {object} stated the case as the record states it, sent back as it came
 * @property {string} patient the reference of the patient, for the answers that go back; it is not sent to this server
 * @property {Object<string, string[][]>} sources by the code of a fact the resources that say it, each with its day if it has one
 * @property {object[]} facts what the case states, question by question
 * @property {object[]} emergencies the critical alerts of the case as it stands
 * @property {Map<string, string>} shown the answers that stood in the form before anybody changed them, by linkId
 */

/**
 * A question as it stands on the page.
 * @typedef {object} Field
 * @property {object} item the item of the questionnaire
 * @property {HTMLElement} node
 * @property {() => object|null} read the answer as FHIR writes it, null without one
 * @property {(answer: object) => void} write shows an answer; one that the question does not offer is left out
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
  /** @type {LinkedRecord|null} */ record: null,
  /** Which questions stand together, by the id of their group. */ groups: new Map(),
  /** How people name the studies of the answer, by procedure. */ names: {},
  /** What is offered as a resource of FHIR: the items of the answers. */ offered: [],
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
  return (isPresence(coding) && texts.presence(coding.code)) || texts.option(texts.ofForm(coding.display ?? coding.code));
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
    write({ valueCoding }) {
      const index = indexOf(codings, valueCoding);
      inputs.forEach((input) => (input.checked = input.value === String(index)));
    },
    problem: () => '',
    focused: checked,
    clear: () => inputs.forEach((input) => (input.checked = input.defaultChecked)),
  };
}

const indexOf = (codings, wanted) =>
  codings.findIndex((one) => one.code === wanted?.code && one.system === wanted?.system);

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
    write: ({ valueCoding }) => (select.selectedIndex = indexOf(codings, valueCoding) + 1),
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
    node: labelled(item, input, unit ? el('span', {}, texts.ofForm(unit.display ?? unit.code)) : null),
    read: () => (input.value === '' || !isReadable(input) ? null : answer(input.value)),
    write: (given) => (input.value = given.valueDate ?? given.valueDecimal ?? given.valueInteger ?? ''),
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
    ...units.map((unit, index) => el('option', { value: index }, texts.ofForm(unit.display ?? unit.code))),
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
    write({ valueQuantity }) {
      const index = units.findIndex((one) => one.code === valueQuantity?.code);
      if (index >= 0) {
        input.value = valueQuantity.value;
        select.selectedIndex = index + 1;
      }
    },
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
  describe(field, id);
  return field;
}

/** Ties a text to the controls of a field; radio buttons have it of their group. */
function describe(field, id) {
  const described = field.node.localName === 'fieldset' ? [field.node] : field.node.querySelectorAll('input, select');
  described.forEach((one) =>
    one.setAttribute('aria-describedby', [id, one.getAttribute('aria-describedby')].filter(Boolean).join(' ')));
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
  for (const one of questionnaire.item.flatMap((group) => [group, ...group.item])) {
    one.text = texts.ofForm(one.text);
  }
  page.fields.clear();
  page.groups.clear();
  const groups = questionnaire.item.map((group) => {
    const fields = group.item.map(fieldOf);
    fields.forEach((field) => {
      page.fields.set(field.item.linkId, field);
      field.node.classList.toggle('dependent', group.item.some((one) => field.item.linkId.startsWith(`${one.linkId}.`)));
    });
    return section(group.linkId, group.text, fields);
  });
  byId('groups').replaceChildren(...groups);
  byId('besides').replaceChildren();
}

/** A part of the form, with how much of it is answered. */
function section(id, title, fields) {
  page.groups.set(id, fields.map((field) => field.item.linkId));
  return el(
    'section',
    { class: 'group', id: `group-${id}`, 'aria-labelledby': `g-${id}` },
    el(
      'div',
      { class: 'group-head' },
      el('h3', { id: `g-${id}` }, title),
      el('p', { class: 'count' }),
    ),
    ...fields.map((field) => field.node),
  );
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

/** Shows what is enabled, answered, wrong and changed in the form. */
function mark({ given, enabled }) {
  const changed = new Set(page.record ? changedItems(given, enabled).map((item) => item.linkId) : []);
  for (const [linkId, field] of page.fields) {
    field.node.hidden = !enabled.has(linkId);
    field.node.classList.toggle('answered', given.has(linkId));
    showProblem(field);
    showChanged(field, changed.has(linkId));
  }
  for (const [id, linkIds] of page.groups) {
    const shown = linkIds.filter((linkId) => enabled.has(linkId));
    const some = shown.filter((linkId) => given.has(linkId)).length;
    byId(`group-${id}`).hidden = shown.length === 0;
    byId(`group-${id}`).querySelector('.count').textContent = texts.answered(some, shown.length);
  }
  byId('undo').hidden = changed.size === 0;
}

const givenItems = (given) => [...given].map(([linkId, answer]) => ({ linkId, answer: [answer] }));

/**
 * What stands otherwise in the form than the record states it; without an answer what was emptied or is asked no more. What cannot
 * be sent yet leaves the record as it is.
 */
function changedItems(given, enabled) {
  const items = [];
  for (const [linkId, field] of page.fields) {
    const now = given.get(linkId);
    const isBroken = enabled.has(linkId) && field.problem() !== '';
    if (!isBroken && page.record.shown.get(linkId) !== (now && JSON.stringify(now))) {
      items.push(now ? { linkId, answer: [now] } : { linkId });
    }
  }
  return items;
}

function response(given) {
  const byLinkId = new Map(given.map((item) => [item.linkId, item]));
  const items = page.questionnaire.item
    .map((group) => ({
      linkId: group.linkId,
      item: group.item.filter((item) => byLinkId.has(item.linkId)).map((item) => byLinkId.get(item.linkId)),
    }))
    .filter((group) => group.item.length > 0);
  const { url, version } = page.questionnaire;
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: version ? `${url}|${version}` : url,
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
  if (entered.given.size === 0 && !page.record) {
    showNothing();
    return;
  }
  showUpdating();
  page.timer = setTimeout(answer, PAUSE_MILLIS);
}

async function answer() {
  clearTimeout(page.timer);
  const { given, enabled } = answers();
  const items = page.record ? changedItems(given, enabled) : givenItems(given);
  const request = new AbortController();
  page.request = request;
  const limit = setTimeout(() => request.abort(), PATIENCE_MILLIS);
  try {
    const answered = await ask('answer', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(page.record ? ofRecord(items) : response(items)),
      signal: request.signal,
    });
    if (page.request === request) {
      const isOpened = page.record !== null && page.record.facts === null;
      if (isOpened) {
        beginWith(answered);
      }
      showAnswer(answered, answers().enabled);
      offer(items);
      if (isOpened && answered.answer.outcome !== 'data-required') {
        // Where both do not fit beside each other the answer stands below the form.
        byId('answer').scrollIntoView({ block: 'start' });
      }
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

/** The case of the record, and what was changed of it. */
function ofRecord(items) {
  const { stated } = page.record;
  return items.length === 0 ? { case: stated } : { case: stated, answers: response(items) };
}

// What the record says

/** Fills the form with what the record states, and asks first what it does not say. */
function beginWith({ answer: advice, first, record }) {
  page.record.facts = record.stated;
  page.record.emergencies = record.emergencies;
  if (!page.questionnaire) {
    return;
  }
  fillIn();
  askFirst(advice, first);
  mark(answers());
  byId('form').inert = false;
}

function fillIn() {
  const besides = [];
  for (const fact of page.record.facts) {
    const field = page.fields.get(fact.linkId);
    if (field) {
      showOrigin(field, fact);
    } else {
      besides.push(fact);
    }
    if (field && fact.answer) {
      field.write(fact.answer);
    }
  }
  page.record.shown = new Map([...answers().given].map(([linkId, answer]) => [linkId, JSON.stringify(answer)]));
  byId('besides').replaceChildren(
    ...(besides.length === 0
      ? []
      : [folded('besides', texts.besides(besides.length), bullets(besides.map((fact) =>
        el('li', {}, el('strong', {}, texts.option(texts.ofForm(fact.name))), ': ', stated(fact), ...sourcesOf(fact)))))]),
  );
}

/** What the record states, in the words of the form. */
function stated({ value, answer }) {
  const coding = answer?.valueCoding;
  return texts.dates(coding && isPresence(coding) && coding.display === value ? texts.presence(coding.code).toLowerCase() : texts.ofForm(value));
}

function sourcesOf({ fact }) {
  const sources = page.record.sources?.[fact] ?? [];
  return sources.map(([resource, day]) => el('span', { class: 'source' }, ' · ', texts.ofResource(resource, day ?? '')));
}

/** What the record states of a question, under its text; the parts of a study have the sources of the study. */
function showOrigin(field, fact) {
  const id = `${idOf(field.item)}-origin`;
  const line = byId(id);
  if (line) {
    line.querySelector('.of-record').append(`; ${stated(fact)}`);
    return;
  }
  const sources = field.item.linkId.startsWith(`${fact.fact}.`) ? [] : sourcesOf(fact);
  field.node.append(el('p', { id, class: 'origin' }, el('span', { class: 'of-record' }, texts.ofRecord(stated(fact))), ...sources));
  describe(field, id);
}

function showChanged(field, isChanged) {
  field.node.classList.toggle('changed', isChanged);
  const line = byId(`${idOf(field.item)}-origin`);
  if (line) {
    line.querySelector('.changed-here')?.remove();
    if (isChanged) {
      line.append(el('strong', { class: 'changed-here' }, texts.changedHere));
    }
  }
}

/** Puts the questions that an answer needs most above all others, with those that belong to them. */
function askFirst(advice, first) {
  const { enabled } = answers();
  const wanted = advice.missing.filter((one) => one.blocking || first.questions.includes(one.code)).map((one) => one.code);
  const linkIds = new Set(wanted.flatMap((code) => {
    const group = page.questionnaire.item.find((one) => one.linkId === GROUP_OF[code]);
    const own = fieldFor(code, enabled)?.item.linkId;
    return group ? group.item.map((item) => item.linkId) : [own];
  }));
  const fields = [...page.fields.values()].filter(({ item }) =>
    [...linkIds].some((linkId) => item.linkId === linkId || item.linkId.startsWith(`${linkId}.`)));
  if (fields.length === 0) {
    return;
  }
  const moved = new Set(fields.map((field) => field.item.linkId));
  for (const [id, all] of page.groups) {
    page.groups.set(id, all.filter((linkId) => !moved.has(linkId)));
  }
  byId('groups').prepend(section('first', texts.askFirst, fields));
}

/** Takes back what was changed: the form shows what the record states. */
function undo() {
  page.fields.forEach((field) => field.clear());
  page.record.facts.filter((fact) => fact.answer).forEach((fact) => page.fields.get(fact.linkId)?.write(fact.answer));
  changed();
  byId('start-over').focus();
}

// The answers as a resource of FHIR

function offer(items) {
  page.offered = items;
  byId('offer').hidden = items.length === 0 || !page.questionnaire;
  byId('offer-what').textContent = page.record ? texts.offerChanges(items.length) : texts.offerAnswers(items.length);
  byId('offered').textContent = '';
}

/** What a client can keep: it names the patient, which this server is not told. */
function resource() {
  const { resourceType, questionnaire, status, ...rest } = response(page.offered);
  const subject = page.record?.patient ? { subject: { reference: page.record.patient } } : {};
  return JSON.stringify({ resourceType, questionnaire, status, ...subject, ...rest }, null, 2);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(resource());
    byId('offered').textContent = texts.copied;
  } catch {
    byId('offered').textContent = texts.notCopied;
  }
}

function download() {
  const url = URL.createObjectURL(new Blob([resource()], { type: 'application/fhir+json' }));
  el('a', { href: url, download: texts.fileName }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  byId('offered').textContent = texts.downloaded;
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
  offer([]);
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
  // What the record says is an emergency stands, whatever happens to an answer.
  const emergencies = page.record?.emergencies ?? [];
  setJump(emergencies.length > 0 ? texts.emergency(emergencies[0].code) : head, emergencies.length > 0);
  setHeadline(...emergencies.map((alert) => ofRecordAlone(alert, texts.emergencyOfRecord(texts.emergency(alert.code)))));
  byId('details').replaceChildren();
  offer([]);
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

/** How people name a study of this patient: with its region. */
const nameOf = (study) => page.names?.[study.procedure] ?? study.display;

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
function showAnswer({ answer: advice, first, others, notes, record }, enabled) {
  page.names = first.names;
  const cite = citations();
  const critical = advice.alerts.filter((alert) => alert.severity === 'critical');
  const overruled = (record?.emergencies ?? []).filter((one) => !critical.some((alert) => alert.code === one.code));
  setState('answered');
  byId('problem').replaceChildren();
  setHeadline(
    ...(advice.headlines ?? []).map((one) => el('p', { class: 'outcome' }, el('strong', {}, one.text), cite.mark(one.sources))),
    ...critical.map((alert) => emergency(alert, cite)),
    ...overruled.map((alert) => ofRecordAlone(alert, texts.overruled(texts.emergency(alert.code)), texts.overruledMore)),
    ...outcome(advice, cite),
  );
  const urgent = [...critical, ...overruled];
  setJump(urgent.length > 0 ? texts.emergency(urgent[0].code) : shortOutcome(advice), urgent.length > 0);
  const brief = [
    omissions(enabled, notes),
    changes(record?.changes ?? []),
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
    whyNot(others),
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

/** What the record says is an emergency, and the answer does not: nobody is to miss that by a change on the form. */
function ofRecordAlone(alert, head, ...more) {
  return el(
    'div',
    { class: 'emergency-box overruled' },
    el('p', { class: 'emergency-head' }, icon('!'), head),
    el('p', {}, alert.text),
    ...more.map((text) => el('p', {}, text)),
  );
}

/** What the answer rests on that the record does not say. */
function changes(all) {
  return all.length === 0
    ? null
    : part('changes', texts.changes, bullets(all.map((one) =>
      el('li', {}, el('strong', {}, texts.option(texts.ofForm(one.name))), ': ', texts.change(texts.dates(one.before), texts.dates(one.now))))));
}

/** A sign for the eye alone; the words beside it say the same. */
const icon = (sign) => el('span', { class: 'icon', 'aria-hidden': 'true' }, sign);

const blockingCount = (advice) => advice.missing.filter((one) => one.blocking).length;

function shortOutcome(advice) {
  switch (advice.outcome) {
    case 'variant-matched': {
      const next = advice.recommendations.filter((study) => study.preferred).map(nameOf);
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
    studies.length === 0 ? el('p', {}, texts.noneByItself(advice.recommendations.filter((one) => best.includes(one.procedure)), nameOf)) : null,
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
    el('p', { class: 'study-name' }, nameOf(study)),
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
      el('span', {}, nameOf(study)),
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
    studies.set(said, [...(studies.get(said) ?? []), nameOf(study)]);
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

/** Why not another variant, or another study next: what is in the way of the rule that comes nearest. */
function whyNot(others) {
  const items = others.map(({ code, title, summary, inTheWay }) =>
    folded(
      `other ${code}`,
      page.names[code] ?? title,
      el('p', {}, summary),
      bullets(inTheWay.map((one) => el('li', {}, el('strong', {}, texts.comesTo(one.answer)), ' ', one.text))),
    ));
  return items.length === 0 ? null : folded('why-not', texts.whyNot, ...items);
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
  if (page.record) {
    page.record.facts = null;
    page.record.shown = new Map();
    // What is entered before the record is in the form would be overwritten.
    byId('form').inert = true;
  }
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
  showRecord(carriedRecord());
  offerTopics(topics, chosen);
  if (chosen) {
    await choose(chosen);
  } else if (page.record) {
    showUpdating();
    await answer();
  } else if (wanted !== null) {
    byId('problem').replaceChildren(el('p', { class: 'problem-head' }, texts.unknownTopic(wanted)));
  }
}

/** @returns {LinkedRecord|null} what stands behind the # of the address: it is taken out at once, so that no history keeps it */
function carriedRecord() {
  const carried = /^#record=([\w-]+)$/.exec(location.hash)?.[1];
  if (!carried) {
    return null;
  }
  history.replaceState(null, '', location.pathname + location.search);
  const record = { stated: {}, patient: '', sources: {}, facts: null, emergencies: [], shown: new Map() };
  try {
    const bytes = Uint8Array.from(atob(carried.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const { case: stated, patient, sources } = JSON.parse(new TextDecoder().decode(bytes));
    return { ...record, stated: stated ?? {}, patient: /^Patient\/[\w.-]{1,64}$/.test(patient) ? patient : '', sources: sources ?? {} };
  } catch {
    return record;
  }
}

/** Says that the form begins with a record, and of which day. */
function showRecord(record) {
  page.record = record;
  byId('linked').hidden = record === null;
  byId('linked-text').textContent = texts.linked(record?.stated.patient?.asOf ?? '', today());
}

/** The day of the server, which is the day of the record. */
function today() {
  const now = new Date(Date.now() + page.aheadMillis);
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function startOver() {
  showRecord(null);
  byId('form').inert = false;
  if (page.questionnaire) {
    build(page.questionnaire);
  }
  changed();
  scrollTo({ top: 0, behavior: calmly() });
  page.fields.values().next().value?.focused().focus({ preventScroll: true });
}

document.documentElement.lang = texts.language;
document.querySelectorAll('[data-text]').forEach((node) => (node.textContent = texts[node.dataset.text]));
// A client may open the next card's link in the same window, where only what stands behind the # differs.
addEventListener('hashchange', () => location.hash.startsWith('#record=') && location.reload());
byId('form').addEventListener('input', changed);
byId('form').addEventListener('submit', (event) => event.preventDefault());
byId('start-over').addEventListener('click', startOver);
byId('undo').addEventListener('click', undo);
byId('copy').addEventListener('click', copy);
byId('download').addEventListener('click', download);
byId('topic').addEventListener('change', (event) => event.target.value && choose(event.target.value));
byId('jump').addEventListener('click', (event) => {
  event.preventDefault();
  byId('answer').focus({ preventScroll: true });
  byId('answer').scrollIntoView({ block: 'start', behavior: calmly() });
});
start();
