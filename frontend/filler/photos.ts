// Photos are made small on the device; documents go as they are.
const LONG_SIDE = 1600;
const QUALITY = 0.82;
export const MAX_BYTES = 20 * 1024 * 1024;

export class TooLarge extends Error {}

export interface Prepared {
  readonly blob: Blob;
  readonly extension: string;
}

function extensionOf(name: string): string {
  const found = name.match(/\.([A-Za-z0-9]{1,8})$/)?.[1];
  return found ? found.toLowerCase() : 'bin';
}

export async function prepare(file: File): Promise<Prepared> {
  if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') {
    const small = await shrink(file).catch(() => null);
    if (small) return { blob: small, extension: 'jpg' };
  }
  if (file.size > MAX_BYTES) throw new TooLarge();
  return { blob: file, extension: extensionOf(file.name) };
}

/** Drawing again also drops the place and the camera from the photo. */
async function shrink(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
