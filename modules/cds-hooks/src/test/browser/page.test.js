import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import {
  PHONE,
  SERVER,
  amount,
  answered,
  answersOf,
  choose,
  indexCase,
  launch,
  open,
  question,
  ready,
  select,
  violations,
} from './page.js';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A test with a fresh tab, which must end without an error in the console unless it expects one. */
function inTab(name, options, body) {
  test(name, { timeout: 60000 }, async () => {
    const tab = await open(browser, options.context, options.path);
    try {
      await body(tab.page, tab.seen);
      if (!options.errors) {
        assert.deepEqual(tab.seen.errors, []);
      }
    } finally {
      await tab.close();
    }
  });
}

const text = (page, selector) => page.locator(selector).innerText();

const openWhole = (page) => page.locator('details.whole > summary').press('Enter');

/** Presses Tab until a control of the question has the focus, as someone without a mouse does. */
async function tabTo(page, linkId, tag = 'input') {
  for (let presses = 0; presses < 80; presses++) {
    const there = await page.evaluate(
      ([id, name]) => document.activeElement.closest(`[id="q-${id}"]`) !== null
        && document.activeElement.localName === name,
      [linkId, tag],
    );
    if (there) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${linkId}`);
}

async function press(page, linkId, key, times) {
  await tabTo(page, linkId);
  for (let i = 0; i < times; i++) {
    await page.keyboard.press(key);
  }
}

async function typeAmount(page, linkId, number, unit) {
  await tabTo(page, linkId);
  await page.keyboard.type(number);
  await tabTo(page, linkId, 'select');
  await page.keyboard.type(unit);
}

async function typeChoice(page, linkId, words) {
  await tabTo(page, linkId, 'select');
  await page.keyboard.type(words);
}

inTab('the index case by keyboard alone: variant 3, and MRI without and with contrast', {}, async (page, seen) => {
  await ready(page);
  await typeAmount(page, 'age', '9', 'years');
  await press(page, 'complaint', 'ArrowRight', 1);
  await typeChoice(page, 'region', 'Thoracic');
  await typeAmount(page, 'duration', '3', 'weeks');
  // From "unknown" one step to the right is "yes", one to the left is "no".
  await press(page, 'neurologic-deficit', 'ArrowLeft', 1);
  await press(page, 'bowel-bladder-dysfunction', 'ArrowLeft', 1);
  for (const linkId of ['fever', 'night-pain', 'progressive-pain', 'malaise', 'radiographs']) {
    await press(page, linkId, 'ArrowRight', 1);
  }
  await typeChoice(page, 'radiographs.region', 'Thoracic');
  await typeChoice(page, 'radiographs.result', 'Negative');
  await answered(page);

  assert.match(await text(page, '#headline'), /^Variant 3\s+Back pain in a child with a red flag/);
  assert.equal(await text(page, '.next .study-name'), 'MRI thoracic spine without and with IV contrast');
  assert.match(await text(page, '.next .facts'), /Region: thoracic/);
  const sent = answersOf(seen.sent.at(-1));
  assert.deepEqual([...sent.keys()], [
    'age', 'complaint', 'region', 'duration', 'neurologic-deficit', 'bowel-bladder-dysfunction', 'fever',
    'night-pain', 'progressive-pain', 'malaise', 'radiographs', 'radiographs.region', 'radiographs.result',
  ]);
  assert.deepEqual(sent.get('age').valueQuantity, {
    value: 9, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a',
  });
  assert.equal(sent.get('neurologic-deficit').valueCoding.code, 'absent');
});

inTab('the ranking is a table by category, with the radiation in words', {}, async (page) => {
  await indexCase(page, 'No');
  assert.equal(await page.locator('.ranking').isVisible(), false, 'it belongs to the whole answer');
  await openWhole(page);
  const rows = await page.locator('.ranking tr').allInnerTexts();
  const line = (start) => rows.find((row) => row.includes(start));
  assert.ok(rows.findIndex((row) => row.includes('Usually appropriate'))
    < rows.findIndex((row) => row.includes('Usually not appropriate')));
  assert.match(line('Do next'), /MRI thoracic spine without and with IV contrast.*7\s+None \(0\smSv\)/s);
  assert.match(line('CT complete spine without IV'), /5\s+Level 4 of 5 \(3\sto\s10\smSv\)/s);
  assert.match(await text(page, '.notice'), /^Decision support for clinicians/);
});

inTab('an emergency stands before everything else', {}, async (page) => {
  await indexCase(page, 'Yes');
  const first = page.locator('#headline > :first-child');
  assert.match(await first.innerText(), /Neurologic emergency\s+Possible cord compression/);
  const box = await first.boundingBox();
  for (const part of await page.locator('#headline > :not(:first-child), #details > *').all()) {
    assert.ok((await part.boundingBox()).y >= box.y + box.height);
  }
  assert.equal(await page.locator('#headline').getAttribute('aria-live'), 'polite');
});

inTab('on a phone an emergency is in the link at the top, which leads to it', { context: { viewport: PHONE } }, async (page) => {
  await indexCase(page, 'Yes');
  const jump = page.locator('#jump');
  assert.equal(await jump.innerText(), 'Answer: Neurologic emergency');
  assert.equal((await jump.boundingBox()).y, 0);
  await jump.press('Enter');
  await page.waitForFunction(() => document.querySelector('.emergency-box').getBoundingClientRect().top < 300);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'answer');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
});

inTab('a hidden question is not sent, whatever was entered', {}, async (page, seen) => {
  await ready(page);
  const hidden = async (linkId) => !(await question(page, linkId).isVisible());
  assert.ok(await hidden('region'));
  assert.ok(await hidden('radiographs.result'));
  await choose(page, 'complaint', 'Neck pain');
  await choose(page, 'radiographs', 'Yes');
  await select(page, 'region', 'Cervical');
  await select(page, 'radiographs.result', 'Positive');
  await select(page, 'radiographs.finding', 'Fracture');
  await answered(page);
  assert.ok(answersOf(seen.sent.at(-1)).has('radiographs.finding'));

  await choose(page, 'complaint', 'Another complaint');
  await choose(page, 'radiographs', 'No');
  assert.ok(await hidden('region'));
  assert.ok(await hidden('radiographs.result'));
  assert.ok(await hidden('radiographs.finding'));
  await answered(page);
  assert.deepEqual([...answersOf(seen.sent.at(-1)).keys()], ['complaint', 'radiographs']);
  assert.match(await text(page, '#headline'), /^Not applicable/);
});

inTab('unknown is not sent, and taking back the last answer brings back the empty page', {}, async (page, seen) => {
  await ready(page);
  await choose(page, 'fever', 'No');
  await answered(page);
  assert.deepEqual([...answersOf(seen.sent.at(-1)).keys()], ['fever']);
  await choose(page, 'fever', 'Unknown');
  await page.waitForSelector('#answer[data-state="empty"]');
  assert.equal(seen.sent.length, 1);
});

inTab('every open question is a link to its field', {}, async (page) => {
  await ready(page);
  await question(page, 'age').locator('input').fill('9');
  await select(page, 'age', 'years');
  await choose(page, 'complaint', 'Back pain');
  await choose(page, 'fever', 'No');
  await answered(page);
  const links = page.locator('.questions a');
  assert.equal(await links.filter({ visible: true }).count(), 3, 'the most urgent first');
  assert.match(await text(page, '.questions.needed'), /and \d+ more/);
  await openWhole(page);
  assert.ok((await links.count()) > 5);
  for (const link of await links.all()) {
    const id = (await link.getAttribute('href')).slice(1);
    await link.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.closest('.question')?.id), id);
    assert.ok(await page.evaluate(() => document.activeElement.checkVisibility()));
  }
  assert.equal(await page.locator('.questions li:not(:has(a)):not(.small)').count(), 0);
});

inTab('an amount without a unit is left out, and the page says so', {}, async (page, seen) => {
  await ready(page);
  await choose(page, 'fever', 'Yes');
  await question(page, 'age').locator('input').fill('9');
  await answered(page);
  assert.ok(!answersOf(seen.sent.at(-1)).has('age'));
  assert.match(await text(page, '.left-out'), /How old is the patient\?/);
  assert.match(await question(page, 'age').innerText(), /Choose a unit/);
  await question(page, 'age').locator('input').fill('-9');
  await select(page, 'age', 'years');
  await answered(page);
  assert.ok(!answersOf(seen.sent.at(-1)).has('age'));
  assert.match(await question(page, 'age').innerText(), /not a number of 0 or more/);
});

inTab('why: the rules that fired, with their places', {}, async (page) => {
  await indexCase(page, 'No');
  await openWhole(page);
  const why = page.locator('details.why');
  assert.equal(await why.getAttribute('open'), null);
  await why.locator('summary').press('Enter');
  assert.match(await why.innerText(), /back-pain-child\/[a-z-]+\.drl:\d+/);
  await choose(page, 'constant-pain', 'Yes');
  await page.waitForSelector('#answer[data-state="updating"]');
  await answered(page);
  assert.notEqual(await page.locator('details.why').getAttribute('open'), null, 'what was opened stays open');
});

/** The link of a card: what the record says behind the #. */
const linked = (carried) => `/?topic=back-pain-child#record=${Buffer.from(JSON.stringify(carried)).toString('base64url')}`;
const DAY = '2026-11-20';
const CASE = {
  schemaVersion: 2,
  patient: { age: '9 years', asOf: '2026-11-23' },
  complaint: { symptom: 'back-pain', region: 'thoracic', duration: '21 days' },
  findings: { present: ['fever', 'neurologic-deficit'], absent: ['weight-loss'] },
  imaging: [{ study: 'radiography', region: 'thoracic', date: '2026-11-02', result: 'negative' }],
  order: { study: 'mri', region: 'lumbar', contrast: 'without' },
};
const CARD = {
  case: CASE,
  patient: 'Patient/p1',
  sources: { age: [['Patient/p1']], fever: [['Condition/17', DAY]], 'neurologic-deficit': [['Observation/8', DAY]] },
};
const changesOf = ({ answers: response }) => new Map(response.item.flatMap((group) => group.item).map((item) => [item.linkId, item.answer?.[0]]));
const checked = (page, linkId) => question(page, linkId).locator('input:checked + span').innerText();
const begun = async (page) => {
  await page.waitForSelector('.origin');
  await answered(page);
};

inTab('the link of a card opens the form with what the record says, and no history keeps it', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  assert.match(await text(page, '#headline'), /Neurologic emergency/);
  assert.match(await text(page, '#linked'), /what the record said on 23\sNov\s2026/);
  assert.equal(await page.evaluate(() => location.hash), '');
  assert.deepEqual(seen.sent, [{ case: CASE }], 'neither the patient nor the resources go to the server');

  assert.equal(await question(page, 'age').locator('input').inputValue(), '9');
  assert.equal(await question(page, 'region').locator('select option:checked').innerText(), 'Thoracic');
  assert.equal(await checked(page, 'fever'), 'Yes');
  assert.equal(await checked(page, 'weight-loss'), 'No');
  assert.equal(await checked(page, 'night-pain'), 'Unknown');
  assert.equal(await question(page, 'radiographs.date').locator('input').inputValue(), '2026-11-02');
  assert.equal(await text(page, '#q-fever-origin'), 'Record: yes · Diagnosis Condition/17, 20\u00a0Nov\u00a02026');
  assert.match(await text(page, '#q-neurologic-deficit-origin'), /· Observation\/8, 20/);
  assert.equal(await page.locator('#q-night-pain-origin').count(), 0);
  assert.match(await page.locator('#besides').textContent(), /Order: .*lumbar/i, 'what the form does not ask');
  assert.equal(await page.locator('#offer').isVisible(), false);
});

inTab('the link of another patient in the same window begins anew', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  const other = { patient: { age: '4 years', asOf: '2026-11-23' }, complaint: { symptom: 'back-pain', region: 'lumbar' } };
  const { hash } = new URL(linked({ case: other, patient: 'Patient/p2', sources: {} }), page.url());
  await page.evaluate((next) => { location.hash = next; }, hash);
  await page.waitForFunction(() => document.querySelector('#q-age input')?.value === '4');
  await answered(page);
  assert.deepEqual(seen.sent.at(-1), { case: other });
  assert.equal(await page.locator('.emergency-box').count(), 0);
  assert.equal(await page.evaluate(() => location.hash), '');
});

