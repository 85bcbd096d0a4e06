// A system in another language, written from docs/reference/conformance-protocol.md alone: it keeps its files as
// they came, minds its manners in a conversation, and checks only a little. What it cannot do it says.
import readline from "node:readline";
import { randomUUID } from "node:crypto";

const BASE = "https://carelink.example/fhir";
const kept = new Map(); // id of a record -> the bytes it came in
const inbox = new Map(); // id of a record -> what it replaces and whether it cancels
const seen = new Map(); // message id -> content without its envelope, and the envelope
const envelopes = new Map(); // envelope id -> message id

for await (const line of readline.createInterface({ input: process.stdin })) {
  const ask = JSON.parse(line);
  const answer = ask.verb === "receive" ? receive(Buffer.from(ask.data, "base64")) : send(ask.case);
  process.stdout.write(JSON.stringify(answer) + "\n");
}

function receive(data) {
  const text = data.toString("utf8");
  if (text.startsWith("<") || text.includes('"recipients"')) return { outcome: "unsupported" };
  let tree;
  try {
    tree = JSON.parse(text);
  } catch {
    return { outcome: "rejected", findings: [{ path: "Bundle" }] };
  }
  if (tree.type === "message") return message(tree);
  const findings = check(tree);
  if (findings.length) return { outcome: "rejected", findings };
  kept.set(tree.identifier.value, data);
  return { outcome: "accepted", findings };
}

function message(tree) {
  const header = tree.entry[0].resource;
  if (header.response) return { outcome: "accepted" };
  const { id, timestamp, ...content } = tree;
  const same = JSON.stringify(content);
  const before = seen.get(header.id);
  if ((before && before !== same) || (envelopes.has(id) && envelopes.get(id) !== header.id))
    return { outcome: "rejected", receipt: receipt(header, "fatal-error") };
  envelopes.set(id, header.id);
  if (before) return { outcome: "duplicate", receipt: receipt(header, "ok") };
  const record = tree.entry.find((e) => e.fullUrl === header.focus[0].reference).resource;
  const findings = check(record);
  seen.set(header.id, same);
  if (findings.length) return { outcome: "rejected", findings, receipt: receipt(header, "fatal-error") };
  const root = record.entry[0].resource;
  const target = root.relatesTo?.[0]?.targetIdentifier?.value ?? root.relatesTo?.[0]?.targetReference?.identifier?.value;
  inbox.set(record.identifier.value, { replaces: target, cancels: root.status === "entered-in-error" });
  return { outcome: "accepted", findings, receipt: receipt(header, "ok") };
}

function send(what) {
  if (what.what === "record") return { data: kept.get(what.id).toString("base64") };
  if (what.what !== "inbox") return {};
  const gone = new Set([...inbox.values()].map((one) => one.replaces));
  return { ids: [...inbox].filter(([id, one]) => !one.cancels && !gone.has(id)).map(([id]) => id) };
}

function check(tree) {
  const findings = [];
  const need = (where, name, path) => where?.[name] ?? findings.push({ path });
  if (tree.resourceType !== "Bundle") return [{ path: tree.resourceType ?? "Bundle" }];
  for (const name of ["type", "timestamp"]) need(tree, name, "Bundle");
  const aboutSomebody = tree.meta?.profile?.[0]?.endsWith("/admission-sheet");
  if (tree.type === "document") need(tree, "identifier", "Bundle");
  for (const [i, { resource }] of (tree.entry ?? []).entries()) {
    const path = `Bundle.entry[${i}].resource`;
    if (resource?.resourceType === "Patient" && i === 1) need(resource, "identifier", path);
    if (resource?.resourceType === "Composition" && aboutSomebody) need(resource, "subject", path);
  }
  return findings;
}

function receipt(header, code) {
  const [id, why] = [randomUUID(), randomUUID()];
  const urn = (uuid) => `urn:uuid:${uuid}`;
  const [me, you] = [header.destination[0], { endpoint: header.source.endpoint, name: header.source.name }];
  const told = {
    resourceType: "OperationOutcome",
    issue: [{ severity: code === "ok" ? "information" : "error", code: code === "ok" ? "informational" : "invalid" }],
  };
  const organization = (party) => ({
    resourceType: "Organization",
    identifier: [{ system: `${BASE}/id/key`, value: party.endpoint.split("/").pop() }],
    name: party.name,
  });
  const to = header.sender.reference;
  return {
    resourceType: "Bundle",
    id: randomUUID(),
    meta: { profile: [`${BASE}/StructureDefinition/receipt`] },
    type: "message",
    timestamp: new Date().toISOString(),
    entry: [
      {
        fullUrl: urn(id),
        resource: {
          resourceType: "MessageHeader",
          id,
          eventCoding: { system: `${BASE}/CodeSystem/message-event`, code: "receipt" },
          destination: [{ ...you, receiver: { reference: to } }],
          sender: me.receiver,
          source: { name: me.name, software: "small-system", endpoint: me.endpoint },
          response: { identifier: header.id, code, details: { reference: urn(why) } },
        },
      },
      { fullUrl: me.receiver.reference, resource: organization(me) },
      { fullUrl: to, resource: organization(you) },
      { fullUrl: urn(why), resource: told },
    ],
  };
}
