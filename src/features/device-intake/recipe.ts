/** Who sends: where to, which device, and the key that it signs with. */
interface Sender {
  origin: string;
  deviceId: string;
  key: string;
}

/**
 * Commands that send one heartbeat of a device, for any POSIX shell with openssl and curl: what a technician pastes to
 * see that it works, and what whoever builds it into a device reads.
 */
export function heartbeatRecipe({ origin, deviceId, key }: Sender): string {
  return signedPost(`${origin}/devices/${deviceId}/heartbeat`, key, `'{"condition":"working"}'`);
}

/** The same for one press of an SOS post, at the time of the machine that sends it. */
export function pressRecipe({ origin, deviceId, key }: Sender): string {
  return signedPost(`${origin}/devices/${deviceId}/press`, key, `"{\\"pressedAt\\":\\"$(date -u +%FT%TZ)\\"}"`);
}

function signedPost(address: string, key: string, body: string): string {
  return `key='${key}'
body=${body}
id=$(openssl rand -hex 16)
now=$(date +%s)
hex=$(printf %s "\${key#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf %s "$id.$now.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$hex" -binary | openssl base64 -A)
curl --fail-with-body -X POST '${address}' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" \\
  -H 'content-type: application/json' --data-binary "$body"
`;
}
