import { z } from 'zod';

/** Of the files in a sources folder; it rises when an older program would misread them. */
export const configVersion = 1;

/** The field `version:` of each of them. */
export const version = z.literal(configVersion, {
  error: ({ input }) =>
    typeof input === 'number' && input > configVersion
      ? `is ${input}, which is newer than this program: it reads version ${configVersion}; update Karakoram`
      : `expected ${configVersion}, the version of this file's format`,
});