inTab('what the record does not say is asked first, and an unchanged record is answered as the card was', { path: linked({ ...CARD, case: { ...CASE, findings: {}, order: undefined, imaging: undefined } }) }, async (page, seen) => {
  await begun(page);
  const first = page.locator('#groups > :first-child');
  assert.match(await first.innerText(), /Ask first: the record does not say/);
  const asked = await page.locator('.questions:not(.others) a').evaluateAll((links) => links.map((link) => link.getAttribute('href').slice(1)));
  assert.ok(asked.length > 0);
  for (const id of asked) {
    assert.equal(await first.locator(`[id="${id}"]`).count(), 1, id);
  }
  assert.equal(seen.sent.length, 1);
});

inTab('only what a person changes goes to the server, and counts for the record', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  await choose(page, 'fever', 'No');
  await answered(page);
  assert.deepEqual(seen.sent.at(-1).case, CASE);
  assert.deepEqual([...changesOf(seen.sent.at(-1)).keys()], ['fever']);
  assert.equal(changesOf(seen.sent.at(-1)).get('fever').valueCoding.code, 'absent');
  assert.match(await text(page, '.changes'), /Fever: no; the record says yes/i);
  assert.match(await text(page, '#q-fever-origin'), /changed here/);
  assert.match(await text(page, '#headline'), /Neurologic emergency/, 'what nobody changed still counts');

  await choose(page, 'fever', 'Yes');
  await answered(page);
  assert.deepEqual(seen.sent.at(-1), { case: CASE });
  assert.equal(await page.locator('.changes').count(), 0);
});

