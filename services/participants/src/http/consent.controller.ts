import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, answered, Code, From, Id, ListOf, OneOf, pageOf, PageQuery, Text, type Caller,
} from '@flipside/service-kit';
import { personStream } from '../domain/person/events.js';
import { traits, type Trait } from '../domain/person/traits.js';
import { KEYS, TARGETS, type Targets } from '../targets.js';
import { Self } from './owners.js';

class ConsentRequest {
  @OneOf([...traits]) trait: Trait;
  @Code({ description: 'As a code, so that it can be counted.', example: '50-59' }) value: string;
}

class ConsentReceipt {
  @Id() id: string;
}

class ConsentView {
  @Id() id: string;
  @OneOf([...traits]) trait: string;
  @Code() value: string;
}

class ConsentList {
  @ListOf(() => ConsentView, { max: 500 }) items: ConsentView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

const OWN = { role: 'participant', owner: Self } as const;

/** What somebody entrusts about themselves for aggregate fairness alone. It stands in no read model: it is opened for them alone. */
@ApiTags('people')
@Controller('v1/people/:personId/consents')
export class ConsentController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
  ) {}

  @Get()
  @Access(OWN)
  @ApiOperation({ summary: 'What you have entrusted and not withdrawn' })
  @ApiResponse({ status: 200, type: ConsentList })
  async list(@Param('personId') personId: string, @Query() query: PageQuery): Promise<ConsentList> {
    const { store, codec } = this.targets.person;
    const given = new Map<string, ConsentView>();
    for (const { type, data } of await codec.decode(await store.readStream(personStream(personId)))) {
      if (type === 'ConsentWithdrawn') given.delete(data.consentId);
      else if (type === 'ConsentGiven' && data.trait !== null && data.value !== null) {
        given.set(data.consentId, { id: data.consentId, trait: data.trait, value: data.value });
      }
    }
    return pageOf(this.keys.cursors, `consents/${personId}`, [...given.values()], ({ id }) => id, query);
  }

  @Post()
  @Access(OWN)
  @ApiOperation({ summary: 'Entrust a trait, for figures about groups alone; nobody is ever matched by it' })
  @ApiResponse({ status: 201, type: ConsentReceipt })
  async give(@Param('personId') personId: string, @Body() { trait, value }: ConsentRequest, @From() caller: Caller): Promise<Answer<ConsentReceipt>> {
    const consentId = caller.newId('consent');
    const command = { type: 'GiveConsent', personId, consentId, purpose: 'fairness', trait, value } as const;
    const result = await handleCommand(this.targets.person, personStream(personId), command, await caller.command());
    return answered({ id: consentId }, result, 201);
  }

  @Post(':consentId/withdraw')
  @Access(OWN)
  @ApiOperation({ summary: 'Take a trait back: its key is destroyed, and what was said can’t be read again by anyone' })
  @ApiResponse({ status: 200, type: ConsentReceipt })
  async withdraw(@Param('personId') personId: string, @Param('consentId') consentId: string, @From() caller: Caller): Promise<Answer<ConsentReceipt>> {
    const command = { type: 'WithdrawConsent', personId, consentId } as const;
    const result = await handleCommand(this.targets.person, personStream(personId), command, await caller.command());
    return answered({ id: consentId }, result, 200);
  }
}
