#!/usr/bin/env node
/** node open-run.mjs [run-folder] [--out <folder>]: a finished run's customers, in Danfo. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bestFirst, byTier, losers, rankedCustomers, slice, sum } from './analysis.mjs';
import { readArrow, Stop } from './arrow-to-danfo.mjs';
import { money, percent, table, toCsv } from './print.mjs';

const usage = 'node open-run.mjs [run-folder] [--out <folder>]';

try {
  await main(process.argv.slice(2));
} catch (fault) {
  if (!(fault instanceof Stop)) throw fault;
  console.error(fault.message);
  process.exitCode = 1;
}

async function main(args) {
  const { folder, out, help } = readArguments(args);
  if (help) return console.log(usage);
  const customers = await readArrow(await findCustomers(folder));
  const ranked = bestFirst(rankedCustomers(customers));
  const [rows] = ranked.shape;
  const five = Math.min(5, rows);
  const columns = ['customer_id', 'name', 'tier', 'segment', 'net_sales', 'net_profit'];
  const tiers = byTier(ranked);

  console.log(`${customers.shape[0]} customers × ${customers.shape[1]} columns; ${rows} are ranked.`);
  console.log(`\nMost profitable\n${table(slice(ranked, 0, five), columns)}`);
  console.log(`Least profitable, the worst last\n${table(slice(ranked, rows - five, rows), columns)}`);
  console.log(`By tier\n${table(tiers, tiers.columns)}`);
  const [sales, profit] = ['net_sales', 'net_profit'].map((column) => money(sum(ranked, column)));
  console.log(`All ranked customers: net sales ${sales}, net profit ${profit}.`);
  for (const line of describe(losers(ranked))) console.log(line);

  if (out === undefined) return;
  await mkdir(out, { recursive: true });
  const file = join(out, 'customers-by-tier.csv');
  await writeFile(file, toCsv(tiers));
  console.log(`Wrote ${file}`);
}

function describe(found) {
  if (found.customers === 0) return [`None of the ${found.of} loses money.`];
  const lines = [
    `${found.customers} of ${found.of} lose money, ${money(found.loss)} together. They bring ` +
      `${percent(found.shareOfSales)} of net sales and take ${percent(found.shareOfServiceMinutes)} of service minutes.`,
  ];
  if (found.medianDiscount !== null)
    lines.push(
      `Their median discount rate is ${percent(found.medianDiscount)}; ` +
        `that of all ranked customers ${percent(found.medianDiscountOfAll)}.`,
    );
  return lines;
}

function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (positionals.length > 1) throw new Error(`Unexpected argument '${positionals[1]}'`);
    const besideThisFile = fileURLToPath(new URL('../../out/latest', import.meta.url));
    return { folder: positionals[0] ?? (relative('.', besideThisFile) || '.'), ...values };
  } catch (cause) {
    throw new Stop(`${cause.message.split('. ')[0]}. Usage: ${usage}`, { cause });
  }
}

/** The customer table of a run's folder, or of the latest run in a folder of runs. */
async function findCustomers(folder) {
  for (const run of [folder, join(folder, 'latest')]) {
    const file = join(resolve(run), 'tables', 'customers.arrow');
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return file;
  }
  throw new Stop(
    `No finished run in ${folder} (tables/customers.arrow is not there): run \`npm start\` in the project first, ` +
      'or name the folder of a run.',
  );
}