inTab('an emergency of the record that is taken back on the form stays in sight', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  for (const answer of ['Unknown', 'No']) {
    await choose(page, 'neurologic-deficit', answer);
    await page.waitForSelector('.overruled');
    await answered(page);
    const first = page.locator('#headline > :first-child');
    assert.match(await first.innerText(), /By the record: neurologic emergency[^]*cord compression[^]*Make sure/);
    assert.match(await text(page, '#jump'), /Neurologic emergency/);
  }
  assert.equal(changesOf(seen.sent.at(-2)).get('neurologic-deficit'), undefined, 'what is emptied has no answer');
  await page.getByRole('button', { name: 'Undo my changes' }).click();
  await page.waitForFunction(() => document.querySelector('.overruled') === null);
  assert.equal(await checked(page, 'neurologic-deficit'), 'Yes');
});

inTab('an emergency of the record stands when the server fails', { path: linked(CARD), errors: true }, async (page) => {
  await begun(page);
  await page.route('**/answer', (route) => route.abort('connectionrefused'));
  await choose(page, 'fever', 'No');
  await page.waitForSelector('#answer[data-state="failed"]');
  assert.match(await text(page, '#headline'), /By the record: neurologic emergency[^]*cord compression/);
});

inTab('what a question waits for takes its answer with it', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  await choose(page, 'radiographs', 'No');
  await answered(page);
  const changes = changesOf(seen.sent.at(-1));
  assert.deepEqual([...changes.keys()], ['radiographs', 'radiographs.region', 'radiographs.date', 'radiographs.result']);
  assert.equal(changes.get('radiographs').valueCoding.code, 'absent');
  assert.equal(changes.get('radiographs.result'), undefined);
});

