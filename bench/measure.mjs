// Preloaded into a contender (`node --import`): says at its end what the process has used, and how much of its memory
// was JavaScript's own (heap and buffers) at most, beside what the database takes. Looks five times a second.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  let own = 0;
  const look = () => {
    const { heapTotal, external } = process.memoryUsage();
    own = Math.max(own, heapTotal + external);
  };
  setInterval(look, 200).unref();
  process.on('exit', () => {
    look();
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const file = process.env.BENCH_USAGE;
    if (file !== undefined)
      writeFileSync(
        file,
        JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS * 1024, own }),
      );
  });
}
