/**
 * The single faults that the reference server can be given, each with the tests that have to report it. Every test is there,
 * so that none is kept that cannot fail.
 */
export const FAULTS = {
  'shares-uris': ['Upload Resource: SHOULD is unique', 'Upload Resource: states is specific to one upload'],
  'forgets-completed': ['Upload Resource: SHOULD stays available after completion'],
  'offset-falls': ['Offset: MUST NOT never decreases'],
  'reads-malformed-offset': ['Offset: MUST ignores malformed Upload-Offset'],
  'guesses-offset': ['Offset: states is required to append'],
  'completes-by-length': [
    'Completeness: states is said by the client alone',
    'Upload Append: states completes without content',
  ],
  'reads-malformed-complete': ['Completeness: MUST ignores malformed Upload-Complete in appends'],
  'creates-by-malformed-complete': ['Completeness: MUST ignores malformed Upload-Complete in creations'],
  'refuses-malformed-length': ['Length: MUST ignores malformed Upload-Length'],
  'takes-two-lengths': ['Length: MUST indicators of one creation match'],
  'takes-another-length': [
    'Length: MUST Upload-Length of two requests match',
    'Length: MUST indicators of one append match',
  ],
  'takes-too-little': [
    'Length: MUST a completion shorter than the length does not match',
    'Length: MUST an empty completion before the length does not match',
  ],
  'limit-is-a-string': ['Limits: states Upload-Limit is a Dictionary of Integers'],
  'limit-shrinks': ['Limits: SHOULD NOT maxima do not decrease and minima do not increase'],
  'no-accept-patch': ['Limits: MUST OPTIONS has Accept-Patch'],
  'accepts-any-patch': ['Limits: MUST Accept-Patch has the full media type'],
  'options-without-limit': ['Limits: SHOULD OPTIONS has Upload-Limit'],
  'options-promise-more': ['Limits: SHOULD NOT limits of OPTIONS hold for uploads'],
  '413-without-limit': [
    'Limits: MUST 413 has Upload-Limit',
    'Limits: MUST 413 of an append has Upload-Limit',
  ],
  'no-104': ['Upload Creation: SHOULD announces the upload by 104'],
  '104-without-location': ['Upload Creation: MUST 104 has Location'],
  '104-without-limit': ['Upload Creation: MUST 104 has Upload-Limit'],
  'part-without-location': ['Upload Creation: MUST the answer to a part has Location'],
  'part-without-limit': ['Upload Creation: MUST the answer to a part has Upload-Limit'],
  'part-is-200': ['Upload Creation: RECOMMENDED the answer to a part is 201'],
  'length-not-recorded': ['Upload Creation: MUST records Upload-Length'],
  'locations-differ': ['Upload Creation: MUST all Locations are identical'],
  'creation-cut-completes': ['Interruption: MUST NOT an interrupted creation is not complete, and resumed'],
  'append-cut-completes': ['Interruption: MUST NOT an interrupted append is not complete, and resumed'],
  'cut-loses-all': [
    'Interruption: SHOULD what an interrupted append sent is kept',
    'Interruption: SHOULD what an interrupted creation sent is kept',
  ],
  'head-without-offset': ['Offset Retrieval: MUST has Upload-Offset'],
  'head-without-complete': ['Offset Retrieval: MUST has Upload-Complete'],
  'head-without-length': [
    'Offset Retrieval: MUST has Upload-Length',
    'Upload Creation: MUST records the length of a whole representation',
    'Upload Append: MUST records Upload-Length',
  ],
  'head-without-limit': ['Offset Retrieval: MUST has Upload-Limit'],
  'head-may-be-cached': ['Offset Retrieval: SHOULD is not cached'],
  'head-is-moved': ['Offset Retrieval: SHOULD NOT is not redirected by 301 or 302'],
  'appends-any-type': ['Upload Append: states appends no other media type'],
  'conflict-is-400': [
    'Upload Append: MUST a wrong offset is 409',
    'Problem Types: states mismatching-upload-offset comes with 409',
  ],
  'conflict-without-offset': ['Upload Append: MUST 409 has the correct offset'],
  'appends-when-complete': [
    'Upload Append: MUST NOT a complete upload is not modified',
    'Upload Append: MUST a complete upload rejects content',
  ],
  'repeats-completion': ['Upload Append: MUST a complete upload rejects an empty append'],
  'completion-unmarked': ['Upload Append: MUST the answer that completes has Upload-Complete ?1'],
  'completion-is-204': ['Upload Append: SHOULD the answer that completes is that of a whole upload'],
  'trusts-content-length': [
    'Upload Append beyond the length, and its progress: MUST unsized content beyond the length is rejected',
  ],
  'overrun-stays-valid': [
    'Upload Append beyond the length, and its progress: MUST an upload that exceeded its length is invalid',
  ],
  'no-progress': ['Upload Append beyond the length, and its progress: SHOULD progress is told by 104'],
  'progress-with-location': [
    'Upload Append beyond the length, and its progress: MUST NOT progress has no Location',
  ],
  'cancel-does-nothing': [
    'Upload Cancellation: SHOULD deactivates the upload resource',
    'Concurrency: MUST cancellation during an append leaves nothing',
  ],
  'cancel-leaves-in-flight': ['Upload Cancellation: SHOULD terminates requests in flight'],
  'appends-twice': ['Concurrency: MUST parallel appends do not corrupt'],
  'tells-outdated-offset': [
    'Concurrency: MUST NOT an offset that was told is accepted',
    'Concurrency: SHOULD a new append ends a stalled append',
  ],
  'head-leaves-stalled': [
    'Concurrency: SHOULD offset retrieval ends a stalled append',
    'Concurrency: SHOULD offset retrieval ends a stalled creation',
  ],
  'omits-continue': ['Status Code 104: MUST NOT does not stand in for 100 (Continue)'],
  'problem-without-offsets': ['Problem Types: SHOULD mismatching-upload-offset has both offsets'],
  'counts-framing': [
    'Transfer Codings: states the offset counts decoded bytes',
    'Interruption: MUST NOT an append cut between chunks is not complete',
  ],
  'repr-digest-unchecked': [
    'Representation Digests: SHOULD an upload in parts that does not match fails',
    'Representation Digests: SHOULD a whole upload that does not match fails',
  ],
  'repr-digest-untold': ['Representation Digests: SHOULD a digest that is wanted is told'],
  'repr-digest-untrue': ['Representation Digests: states a digest that is told is true'],
  'content-digest-unchecked': [
    'Content Digests: SHOULD an append that does not match fails and is not appended',
    'Content Digests: SHOULD a creation that does not match fails and is not appended',
  ],
  'open-to-all': ['Security Considerations: SHOULD only authorized clients retrieve, append and cancel'],
  'counts-uploads': ['Security Considerations: RECOMMENDED upload resource URIs are hard to guess'],
  '104-unasked': [
    'Draft Version Identification: MUST NOT no 104 without the interop version',
    'Draft Version Identification: MUST NOT no 104 for an append without the interop version',
  ],
  '104-for-any-version': ['Draft Version Identification: MUST NOT no 104 for another interop version'],
  '104-without-version': ['Draft Version Identification: MUST 104 has the interop version'],
  'loses-a-byte': [
    'Offset: states counts bytes of the representation',
    'Upload Append: states appends application/partial-upload',
  ],
  'never-completes': [
    'Completeness: states is marked by Upload-Complete ?1',
    'Offset Retrieval: MUST tells that an upload is complete',
  ],
  'minds-upload-limit': ['Limits: MUST ignores Upload-Limit of a request'],
  'refuses-empty': ['Upload Creation: states takes an empty part'],
  'refuses-whole': ['Upload Creation: states takes a whole representation'],
  'progress-untrue': ['Upload Creation: states progress is told truly'],
  'cancel-is-moved': ['Upload Cancellation: SHOULD NOT is not redirected by 301 or 302'],
  'part-unmarked': ['Upload Append: states the answer to a part has Upload-Complete ?0'],
  'takes-too-much': [
    'Upload Append beyond the length, and its progress: MUST sized content beyond the length is rejected',
  ],
  'problems-are-422': [
    'Problem Types: RECOMMENDED completed-upload comes with 400',
    'Problem Types: RECOMMENDED inconsistent-upload-length of a creation comes with 400',
    'Problem Types: RECOMMENDED inconsistent-upload-length of an append comes with 400',
  ],
  'completed-for-content': ['Problem Types: MUST content for a completed upload is an inconsistent length'],
  'counts-decoded': ['Content Codings: states the offset counts coded bytes'],
  'refuses-digests': [
    'Representation Digests: states a digest that matches is accepted',
    'Content Digests: states a digest that matches is accepted',
  ],
  'creates-for-all': ['Security Considerations: SHOULD only authorized clients create'],
  'finds-by-prefix': ['Security Considerations: states a URI that was not given out leads nowhere'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Fault = keyof typeof FAULTS;
