/** An incident in our own form. */
export const exampleMessage = `{
  "id": "A-2569-0117",
  "kind": "fire",
  "place": { "longitude": 100.5018, "latitude": 13.7563 },
  "occurredAt": "2026-11-23T02:13:05+07:00",
  "summary": "…",
  "priority": 1
}
`;

/** Commands that say that a source lives, signed, for any POSIX shell with openssl and curl; `body` may be a message. */
export function messageRecipe({ origin, sourceId, key }: { origin: string; sourceId: string; key: string }): string {
  return `key='${key}'
body=''
id=$(openssl rand -hex 16)
now=$(date +%s)
hex=$(printf %s "\${key#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf %s "$id.$now.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$hex" -binary | openssl base64 -A)
curl --fail-with-body -X POST '${origin}/ingest/incidents?source=${sourceId}' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" \\
  -H 'content-type: application/json' --data-binary "$body"
`;
}
