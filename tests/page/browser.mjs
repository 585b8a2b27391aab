// A page in a real browser: `node browser.mjs TOOLS PAGE LATER`. TOOLS is a folder with the
// node_modules of playwright-core and axe-core, LATER a page of the same plan on another day; the
// ticks are saved beside the page. Says on standard output, as JSON, what was seen; MLPATH_SHOTS
// may name a folder for screenshots.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, page_file, later] = process.argv.slice(2);
const require = createRequire(join(resolve(tools), "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [address, later_address] = [page_file, later].map((file) => pathToFileURL(resolve(file)).href);
const shots = process.env.MLPATH_SHOTS;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const seen = { console: [], requests: [], axe: [], scrolls: [], focused: [] };

/** A page of a new profile that says what goes wrong. */
async function open(options) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    const is_own = [address, later_address].includes(url.split("#")[0]);
    if (!is_own && !url.startsWith("blob:")) seen.requests.push(url);
  });
  await page.goto(address);
  return page;
}

const count = (page) => page.locator("#count").textContent();
const shot = async (page, name) => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

// At two widths, light and dark.
for (const [width, height] of [
  [1280, 900],
  [390, 844],
]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ viewport: { width, height }, colorScheme });
    const name = `${width}-${colorScheme}`;
    // Not the way of a script tag, which the page's own policy refuses.
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, nodes } of found.violations) {
      for (const node of nodes.slice(0, 3)) {
        seen.axe.push(`${name}: ${id}: ${node.target} ${node.failureSummary}`);
      }
    }
    await shot(page, name);
    await page.context().close();
  }
}

// No width makes the page scroll sideways.
const narrow = await open({ viewport: { width: 1280, height: 900 } });
for (const width of [320, 360, 390, 768, 1280, 1920]) {
  await narrow.setViewportSize({ width, height: 800 });
  const over = await narrow.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
  if (over > 0) seen.scrolls.push(`${width}: ${over} px`);
}
await narrow.context().close();

// Ticks survive a reload and a new export, are saved, and can be forgotten.
const page = await open({ viewport: { width: 1280, height: 900 } });
seen.before = await count(page);
for (const box of (await page.locator("input[data-step]").all()).slice(0, 2)) await box.check();
seen.ticked = await count(page);
await page.reload();
seen.reloaded = await count(page);
const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
seen.file = download.suggestedFilename();
await download.saveAs(join(dirname(resolve(page_file)), seen.file));
await page.goto(later_address);
seen.later = await count(page);
await page.goto(address);

// Tab leads to links, boxes, buttons, and the steps of the picture; space ticks.
for (let presses = 0; presses < 2000; presses += 1) {
  await page.keyboard.press("Tab");
  const at = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const visible = element.matches(":focus-visible");
    const place = element.closest("figure, .skip, nav, #tools, #checklist, section")?.localName;
    return { id: element.id || element.dataset.step || "", is: element.localName, place, visible };
  });
  if (at === null) break;
  seen.focused.push(at);
}
await page.locator("#way .node").first().focus();
seen.told = await page.locator("#told-of").innerText();
await page.locator("input[data-step]").nth(2).focus();
await page.keyboard.press("Space");
seen.by_keyboard = await count(page);
page.on("dialog", (dialog) => dialog.accept());
await page.click("#forget");
seen.forgotten = await count(page);
await page.context().close();

// Without a script all can be read, and the page says what the boxes cannot do.
const still = await open({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
seen.without_script = {
  boxes: await still.locator("input[type=checkbox]").count(),
  said: await still.locator("noscript").innerText(),
  buttons: await still.locator("button:visible").count(),
};
if (shots) {
  const paper = await open({ colorScheme: "dark" });
  await paper.pdf({ path: join(shots, "print.pdf"), preferCSSPageSize: true, printBackground: true });
}
await browser.close();
console.log(JSON.stringify(seen));
