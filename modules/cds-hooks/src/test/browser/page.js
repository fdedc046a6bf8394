/* The page under test in a real browser, and what its reader does with it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Where the server is; FormPageBrowserTest sets it. */
export const SERVER = process.env.APPOSITE_SERVER ?? '';

/** Where the server is that speaks German. */
export const GERMAN_SERVER = process.env.APPOSITE_GERMAN_SERVER ?? '';

if (!SERVER) {
  throw new Error('APPOSITE_SERVER must be the address of a running server, as http://127.0.0.1:8080');
}

export const WIDE = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 740 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens the page, and notes every request that it makes and every error. */
export async function open(browser, options = {}, path = '/?topic=back-pain-child', server = SERVER) {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  const page = await context.newPage();
  const seen = { requests: [], errors: [], sent: [] };
  page.on('request', (request) => {
    seen.requests.push(request.url());
    if (request.url().endsWith('/answer')) {
      seen.sent.push(request.postDataJSON());
    }
  });
  page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  await page.goto(server + path);
  return { page, seen, close: () => context.close() };
}

export const ready = (page) => page.waitForSelector('#q-fever');

export const question = (page, linkId) => page.locator(`[id="q-${linkId}"]`);

/** Waits until the answer belongs to what stands in the form. */
export const answered = (page) => page.waitForSelector('#answer[data-state="answered"]');

export const choose = (page, linkId, text) =>
  question(page, linkId).getByRole('radio', { name: text, exact: true }).check();

export const select = (page, linkId, text) => question(page, linkId).locator('select').selectOption(text);

export async function amount(page, linkId, number, unit) {
  await question(page, linkId).locator('input').fill(number);
  await select(page, linkId, unit);
}

/** The index case by mouse; the neurologic answers as given. */
export async function indexCase(page, neurologic) {
  await ready(page);
  await amount(page, 'age', '9', 'years');
  await choose(page, 'complaint', 'Back pain');
  await select(page, 'region', 'Thoracic');
  await amount(page, 'duration', '3', 'weeks');
  for (const linkId of ['neurologic-deficit', 'bowel-bladder-dysfunction']) {
    await choose(page, linkId, neurologic);
  }
  for (const linkId of ['fever', 'night-pain', 'progressive-pain', 'malaise', 'radiographs']) {
    await choose(page, linkId, 'Yes');
  }
  await select(page, 'radiographs.region', 'Thoracic');
  await select(page, 'radiographs.result', 'Negative');
  await answered(page);
}

/** The answers of a QuestionnaireResponse by linkId. */
export function answersOf(response) {
  return new Map(response.item.flatMap((group) => group.item).map((item) => [item.linkId, item.answer[0]]));
}

/** What axe finds wrong, in one line each. */
export async function violations(page) {
  // Evaluated by the test's own channel, which the page's policy does not bind.
  await page.evaluate(AXE);
  // What the bar at the top covers would count as too small to be touched.
  await page.evaluate(() => scrollTo(0, 0));
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), RULES);
  return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(' | ')}`);
}
