import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../app/client.tsx';

/** What conditions offer: attributes with values, surveys, priorities. */
export function useVocabulary() {
  return useQuery(useApi().segments.vocabulary.queryOptions());
}
