// Drives Chromium as a person would, and asks axe-core about every page. Tasks come as JSON on standard input:
// {chromium, axe, base, folder, visits: [{name, path, width, height, steps}]}; a step is [verb, selector, value].
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const tasks = JSON.parse(readFileSync(0, "utf-8"));
const axe = readFileSync(tasks.axe, "utf-8");
const browser = await chromium.launch({
  executablePath: tasks.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run"],
});
// What leads to another page: without waiting for it, the picture would be taken of a page that is going away.
const arriving = async (page, act) => {
  const arrived = page.waitForEvent("framenavigated", { timeout: 10000 }).catch(() => undefined);
  await act();
  await arrived;
};
const answers = [];
for (const visit of tasks.visits) {
  const context = await browser.newContext({
    viewport: { width: visit.width, height: visit.height }, javaScriptEnabled: visit.script ?? true, locale: "ja-JP",
  });
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("dialog", (dialog) => { said.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(tasks.base + visit.path);
  for (const [verb, selector, value] of visit.steps ?? []) {
    if (verb === "click") await arriving(page, () => page.locator(selector).first().click());
    if (verb === "fill") await page.locator(selector).fill(value);
    if (verb === "check") await page.locator(selector).check();
    if (verb === "file") await page.locator(selector).setInputFiles(value);
    if (verb === "press" && selector === "Enter") await arriving(page, () => page.keyboard.press(selector));
    else if (verb === "press") await page.keyboard.press(selector);
  }
  await page.waitForLoadState("load");
  await page.screenshot({ path: `${tasks.folder}/${visit.name}.png`, fullPage: !visit.picture });
  let violations = [];
  let passes = 0;
  if (visit.script ?? true) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run());
    passes = found.passes.length;
    violations = found.violations.map((v) => ({
      id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)),
    }));
  }
  const wide = (visit.script ?? true)
    ? await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth) : 0;
  answers.push({
    name: visit.name, url: page.url(), title: await page.title(), text: await page.locator("body").innerText(),
    said, asked, violations, passes, wide,
  });
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(answers));
