// Opens each page of a folder in Chromium: axe finds nothing, nothing is asked of any address, nothing is wider than a
// phone but what scrolls by itself, the keyboard reaches the tables; prints it on A4 and takes pictures.
// Usage: node check.mjs FOLDER OF PAGES, FOLDER FOR PICTURES
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const [pages, pictures] = process.argv.slice(2).map((folder) => resolve(folder));
const files = readdirSync(pages).filter((name) => name.endsWith(".html")).sort();
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wrong = [];

async function check(context, file) {
  const name = basename(file, ".html");
  const url = pathToFileURL(join(pages, file)).href;
  const page = await context.newPage();
  const say = (what) => wrong.push(`${name}: ${what}`);
  page.on("request", (request) => request.url().split("#")[0] === url || say(`asks for ${request.url()}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(message.text()));
  page.on("pageerror", (error) => say(String(error)));
  for (const [width, height] of [[1280, 900], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.goto(url);
    const found = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    for (const one of found.violations) {
      say(`axe at ${width}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
    }
    const [high, clip] = await page.evaluate(() => [document.documentElement.scrollHeight, 4000]);
    const options = { path: join(pictures, `${name}-${width}.png`), fullPage: true };
    await page.screenshot(high > clip ? { ...options, clip: { x: 0, y: 0, width, height: clip } } : options);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) say(`${wide} px wide at 320`);
  await keyboard(page, say);
  await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true });
  await page.close();
}

// Tab reaches the link that skips the head, then each table that scrolls; what has the focus shows it.
async function keyboard(page, say) {
  const focused = () => page.evaluate(() => {
    const { className, tagName } = document.activeElement;
    return [className || tagName, getComputedStyle(document.activeElement).outlineStyle];
  });
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Tab");
  const [first, outline] = await focused();
  if (first !== "skip" || outline === "none") say(`Tab first reaches ${first}, outline ${outline}`);
  const regions = await page.locator(".scroll").count();
  const links = await page.locator("nav a").count();
  let reached = 0;
  for (let at = 0; at < regions + links; at += 1) {
    await page.keyboard.press("Tab");
    const [what, drawn] = await focused();
    reached += what === "scroll" ? 1 : 0;
    if (drawn === "none") say(`${what} does not show that it has the focus`);
  }
  if (reached !== regions) say(`Tab reaches ${reached} of ${regions} tables`);
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
  ],
});
const context = await browser.newContext({ locale: "en-GB", deviceScaleFactor: 1 });
for (const file of files) await check(context, file);
await browser.close();
wrong.forEach((line) => console.error(line));
console.log(`${files.length} pages, ${wrong.length} things wrong`);
process.exit(wrong.length > 0 || files.length === 0 ? 1 : 0);
