// What a browser makes of pages: `node html_pages.mjs CHROMIUM FOLDER` prints JSON, by page, of every *.html in the
// folder. One browser serves them all.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARTIFACTS = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'";
const WIDTHS = [320, 360, 768, 1024, 1280];
const CHECKED = [360, 1280];

async function opened(browser, file, context, body) {
  const page = await (await browser.newContext(context)).newPage();
  const heard = { console: [], requests: [] };
  page.on('console', (message) => heard.console.push(message.text()));
  page.on('pageerror', (error) => heard.console.push(String(error)));
  page.on('request', (request) => heard.requests.push(request.url()));
  if (body === undefined) {
    await page.goto(pathToFileURL(file).href);
  } else {
    // As a CI server shows artifacts: no script, no inline style.
    await page.route('**', (route) => route.fulfill({ body, contentType: 'text/html', headers: { 'Content-Security-Policy': ARTIFACTS } }));
    await page.goto('http://artifacts.test/report.html');
  }
  return { page, heard };
}

const closed = (page) => page.context().close();
const text = (page) => page.evaluate(() => document.body.textContent.replace(/\s+/g, ' ').trim());
const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));

// Dark is the same document in other colours, so that only the rules about colour can find something else in it.
const TAGS_BY_SCHEME = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: ['cat.color'],
};

async function violations(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  const tags = TAGS_BY_SCHEME[colorScheme];
  const found = await page.evaluate((runOnly) => window.axe.run({ runOnly, resultTypes: ['violations'] }), tags);
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
}

async function looks(browser, file) {
  const { page, heard } = await opened(browser, file, { viewport: { width: 320, height: 800 } });
  const found = { violations: {}, tooWide: {}, ...heard };
  found.scripts = await page.evaluate(() => document.scripts.length);
  found.text = await text(page);
  found.cutWords = await page.evaluate(() => [...document.querySelectorAll('svg text')].filter((one) => {
    const words = one.getBBox();
    const whole = one.ownerSVGElement.viewBox.baseVal;
    return words.x < 0 || words.y < 0 || words.x + words.width > whole.width || words.y + words.height > whole.height;
  }).map((one) => one.textContent));
  await openAll(page);
  await page.evaluate(AXE);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    found.tooWide[width] = await tooWide(page);
    for (const colorScheme of CHECKED.includes(width) ? Object.keys(TAGS_BY_SCHEME) : []) {
      found.violations[`${colorScheme} ${width}`] = await violations(page, colorScheme);
    }
  }
  await closed(page);
  return found;
}

async function withoutScript(browser, file) {
  const { page } = await opened(browser, file, { javaScriptEnabled: false });
  const found = await text(page);
  await closed(page);
  return found;
}

async function asArtifact(browser, file) {
  const { page, heard } = await opened(browser, file, { viewport: { width: 1280, height: 800 } }, readFileSync(file, 'utf8'));
  const found = await page.evaluate(() => ({
    styled: getComputedStyle(document.body).marginTop === '0px',
    drawings: [...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect()).map((box) => [box.width, box.height]),
    mark: getComputedStyle(document.querySelector('#i-full circle')).fill,
  }));
  found.text = await text(page);
  found.requests = heard.requests;
  await closed(page);
  return found;
}

// The element that has the focus, and how a reader sees that.
const focused = (page) => page.evaluate(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    what: `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ''}`,
    href: one.getAttribute('href'),
    name: one.getAttribute('aria-labelledby') ? document.getElementById(one.getAttribute('aria-labelledby')).textContent : one.textContent.slice(0, 80),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.top < window.innerHeight && box.bottom > 0 && box.left >= 0,
  };
});

async function byKeyboard(browser, file) {
  const { page } = await opened(browser, file, { viewport: { width: 360, height: 800 } });
  const stops = [];
  for (let count = 0; count < 400; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.what === 'body') break;
    stops.push(stop);
  }
  await page.reload();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const skipped = await focused(page);
  const toggled = await page.evaluate(() => { const one = document.querySelector('summary'); one?.focus(); return Boolean(one); });
  if (toggled) await page.keyboard.press('Enter');
  const unfolded = await page.evaluate(() => document.querySelector('details')?.open ?? null);
  const scrolled = await page.evaluate(() => {
    const wide = [...document.querySelectorAll('.scroll')].find((one) => one.scrollWidth > one.clientWidth + 60);
    wide?.focus();
    return Boolean(wide);
  });
  if (scrolled) for (let count = 0; count < 3; count += 1) await page.keyboard.press('ArrowRight');
  let moved = 0;
  for (let tries = 0; scrolled && moved === 0 && tries < 50; tries += 1) {
    await page.waitForTimeout(50); // scrolling is animated
    moved = await page.evaluate(() => document.activeElement.scrollLeft);
  }
  await closed(page);
  return { stops, skipped, unfolded, moved };
}

async function printed(browser, file) {
  const { page } = await opened(browser, file, { colorScheme: 'dark', viewport: { width: 680, height: 960 } });
  await page.emulateMedia({ media: 'print' });
  const found = await page.evaluate(() => {
    const styles = (selector) => [...document.querySelectorAll(selector)].map((one) => getComputedStyle(one));
    return {
      cut: styles('tr, li, .chart').filter((one) => one.breakInside !== 'avoid').length,
      heads: [...new Set(styles('thead').map((one) => one.display))],
      orphans: styles('h1, h2, h3, h4, caption').filter((one) => one.breakAfter !== 'avoid').length,
      ground: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.body).color,
      faded: styles('svg').filter((one) => one.printColorAdjust !== 'exact').length,
      hidden: [...document.querySelectorAll('details table')].filter((one) => one.getBoundingClientRect().height === 0).length,
      tooWide: [...document.querySelectorAll('table')].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1).map((one) => one.caption.textContent),
    };
  });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1'));
  found.size = [Math.round(width), Math.round(height)];
  found.pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  await closed(page);
  return found;
}

async function highContrast(browser, file) {
  const { page } = await opened(browser, file, { forcedColors: 'active', viewport: { width: 1280, height: 800 } });
  const found = await page.evaluate(() => {
    const probe = document.createElement('p');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    return { ink: getComputedStyle(probe).color, mark: getComputedStyle(document.querySelector('#i-full circle')).fill };
  });
  await closed(page);
  return found;
}

async function seen(browser, file) {
  return {
    ...(await looks(browser, file)),
    withoutScript: await withoutScript(browser, file),
    artifact: await asArtifact(browser, file),
    keyboard: await byKeyboard(browser, file),
    print: await printed(browser, file),
    highContrast: await highContrast(browser, file),
  };
}

const [executablePath, folder] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => name.endsWith('.html')).sort().map((name) => join(folder, name));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const found = {};
const worker = async () => {
  for (let file = files.shift(); file; file = files.shift()) found[basename(file, '.html')] = await seen(browser, file);
};
await Promise.all([worker(), worker()]);
await browser.close();
console.log(JSON.stringify(found));
