/**
 * Fits the lifetime models to made-up customers and says how long it takes.
 *   npx tsx bench/lifetime.ts [--customers 1000000] [--seed 1]
 * Customers buy and stop as BG/NBD has it, with the parameters of the CDNOW sample (Fader, Hardie & Lee 2005) in days,
 * over half a year to two years, as in `lifetimes`' own generator; the same on every machine.
 */

import { parseArgs } from 'node:util';
import { randomFrom } from '../src/models/clusters/random.ts';
import { bgNbd, mbgNbd } from '../src/models/lifetime/beta-geometric.ts';
import { fitPurchases, fitWithoutDropout } from '../src/models/lifetime/fit.ts';
import { fitSpend } from '../src/models/lifetime/gamma-gamma.ts';
import { paretoNbd } from '../src/models/lifetime/pareto-nbd.ts';
import { predict } from '../src/models/lifetime/predict.ts';
import { tripletsOf } from '../src/models/lifetime/triplets.ts';

const { values: options } = parseArgs({
  options: { customers: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const customers = Number(options.customers);
const random = randomFrom(Number(options.seed));
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const timed = <T>(what: string, work: () => T): T => {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = work();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${what.padEnd(46)} ${seconds.toFixed(2).padStart(6)} s ${((used.user + used.system) / 1e6).toFixed(2).padStart(7)} CPU s`,
  );
  return result;
};

const counts = new Map<number, number>();
const spendX: number[] = [];
const spendValue: number[] = [];
for (let i = 0; i < customers; i++) {
  const age = 180 + Math.floor(550 * random());
  const [x, last] = history(age);
  const key = (x * 1024 + last) * 1024 + age;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  if (x > 0) {
    spendX.push(x);
    // Gamma-Gamma with the parameters of Hardie's note 025.
    spendValue.push(gamma(6.25 * x) / ((x * gamma(3.74)) / 15.44));
  }
}
const keys = [...counts.keys()].sort((a, b) => a - b);
const columns = {
  x: keys.map((key) => Math.floor(key / 1024 / 1024)),
  last: keys.map((key) => (Math.floor(key / 1024) % 1024) / 7),
  age: keys.map((key) => (key % 1024) / 7),
  weight: keys.map((key) => counts.get(key)!),
};
console.log(`${customers} customers, ${keys.length} distinct (x, t_x, T)`);
const data = timed('triplets', () => tripletsOf(columns.x, columns.last, columns.age, columns.weight));
const plain = timed('NBD', () => fitWithoutDropout(data));
const months = Array.from({ length: 12 }, (_, month) => ({
  until: (30.4 * (month + 1)) / 7,
  factor: 0.99 ** month,
}));
for (const model of [bgNbd, mbgNbd, paretoNbd]) {
  const fit = timed(`${model.name}: fit with standard errors`, () =>
    fitPurchases(model, data, model.start(data, plain.theta[0]!, plain.theta[1]!)),
  );
  console.log(
    `  ${fit.evaluations} evaluations, log-likelihood ${fit.logLikelihood.toFixed(3)}, ${model.parameters.map((name, i) => `${name} ${fit.theta[i]!.toFixed(4)}`).join(', ')}`,
  );
  timed(`${model.name}: prediction with ranges, 12 months`, () => predict(fit, data, months));
}
timed(`Gamma-Gamma, ${spendX.length} customers`, () => fitSpend(spendX, spendValue));

/** Repeat purchases and the day of the last, counted from the first purchase. */
function history(age: number): [x: number, last: number] {
  const rate = gamma(0.243) / 30.9;
  const [one, other] = [gamma(0.793), gamma(2.426)];
  const stop = one / (one + other);
  let [x, last] = [0, 0];
  for (let day = 0; ; ) {
    day += -Math.log(1 - random()) / rate;
    if (!(day <= age)) return [x, last];
    // A second purchase on the same day is none: purchases are days.
    if (Math.ceil(day) === last) continue;
    x += 1;
    last = Math.ceil(day);
    if (random() < stop) return [x, last];
  }
}

/** Marsaglia & Tsang (2000). */
function gamma(shape: number): number {
  if (shape < 1) return gamma(shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random()) < z * z * 0.5 + d * (1 - v + Math.log(v))) return d * v;
  }
}
