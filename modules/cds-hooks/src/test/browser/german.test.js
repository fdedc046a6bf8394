/* The page in German: what the service says itself; what the rules say stays as it is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GERMAN_SERVER, PHONE, amount, answered, choose, launch, open, question, ready, select, violations } from './page.js';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const CARD = {
  case: {
    schemaVersion: 2,
    patient: { age: '9 years', asOf: '2026-11-23' },
    complaint: { symptom: 'back-pain', region: 'thoracic', duration: '21 days' },
    findings: { present: ['fever', 'neurologic-deficit'], absent: ['weight-loss'] },
    imaging: [{ study: 'radiography', region: 'thoracic', date: '2026-11-02', result: 'negative' }],
  },
  patient: 'Patient/p1',
  sources: { fever: [['Condition/17', '2026-11-20']] },
};
const linked = `/?topic=back-pain-child#record=${Buffer.from(JSON.stringify(CARD)).toString('base64url')}`;

/** Words of the page in English that no text of the rules has. */
const ENGLISH = /\b(Not stated|Unknown|Yes|weeks|years|answered|Red flags|Usually|Level|Next steps|Sources|Undo|Record:|Start over|Was an MRI done|Which part do)\b/;

function inGerman(name, options, body) {
  test(name, { timeout: 60000 }, async () => {
    const tab = await open(browser, options.context, options.path, GERMAN_SERVER);
    try {
      await body(tab.page);
      assert.deepEqual(tab.seen.errors, []);
    } finally {
      await tab.close();
    }
  });
}

const CALM = { reducedMotion: 'reduce' };

for (const [look, context] of [['wide', CALM], ['phone', { ...CALM, viewport: PHONE }]]) {
  inGerman(`the index case, ${look}`, { context }, async (page) => {
    await ready(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    await amount(page, 'age', '9', 'Jahre');
    await choose(page, 'complaint', 'Back pain');
    await select(page, 'region', 'Thoracic');
    await amount(page, 'duration', '3', 'Wochen');
    for (const linkId of ['neurologic-deficit', 'bowel-bladder-dysfunction']) {
      await choose(page, linkId, 'Nein');
    }
    for (const linkId of ['fever', 'night-pain', 'progressive-pain', 'malaise', 'radiographs']) {
      await choose(page, linkId, 'Ja');
    }
    await select(page, 'radiographs.region', 'Thoracic');
    await select(page, 'radiographs.result', 'Negative');
    await answered(page);
    assert.match(await page.locator('#headline').innerText(), /^Variante 3/);
    assert.match(await page.locator('.next').innerText(), /Nächste Untersuchung[^]*In der Regel angemessen, Median 7 von 9/);
    await page.locator('summary').evaluateAll((all) => all.forEach((one) => one.click()));
    assert.match(await page.locator('.ranking').innerText(), /Stufe 4 von 5 \(3\sbis\s10\smSv\)/);
    assert.doesNotMatch(await page.locator('body').innerText(), ENGLISH);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    assert.deepEqual(await violations(page), []);
    if (process.env.APPOSITE_SHOTS) {
      await page.screenshot({ path: `${process.env.APPOSITE_SHOTS}/german-${look}.png`, fullPage: true });
    }
  });

  inGerman(`a record, and an emergency of it that is taken back, ${look}`, { context, path: linked }, async (page) => {
    await page.waitForSelector('.origin');
    await answered(page);
    assert.match(await page.locator('#linked').innerText(), /am 23\.11\.2026/);
    assert.match(await question(page, 'age').innerText(), /Akte: 9 Jahre/);
    assert.match(await question(page, 'duration').innerText(), /Akte: 21 Tage/);
    await choose(page, 'neurologic-deficit', 'Nein');
    await page.waitForSelector('.overruled');
    await answered(page);
    assert.match(await page.locator('#headline').innerText(), /Laut Akte: Notfall/);
    assert.match(await page.locator('.changes').innerText(), /nein; die Akte sagt: ja/);
    assert.doesNotMatch(await page.locator('body').innerText(), ENGLISH);
    assert.deepEqual(await violations(page), []);
    if (process.env.APPOSITE_SHOTS) {
      await page.screenshot({ path: `${process.env.APPOSITE_SHOTS}/german-record-${look}.png`, fullPage: true });
    }
  });
}

inGerman('what cannot be read is told in German', { path: linked }, async (page) => {
  await page.waitForSelector('.origin');
  await answered(page);
  await question(page, 'egfr').locator('input').fill('9000');
  await page.getByText('Die Antwort ist außerhalb des Bereichs oder nicht lesbar').waitFor();
});
