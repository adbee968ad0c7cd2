import { findTopic } from '@flipside/contracts';

/** The code of a topic named by code, name or synonym; a word that the catalogue lacks stands for itself. Remembers. */
export function topicCodes(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    let code = known.get(word);
    if (code === undefined) known.set(word, (code = findTopic(word)?.code ?? word.trim().toLowerCase()));
    return code;
  };
}