inTab('what is half entered leaves the record as it is', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  await question(page, 'duration').locator('input').fill('3');
  await select(page, 'duration', { index: 0 });
  await choose(page, 'malaise', 'Yes');
  await answered(page);
  assert.deepEqual([...changesOf(seen.sent.at(-1)).keys()], ['malaise']);
  assert.match(await text(page, '.left-out'), /How long/);
});

inTab('answers can be taken away as a QuestionnaireResponse, which names the patient', { path: linked(CARD) }, async (page, seen) => {
  await begun(page);
  await choose(page, 'malaise', 'Yes');
  await page.waitForSelector('#offer:not([hidden])');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.waitForFunction(() => document.getElementById('offered').textContent === 'Copied.');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
  for (const one of [copied, saved]) {
    assert.equal(one.resourceType, 'QuestionnaireResponse');
    assert.match(one.questionnaire, /\/Questionnaire\/back-pain-child\|\d+\.\d+/);
    assert.deepEqual(one.subject, { reference: 'Patient/p1' });
    assert.match(one.authored, /^\d{4}-\d{2}-\d{2}T/);
    assert.deepEqual([...answersOf(one).keys()], ['malaise']);
  }
  assert.equal(seen.sent.some((body) => JSON.stringify(body).includes('p1')), false);
});

