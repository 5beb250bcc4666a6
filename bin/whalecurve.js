#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// A run is seconds of many different small jobs. V8 would spend a tenth of them on optimising functions that have
// nearly done their work, on the cores that the database needs; code that runs for long is optimised all the same.
// A Node whose V8 does not know the flag would complain, so only those are told that were tried.
if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString('--interrupt-budget=1000000');
const { main } = await import('../dist/cli/main.js');

process.exitCode = await main(process.argv.slice(2));
