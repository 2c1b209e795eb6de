/** What a maker of a client must know before the first route: the part of docs/protocol.md that no schema says. */
export const PROTOCOL_PROSE = `# The protocol

What a client of a Keepsake server has to know. This page is made from the schemas that the server checks requests with
(\`packages/protocol\`), and a test fails when it is stale; the same as OpenAPI is at \`/api/openapi.json\`, as a page to read and try at \`/api/docs\`.

All addresses are below \`/api\`, except \`GET /.well-known/immich\` (where the API is), \`GET /healthz\` and \`GET /metrics\`
([operating.md](operating.md)), and a page for people at \`/\`. Bodies are JSON in UTF-8 unless said otherwise. Clients of Immich 1.105 to 3.2 work for what both
servers do; what goes beyond Immich is announced under \`keepsake\` in the answer of \`GET /api/server/features\`.

## Signing in

A request proves who makes it by one of these; the first that is there counts:

1. a session token: header \`x-immich-user-token\` or \`x-immich-session-token\`, query parameter \`sessionKey\`, header \`Authorization: Bearer …\`, cookie \`immich_access_token\`
2. an API key: header \`x-api-key\`, query parameter \`apiKey\`

\`POST /api/auth/login\` answers with a session token, and sets it as a cookie. A request by cookie that changes something is refused when
its \`Origin\` is another site. No CORS header is ever sent: pages of other sites cannot use a server. Prefer headers to query parameters,
which proxies write into their logs. An API key has permissions (\`all\`, or names such as \`asset.upload\`); a session may do everything that its user may.

What belongs to somebody else is answered exactly as what does not exist.

## Errors

Every answer that is not a success has this body (at \`/api/uploads\` with more beside it, see there), and its \`requestId\` also as the header \`X-Request-Id\`; with it the operator finds the request in the log.
Decide by \`code\`; \`message\` is for people and may change.
`;

/** How one file is uploaded in one request. */
export const UPLOAD_PROSE = `## Uploading

\`POST /api/assets\` is \`multipart/form-data\`, streamed to the disk; its size is bounded by the quota and the disk alone. Parts:

| part | |
|---|---|
| \`assetData\` | the file; exactly one. Its name's extension decides what it is, whatever the part's \`Content-Type\` says |
| \`livePhotoData\` | the motion part of a Live Photo; at most one, a video |
| \`sidecarData\` | a file whose name ends in \`.xmp\`; at most one, at most 1 MiB |
| the fields below | in any order, before or after the files; together at most 256 KiB. Others are passed over |

Header \`x-immich-checksum\`: the SHA-1 of \`assetData\`, as 40 hex digits or 28 characters of base64. When the user has these bytes already, the answer (200,
\`duplicate\`) comes before the file is read, where the length of the body and what comes before \`assetData\` show that it is one file of just that size and nothing
behind it. Any other body is read, and its bytes are compared with the header: one that is chunked, that has fields, a motion part or a sidecar behind the file or a
\`livePhotoVideoId\` before it, or that is shorter or longer than the file that is kept. So put the fields before the file; a client that sends \`Expect: 100-continue\` is told to go
on, to see them. A form without its file is refused also when the checksum is kept: whoever only wants to know asks \`POST /assets/bulk-upload-check\`.

A sidecar is kept with its photo or video also when that is a \`duplicate\`. The one that came last is the asset's; those before it stay on the server's disk and are charged to the
quota until the asset is deleted for good. The same sidecar again changes nothing, and one whose file was lost is put back by it.

201 means \`created\`, 200 \`duplicate\`; both mean that the bytes and their row are durable. Anything else means that nothing new was kept (what had been
lost from the server's disk may have come back). Compare
\`checksum\` in the answer with what was sent.

Refused before the body is read: no login, \`quota-exceeded\`, \`disk-full\`. A connection over which nothing moves is cut after the server's idle time (120 seconds unless
configured); there is no limit on the whole, so a slow phone may take a day.
`;

/** Downloads, and the limits of all requests. */
export const DOWNLOAD_PROSE = `## Downloading

Originals are answered byte for byte, with a strong \`ETag\` (the SHA-1 in hex), \`Last-Modified\`, and one range of \`Range\`
(with \`If-Range\`); \`HEAD\` works as well. What the server knows to be damaged it does not give out as if it were whole: 503, \`original-damaged\`, until it was uploaded
again; \`?evenIfDamaged=true\` gets what is left of it, without an \`ETag\`. An archive lacks what is lost or damaged, and says so in its file \`NOT-INCLUDED.txt\`; it fails only when nothing is left.

## Limits

| | |
|---|---|
| request line and headers together | 16 KiB (431) |
| a JSON body | 64 KiB, or 16 KiB where no login is needed (413) |
| a JSON body with a list of ids | 1 MiB (413) |
| one to exist or bulk-upload-check | 20 MiB (413) |
| values in a JSON body | 100,000, nested up to 32 deep (413) |
| time for a JSON body | 60 seconds from when it is read (408) |
| JSON bodies above 64 KiB | two at once, and one of each user; the others wait |
| answers with an album of more than 250 assets, or plans of archives | one of each user at a time; the others wait. They are streamed, without \`Content-Length\` |
| time for the headers | 30 seconds (408) |
| a name in an address | 12,000 characters, percent-encoded (400) |
| an upload | 64 fields, 16 files, 96 parts; 256 KiB of fields (400) |
| failed sign-ins | bounded per network, per network and account, and per account from new places (429, with \`Retry-After\`) |
`;