inTab('a link that was cut is refused in words', { path: '/?topic=back-pain-child#record=eyJh', errors: true }, async (page) => {
  await page.waitForSelector('#answer[data-state="failed"]');
  assert.match(await text(page, '#problem'), /the case of this link cannot be read/);
});

inTab('start over empties the form and the answer', {}, async (page) => {
  await indexCase(page, 'Yes');
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.waitForSelector('#answer[data-state="empty"]');
  assert.equal(await page.locator('.answered').count(), 0);
  assert.equal(await page.locator('.emergency-box').count(), 0);
  assert.ok(!(await question(page, 'region').isVisible()));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q-age-value');
});

inTab('a refusal of the server is shown, in its own words', { errors: true }, async (page) => {
  await indexCase(page, 'No');
  const refusal = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'timeout', diagnostics: 'the rules took too long <b>today</b>' }],
  };
  await page.route('**/answer', (route) => route.fulfill({ status: 503, json: refusal }));
  await choose(page, 'fever', 'No');
  await page.waitForSelector('#answer[data-state="failed"]');
  assert.match(await text(page, '#problem'), /HTTP 503.*the rules took too long <b>today<\/b>/s);
  assert.equal(await page.locator('#headline > *, #details > *').count(), 0, 'no old answer beside a changed form');
  await page.unroute('**/answer');
  await page.getByRole('button', { name: 'Try again' }).click();
  await answered(page);
  assert.equal(await page.locator('#problem > *').count(), 0);
});

inTab('a server that is gone is told, and what was entered stays', { errors: true }, async (page) => {
  await indexCase(page, 'No');
  await page.route('**/answer', (route) => route.abort('connectionrefused'));
  await choose(page, 'fever', 'No');
  await page.waitForSelector('#answer[data-state="failed"]');
  assert.match(await text(page, '#problem'), /The server does not answer/);
  assert.equal(await question(page, 'age').locator('input').inputValue(), '9');
  assert.deepEqual(await violations(page), []);
});

