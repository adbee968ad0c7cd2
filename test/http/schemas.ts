import { isDay, isInstant, isZone } from '@flipside/service-kit/http/formats';
import type { OpenApi } from '@flipside/gateway/openapi/document';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Validates values by the schemas of a document. */
export class Schemas {
  private readonly ajv: Ajv2020;
  private readonly known = new Map<object, ValidateFunction>();

  constructor(private readonly document: OpenApi) {
    this.ajv = new Ajv2020({ strict: false, allErrors: false, validateSchema: false, logger: false });
    this.ajv.addFormat('uuid', /^[0-9a-f-]{36}$/);
    this.ajv.addFormat('uri', /^[a-z]+:/);
    this.ajv.addFormat('date', isDay);
    this.ajv.addFormat('date-time', isInstant);
    this.ajv.addFormat('iana-time-zone', isZone);
  }

  /** What is wrong with a value; empty when nothing is. */
  faults(schema: object, value: unknown): readonly string[] {
    const validate = this.compiled(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
  }

  private compiled(schema: object): ValidateFunction {
    const known = this.known.get(schema);
    if (known) return known;
    const made = this.ajv.compile({ ...schema, components: this.document.components });
    this.known.set(schema, made);
    return made;
  }
}
