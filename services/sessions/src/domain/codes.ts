import { DomainError } from '@flipside/event-sourcing';

/** The text, where it is a code: public contracts carry it, so there must be no room in it for a name or a sentence. */
export function codeOf(text: string): string {
  if (text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+){0,7}$/.test(text)) return text;
  throw new DomainError('code-invalid', 'Give a code of the catalogue: small letters, digits and single dashes.');
}