inTab('a late answer to an earlier state of the form is never shown', {}, async (page) => {
  await ready(page);
  let held;
  const first = new Promise((resolve) => {
    held = resolve;
  });
  let calls = 0;
  await page.route('**/answer', async (route) => {
    if (++calls === 1) {
      held();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue().catch(() => {});
    } else {
      await route.continue();
    }
  });
  await choose(page, 'neurologic-deficit', 'Yes');
  await first;
  await choose(page, 'neurologic-deficit', 'No');
  await answered(page);
  await page.waitForTimeout(2000);
  assert.equal(await page.locator('.emergency-box').count(), 0);
});

inTab('?topic= chooses a topic', { path: '/?topic=back-pain-child' }, async (page) => {
  await ready(page);
  assert.equal(await text(page, 'h1'), 'Back pain in a child');
  assert.equal(await page.title(), 'Back pain in a child · Apposite');
});

inTab('a topic that does not exist is told, and the others are offered', { path: '/?topic=elbow' }, async (page) => {
  await page.getByText('There is no topic named “elbow”').waitFor();
  await page.getByLabel('Topic').selectOption('Back pain in a child');
  await ready(page);
  assert.equal(await page.locator('#problem > *').count(), 0);
});

inTab('no request leaves the origin, and nothing is stored', {}, async (page, seen) => {
  await indexCase(page, 'Yes');
  const origin = new URL(SERVER).origin;
  assert.deepEqual(seen.requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:')), []);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys().catch(() => [])).length,
    address: location.href,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, cookie: '', databases: 0, caches: 0, address: `${origin}/?topic=back-pain-child` });
});

inTab('every text of the page is of the bundle', {}, async (page) => {
  await ready(page);
  const html = await (await fetch(`${SERVER}/`)).text();
  const own = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'text/html');
    parsed.querySelectorAll('noscript').forEach((one) => one.remove());
    const marked = ['aria-label', 'title', 'alt', 'placeholder', 'value'];
    return {
      text: parsed.body.textContent.trim(),
      attributes: [...parsed.body.querySelectorAll('*')].filter((one) => marked.some((name) => one.hasAttribute(name))).length,
    };
  }, html);
  assert.deepEqual(own, { text: '', attributes: 0 });
  // A bundle in which every text is in brackets: what stands without them is neither of the bundle nor of the server.
  const bundle = await (await fetch(`${SERVER}/texts.js`)).text();
  const bracketed = `${bundle.replace('export default', 'const plain =')}
    const mark = (text) => (typeof text === 'string' ? '⟦' + text + '⟧' : text);
    export default Object.fromEntries(Object.entries(plain).map(([name, text]) => [
      name,
      name === 'language' ? text : typeof text === 'function' ? (...all) => mark(text(...all)) : mark(text),
    ]));`;
  await page.route('**/texts.js', (route) => route.fulfill({ contentType: 'text/javascript', body: bracketed }));
  await page.reload();
  await ready(page);
  const questionnaire = await (await fetch(`${SERVER}/Questionnaire/back-pain-child`)).json();
  const topics = await (await fetch(`${SERVER}/topics`)).json();
  assert.deepEqual(await looseTexts(page, { topics, questionnaire }), []);

  // By place, as all words are in brackets: an emergency, with answers that lead to many parts of the answer.
  const responses = [];
  page.on('response', (response) => response.url().endsWith('/answer') && responses.push(response));
  await question(page, 'age').locator('input').fill('9');
  await question(page, 'age').locator('select').selectOption({ index: 4 });
  await question(page, 'complaint').locator('input').nth(1).check();
  await question(page, 'mri').locator('input').first().check();
  await question(page, 'fever').locator('input').first().check();
  await question(page, 'neurologic-deficit').locator('input').first().check();
  await answered(page);
  // On a slow machine the answers before the last one come too.
  const advice = await responses.at(-1).json();
  assert.ok(await page.locator('.emergency-box').isVisible());
  assert.deepEqual(await looseTexts(page, { topics, questionnaire, advice }), []);
});

