// Preloaded into a contender (`node --import`), and so into its workers: says at its end what the process has used, and
// how much of its memory was JavaScript's own (heap and buffers of all threads together) at most, beside what the
// database takes. Every thread looks five times a second: it notes what it holds, and the sum of what all have noted.
import { writeFileSync } from 'node:fs';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';

const name = 'bench-memory';
const slots = 64;
if (isMainThread) setEnvironmentData(name, new SharedArrayBuffer(2 * 8 * slots));
const shared = getEnvironmentData(name);
const held = new Float64Array(shared, 0, slots);
const peaks = new Float64Array(shared, 8 * slots, slots);
const slot = threadId % slots;
const look = () => {
  const { heapTotal, external } = process.memoryUsage();
  held[slot] = heapTotal + external;
  peaks[slot] = Math.max(
    peaks[slot],
    held.reduce((sum, bytes) => sum + bytes, 0),
  );
};
look();
setInterval(look, 200).unref();
process.on('exit', () => {
  look();
  held[slot] = 0;
});
if (isMainThread)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const file = process.env.BENCH_USAGE;
    if (file !== undefined)
      writeFileSync(
        file,
        JSON.stringify({
          cpu: (userCPUTime + systemCPUTime) / 1e6,
          peak: maxRSS * 1024,
          own: Math.max(...peaks),
        }),
      );
  });
