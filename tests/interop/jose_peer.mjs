// Another implementation of the small parcel, over npm "jose", written from docs/reference/parcel-format.md alone.
// Reads one JSON request on stdin, writes one JSON answer on stdout.
import * as jose from "jose";

let text = "";
for await (const part of process.stdin) text += part;
const ask = JSON.parse(text);
const answers = { open, seal };
process.stdout.write(JSON.stringify(await answers[ask.do](ask)));

async function open({ parcel, reader, signers }) {
  const key = await jose.importJWK(reader, "ECDH-ES+A256KW");
  const { plaintext, protectedHeader } = await jose.generalDecrypt(JSON.parse(parcel), key, {
    keyManagementAlgorithms: ["ECDH-ES+A256KW"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  const border = plaintext.lastIndexOf(0x0a);
  const signed = new TextDecoder().decode(plaintext.subarray(border + 1));
  const { kid } = jose.decodeProtectedHeader(signed);
  const signer = signers.find((jwk) => jwk.kid === kid);
  const { payload } = await jose.compactVerify(signed, await jose.importJWK(signer, signer.alg), {
    algorithms: [signer.alg],
  });
  return {
    content: Buffer.from(plaintext.subarray(0, border)).toString("base64"),
    manifest: JSON.parse(new TextDecoder().decode(payload)),
    outside: { id: protectedHeader.id, exp: protectedHeader.exp },
  };
}

async function seal({ content, manifest, signer, readers }) {
  const signed = await new jose.CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: signer.alg, kid: signer.kid, typ: "carelink+jws" })
    .sign(await jose.importJWK(signer, signer.alg));
  const letter = Buffer.concat([Buffer.from(content, "base64"), Buffer.from("\n" + signed)]);
  const envelope = new jose.GeneralEncrypt(letter).setProtectedHeader({
    v: 1,
    typ: "carelink+jwe",
    cty: "carelink-letter",
    enc: "A256GCM",
    id: manifest.id,
    exp: manifest.exp,
  });
  for (const reader of readers) {
    envelope
      .addRecipient(await jose.importJWK(reader, reader.alg))
      .setUnprotectedHeader({ alg: reader.alg, kid: reader.kid });
  }
  return { parcel: JSON.stringify(await envelope.encrypt()) };
}
