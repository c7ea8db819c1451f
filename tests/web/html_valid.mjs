// What an HTML validator finds wrong: `node html_valid.mjs FOLDER` prints JSON, by page, of every *.html in the folder.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ['html-validate:standard'] }));
const [folder] = process.argv.slice(2);
const found = {};
for (const name of readdirSync(folder).filter((one) => one.endsWith('.html')).sort()) {
  const report = await validator.validateFile(join(folder, name));
  found[basename(name, '.html')] = report.results.flatMap((result) => result.messages).map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`);
}
console.log(JSON.stringify(found));
