import type { Profile } from '@flipside/contracts';
import { given } from '@flipside/testing';
import { personDecider } from './decide.js';
import { ada, profile, registeredBy } from './person.samples.js';

const registered = given(personDecider, ...registeredBy());
const write = (changes: Partial<Profile> = {}) =>
  registered.when({ type: 'UpdateProfile', personId: ada, profile: { ...profile, ...changes }, on: '2026-01-06' });
const slot = (from: string, to: string): Partial<Profile> => ({
  availability: { zone: 'Europe/Paris', slots: [{ day: 1, from, to }] },
});
const [skill, perspective] = [profile.offers[0]!, profile.offers[1]!];
const [wish] = [profile.wishes[0]!];

describe('a profile', () => {
  it('is written whole', () => write().then({ type: 'ProfileUpdated', data: { personId: ada, profile } }));

  it('is no news when it is the same', () =>
    given(personDecider, ...registeredBy(), { type: 'ProfileUpdated', data: { personId: ada, profile } })
      .when({ type: 'UpdateProfile', personId: ada, profile, on: '2026-01-06' })
      .thenNothing());

  it('names topics of the catalogue, as the kind they are', () => {
    write({ offers: [{ ...skill, topic: 'knitting' }] }).thenRefused('unknown-topic');
    write({ offers: [{ ...skill, topic: 'chatgpt' }] }).thenRefused('unknown-topic');
    write({ offers: [{ ...skill, kind: 'perspective', proficiency: null }] }).thenRefused('topic-of-another-kind');
    write({ certificates: [{ topic: 'knitting', on: '2025-01-01' }] }).thenRefused('unknown-topic');
  });

  it('rates every skill and no perspective', () => {
    write({ offers: [{ ...skill, proficiency: null }] }).thenRefused('skill-without-rating');
    write({ offers: [{ ...perspective, proficiency: 3 }] }).thenRefused('perspective-not-rated');
    write({ wishes: [{ ...wish, current: 2 }] }).thenRefused('perspective-not-rated');
    write({ offers: [{ ...skill, proficiency: 6 }] }).thenRefused('profile-invalid');
  });

  it('names career areas that exist', () => {
    write({ goals: [{ text: 'Space', area: 'space' }] }).thenRefused('unknown-area');
    write({ goals: [{ text: 'Learn', area: null }] }).thenState({ status: 'employed' });
  });

  it('says nothing twice, of no day ahead, and no slot that ends before it starts', () => {
    write({ offers: [skill, skill] }).thenRefused('profile-invalid');
    write({ wishes: [wish, wish] }).thenRefused('profile-invalid');
    write({ offers: [{ ...skill, lastUsed: '2026-01-07' }] }).thenRefused('profile-invalid');
    write(slot('11:00', '09:00')).thenRefused('profile-invalid');
    write(slot('11:00', '24:00')).thenState({ status: 'employed' });
  });
});
