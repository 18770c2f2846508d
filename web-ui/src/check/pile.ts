/** The files of one area: what may be added, in which order, and what is left out and why. */

export interface Bounds {
  readonly fileBytes: number;
  readonly most: number;
}

export interface Added<F> {
  readonly files: readonly F[];
  readonly tooLarge: readonly F[];
  readonly isTooMany: boolean;
}

interface FileLike {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

const sameFile = (one: FileLike, other: FileLike): boolean =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/** Add files behind those that are there; the same file twice is one, and what is too large or too many stays out. */
export function add<F extends FileLike>(there: readonly F[], come: readonly F[], bounds: Bounds): Added<F> {
  const files = [...there];
  const tooLarge: F[] = [];
  let isTooMany = false;
  for (const file of come) {
    if (file.size > bounds.fileBytes) {
      tooLarge.push(file);
    } else if (files.some((one) => sameFile(one, file))) {
      // nothing new
    } else if (files.length >= bounds.most) {
      isTooMany = true;
    } else {
      files.push(file);
    }
  }
  return { files, tooLarge, isTooMany };
}