/** Texts with letters that are neither in the brackets of the bundle nor sent by the server. */
function looseTexts(page, sent) {
  const strings = [];
  JSON.stringify(sent, (_, value) => (typeof value === 'string' ? strings.push(value) && value : value));
  return page.evaluate((known) => {
    known.sort((one, other) => other.length - one.length);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const own = walker.currentNode.data.replace(/⟦[^⟧]*⟧/gs, '');
      const rest = known.reduce((text, one) => (one.length > 1 ? text.replaceAll(one, '') : text), own);
      if (/\p{L}/u.test(rest) && !walker.currentNode.parentElement.closest('noscript')) {
        found.push(own);
      }
    }
    return found;
  }, strings);
}

inTab('each other variant and study says why not', {}, async (page) => {
  await indexCase(page, 'No');
  await openWhole(page);
  await page.locator('details.why-not > summary').press('Enter');
  const overuse = page.locator('details.other.chronic-overuse');
  await overuse.locator('summary').press('Enter');
  assert.match(await overuse.innerText(), /^Variant 6[^]*Its rule does not hold[^]*Not known: chronic mechanical pain/);
  const plain = page.locator('details.other.mri-spine-area-of-interest-without-iv-contrast');
  await plain.locator('summary').press('Enter');
  assert.match(await plain.innerText(), /^MRI thoracic spine without IV contrast[^]*Not so:[^]*fever/);
  assert.equal(await page.locator('details.other.red-flags-negative-radiographs').count(), 0);
  assert.deepEqual(await violations(page), []);
});

inTab('on paper the answer stands before the case, and only what was answered', {}, async (page) => {
  await indexCase(page, 'Yes');
  await page.emulateMedia({ media: 'print' });
  const top = async (selector) => (await page.locator(selector).boundingBox()).y;
  assert.ok((await top('#answer')) < (await top('#form')));
  assert.ok(await page.locator('.emergency-box').isVisible());
  assert.ok(await question(page, 'fever').isVisible());
  assert.ok(!(await question(page, 'weight-loss').isVisible()));
  assert.ok(!(await question(page, 'fever').getByText('Unknown').isVisible()));
  assert.ok(!(await page.locator('#start-over').isVisible()));
});

const LOOKS = [
  ['wide', {}],
  ['phone', { viewport: PHONE }],
  ['dark', { colorScheme: 'dark' }],
  // A window of 1280 pixels at a zoom of 200 %.
  ['zoomed', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
];

for (const [look, context] of LOOKS) {
  // Without movement, so that no colour is measured half way.
  const calm = { context: { ...context, reducedMotion: 'reduce' } };
  inTab(`accessible when empty, ${look}`, calm, async (page) => {
    await ready(page);
    assert.deepEqual(await violations(page), []);
  });
  inTab(`accessible with an answer, ${look}`, calm, async (page) => {
    await indexCase(page, 'No');
    await page.locator('summary').evaluateAll((all) => all.forEach((one) => one.click()));
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
  });
  inTab(`accessible with a record, ${look}`, { ...calm, path: linked(CARD) }, async (page) => {
    await begun(page);
    await choose(page, 'neurologic-deficit', 'No');
    await page.waitForSelector('.overruled');
    await answered(page);
    await page.locator('summary').evaluateAll((all) => all.forEach((one) => one.click()));
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
  });
  inTab(`accessible in an emergency, ${look}`, calm, async (page) => {
    await indexCase(page, 'Yes');
    await amount(page, 'duration', '6', '');
    await page.waitForSelector('.left-out');
    await answered(page);
    assert.deepEqual(await violations(page), []);
  });
}

inTab('what the server could not take is told beside the answer', {}, async (page) => {
  await indexCase(page, 'No');
  await question(page, 'egfr').locator('input').fill('9000');
  await page.getByText('the estimated glomerular filtration rate (egfr) is out of range or cannot be read; it stays unknown').waitFor();
});
