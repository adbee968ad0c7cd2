import { Type } from 'typebox';
import type { ContractDefinition, ReceivedOf } from './contract.js';
import { uuid } from './scalars.js';

const count = Type.Integer({ minimum: 0 });
const code = Type.String({ examples: ['share'] });
const dimension = Type.String({ description: 'see the catalogue of figures', examples: ['cohort=1'] });
const band = Type.String({ description: 'of levels, or `other`', examples: ['senior'] });

const publishedValue = Type.Object({
  value: Type.Union([Type.Number(), Type.Null()], { description: 'null: not shown' }),
  n: count,
  interval: Type.Union([Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), Type.Null()], { description: '95 %' }),
  missing: Type.Record(Type.String(), count),
  why: Type.Optional(Type.String({ description: '`hidden`: suppressed; `all-alike`: only the range is told', examples: ['hidden'] })),
  carriedFrom: Type.Optional(Type.String({ description: 'the earlier period whose number this is', examples: ['2027-01'] })),
});

/** A release is public by its nature: after suppression nothing in it is about a person. */
export const analyticsPublic = {
  FigureReleased: {
    audience: 'public',
    minor: 0,
    description: 'A figure of a closed period, after suppression; a large one comes in several parts.',
    data: Type.Object({
      figure: Type.String({ examples: ['skill-transfer'] }),
      version: Type.Integer({ minimum: 1, description: 'of the definition of the figure' }),
      programmeId: uuid,
      period: Type.String({ pattern: '^(\\d{4}-(0[1-9]|1[0-2])|round-[1-9]\\d{0,3})$', examples: ['2027-02'] }),
      until: Type.String({ format: 'date', description: 'last day of the period', examples: ['2027-02-28'] }),
      k: Type.Integer({ minimum: 5, description: 'fewer distinct people than this are never shown' }),
      part: Type.Integer({ minimum: 0, examples: [0] }),
      parts: Type.Integer({ minimum: 1 }),
      cells: Type.Array(
        Type.Object({
          key: Type.Object({ dimension: Type.Optional(dimension), silo: Type.Optional(Type.String({ description: 'id of a silo, or `other`', examples: ['other'] })), band: Type.Optional(band) }),
          values: Type.Record(code, publishedValue),
        }),
      ),
    }),
  },
} as const satisfies Record<string, ContractDefinition>;

export type AnalyticsPublic = ReceivedOf<typeof analyticsPublic>;
