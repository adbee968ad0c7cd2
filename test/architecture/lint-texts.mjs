import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

/** Lints texts as if they stood where they say, and writes the messages of each: standard input and output are JSON. */
const texts = JSON.parse(await text(process.stdin));
const eslint = new ESLint({ cwd: process.argv[2] });
const results = [];
for (const { filePath, code } of texts) {
  const [result] = await eslint.lintText(code, { filePath });
  results.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(`\n${JSON.stringify(results)}`);
