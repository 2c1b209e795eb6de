import type { Checksum, UploadPart } from '@keepsake/engine';
import { describe, expect, it } from 'vitest';
import { createMultipartBody, type MultipartBody } from './multipart-body.ts';

const part = (fileName: string, text: string, sizeBytes = Buffer.byteLength(text)): UploadPart => ({
  fileName,
  sizeBytes,
  checksum: 'a'.repeat(40) as Checksum,
  read: async function* () {
    await Promise.resolve();
    for (const character of text) yield Buffer.from(character);
  },
});

const written = async ({ body }: MultipartBody): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.read()) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const parsed = async (form: MultipartBody): Promise<FormData> =>
  new Response(await written(form), { headers: { 'content-type': form.body.contentType } }).formData();

describe('createMultipartBody', () => {
  it('[U1] writes fields before files, exactly as long as it says', async () => {
    const form = createMultipartBody(
      [
        ['deviceId', 'phone'],
        ['filename', 'Ünï ✓.jpg'],
      ],
      [
        { name: 'assetData', part: part('a.heic', 'still') },
        { name: 'livePhotoData', part: part('a.mov', 'motion') },
      ],
    );

    const text = await written(form);
    expect(form.body.sizeBytes).toBe(Buffer.byteLength(text));
    const data = await parsed(form);
    expect([...data.keys()]).toEqual(['deviceId', 'filename', 'assetData', 'livePhotoData']);
    expect(data.get('filename')).toBe('Ünï ✓.jpg');
    expect(await (data.get('livePhotoData') as File).text()).toBe('motion');
  });

  it('[U1] quotes names as browsers do', async () => {
    const form = createMultipartBody([], [{ name: 'assetData', part: part('a"b\r\nc\\d%22.jpg', 'x') }]);

    expect(await written(form)).toContain('filename="a%22b%0D%0Ac\\d%22.jpg"\r\n');
  });

  it('[U1] lets no control character of a name into the headers', async () => {
    const form = createMultipartBody(
      [],
      [{ name: 'assetData', part: part('a\u001bb\u0000c\u007f\td.jpg', 'x') }],
    );

    expect(await written(form)).toContain('filename="a%1Bb%00c%7F%09d.jpg"\r\n');
  });

  it('[U1] lets no field pretend to be the end of the form', async () => {
    const honest = createMultipartBody([], [{ name: 'assetData', part: part('a.jpg', 'x') }]);
    const boundary = honest.body.contentType.split('boundary=')[1] ?? '';
    const name = `x\r\n--${boundary}\r\nContent-Disposition: form-data; name="isFavorite"\r\n\r\ntrue`;
    const data = await parsed(
      createMultipartBody([['filename', name]], [{ name: 'assetData', part: part('a.jpg', 'x') }]),
    );

    expect(data.get('filename')).toBe(name);
    expect(data.has('isFavorite')).toBe(false);
  });

  it.each([
    [4, 'more'],
    [6, 'fewer'],
  ])('[U9] stops at a file that said %i bytes and has %s', async (sizeBytes) => {
    const form = createMultipartBody([], [{ name: 'assetData', part: part('a.jpg', 'grows', sizeBytes) }]);

    await expect(written(form)).rejects.toMatchObject({ code: 'changed-while-reading' });
  });

  it('[P1] tells how many bytes of files are among the first of the body', async () => {
    const form = createMultipartBody(
      [['deviceId', 'phone']],
      [
        { name: 'assetData', part: part('a.heic', 'still') },
        { name: 'livePhotoData', part: part('a.mov', 'motion') },
      ],
    );
    const text = await written(form);

    expect(form.fileBytesWithin(0)).toBe(0);
    expect(form.fileBytesWithin(text.indexOf('still') + 2)).toBe(2);
    expect(form.fileBytesWithin(text.indexOf('motion'))).toBe(5);
    expect(form.fileBytesWithin(form.body.sizeBytes)).toBe(11);
  });
});
