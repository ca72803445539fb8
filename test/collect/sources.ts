import type { Source } from '../../src/types.ts';

/** A configured feed for tests. */
export function sourceAt(url: string, more: Partial<Source> = {}): Source {
  return {
    id: 'test-source',
    name: 'Test source',
    url,
    outlet: 'Test outlet',
    republish: 'excerpt',
    private: false,
    ...more,
  };
}
