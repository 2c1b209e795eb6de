/** The chapter on resumable upload, as far as no schema says it. A test runs its example. */
export const RESUMABLE_PROSE = `## Resumable upload

Large files over unsteady connections go by resumable upload where \`keepsake.resumableUpload\` of \`GET /api/server/features\` says so:
draft-ietf-httpbis-resumable-upload-12, interop version 8, at \`/api/uploads\`. It carries the bytes of one file, without multipart; what
\`POST /api/assets\` has in its form goes in the header \`X-Keepsake-Asset\`, and the asset is kept by the same way, with the same answer.

1. **Begin:** \`POST /api/uploads\`, best without content (\`Upload-Complete: ?0\`), with the file's length and its SHA-1 in \`Repr-Digest\`. When the user has these
   bytes already, the answer is 200 at once. Else it is 201, and \`Location\` is where the upload goes on: nobody else can use it, but treat it as a secret.
   The quota is held from now on for the length that was said.
2. **Append:** \`PATCH\` to that address, as \`application/partial-upload\`, from \`Upload-Offset\` on. At most \`max-append-size\` of \`Upload-Limit\` at once: proxies
   commonly let no more through. Each answer (204) says the next \`Upload-Offset\`. What was told is on the disk, and outlives the server's crash.
3. **After an interruption:** \`HEAD\` says the offset; go on from there. It may be less than what was sent. A newer request for an upload ends an older one
   that hangs. An append elsewhere is answered with 409, of the type \`mismatching-upload-offset\`, whose \`Upload-Offset\` is the right one.
4. **Complete:** the last append says \`Upload-Complete: ?1\`; it may be empty. Now the whole is compared with \`Repr-Digest\`, login and quota are looked at again, and
   the answer is that of \`POST /api/assets\`: 201 \`created\` or 200 \`duplicate\`, with \`Upload-Complete: ?1\`.
5. **If that answer is lost:** \`HEAD\` says \`Upload-Complete: ?1\`, and \`GET\` gives it again, with status 200.

A failure of the last step that the same bytes would meet again (such as \`checksum-mismatch\` or \`quota-exceeded\`) gives the upload up, as do more bytes than were said, once they come (a \`Content-Length\` that says so beforehand is refused, and the upload stays). One that
passes (401, 403, 5xx) does not: complete it later by an empty append. An upload that nobody touches for the \`max-age\` of \`Upload-Limit\` is forgotten, and answers 404 as one that never was.

A client that sends \`Upload-Draft-Interop-Version: 8\` is told by interim answers with status 104: \`Location\` and \`Upload-Limit\` before the content of a \`POST\` is read, and
\`Upload-Offset\` now and then. So the whole file may be sent with the \`POST\` itself (\`Upload-Complete: ?1\`) and still be gone on with. Without that header, an upload that
breaks off during its \`POST\` is discarded. \`OPTIONS /api/uploads\` tells \`Upload-Limit\` beforehand.

A client whose platform writes fields of the draft itself, as iOS does, says \`?offset=8388608&complete=false\` (both) in the address of a \`PATCH\`: then none of those
fields is read, and no interim answer is sent.

A Live Photo goes in two uploads: its motion part first, with \`"visibility": "hidden"\`; then the photo, with the motion part's id as \`livePhotoVideoId\`.

For example, with a session's token in \`TOKEN\`, the server's address in \`SERVER\`, and the upload cut in two:

\`\`\`sh
set -e
FILE=VID_0001.mp4
auth="Authorization: Bearer $TOKEN"
asset=$(printf '{"fileName":"%s","deviceId":"laptop","deviceAssetId":"%s","fileCreatedAt":"2024-05-06T07:08:09Z","fileModifiedAt":"2024-05-06T07:08:09Z"}' "$FILE" "$FILE" |
  base64 | tr -d '=\\n' | tr '+/' '-_')
size=$(wc -c < "$FILE" | tr -d ' ')
sha=$(openssl dgst -sha1 -binary "$FILE" | base64)

# Begin: 201, with the address of the upload; or 200 without one: these bytes are kept already.
location=$(curl -sS --fail -X POST -D - -o /dev/null "$SERVER/api/uploads" -H "$auth" -H "X-Keepsake-Asset: $asset" \\
  -H 'Upload-Complete: ?0' -H "Upload-Length: $size" -H "Repr-Digest: sha=:$sha:" |
  tr -d '\\r' | sed -n 's/^location: //Ip')
[ -n "$location" ] || exit 0

# The first bytes: 204.
head -c 1000 "$FILE" | curl -sS --fail -X PATCH "$SERVER$location" -H "$auth" -H 'Content-Type: application/partial-upload' \\
  -H 'Upload-Offset: 0' -H 'Upload-Complete: ?0' --data-binary @-

# How far is it? Here: 1000.
offset=$(curl -sS --fail -I "$SERVER$location" -H "$auth" | tr -d '\\r' | sed -n 's/^upload-offset: //Ip')

# The rest: 201, and the asset.
tail -c "+$((offset + 1))" "$FILE" | curl -sS --fail -X PATCH "$SERVER$location" -H "$auth" -H 'Content-Type: application/partial-upload' \\
  -H "Upload-Offset: $offset" -H 'Upload-Complete: ?1' --data-binary @-
\`\`\`
`;
