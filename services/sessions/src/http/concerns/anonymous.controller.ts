import { Body, Controller, Headers, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Access, Answer, CLOCK, From, mustFind, Problem, READ_YOUR_WRITES, type Caller, type Clock, type ReadYourWrites } from '@flipside/service-kit';
import type { ConcernCommand } from '../../domain/concern/commands.js';
import { concernStream } from '../../domain/concern/events.js';
import { dayOf } from '../../domain/moments.js';
import { eventsOf } from '../../log.js';
import type { ConcernRow } from '../../read-models/concerns/concerns.entity.js';
import { Concerns } from '../../read-models/concerns/concerns.queries.js';
import { KEYS, TARGETS, type Targets } from '../../targets.js';
import { quietly } from '../handling.js';
import { Receipt } from '../shared.dto.js';
import { concernView } from './concern-view.js';
import { ConcernRequest, ConcernView, MailboxMessageRequest, MailboxReceipt, MailboxRequest } from './concern.dto.js';
import { ConcernHandlers } from './handlers.js';

const REPORTER = { role: 'reporter' } as const;
const RANDOM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const CODE_DIGITS = 32;

/**
 * Anonymous concerns: by the organisation's shared token, which is nobody's. Nothing of the request goes into a command but
 * its body and keyed hashes of its Idempotency-Key; no actor, correlation, trace or time of day.
 */
@ApiTags('concerns')
@Controller('v1')
export class AnonymousController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(Concerns) private readonly concerns: Concerns,
    @Inject(ConcernHandlers) private readonly handlers: ConcernHandlers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Post('concerns/anonymous')
  @Access(REPORTER)
  @ApiOperation({ summary: 'Raise a concern that nobody can lead back to you; you get the code of a mailbox' })
  @ApiResponse({ status: 201, type: MailboxReceipt })
  async raise(@Body() body: ConcernRequest, @Headers('idempotency-key') given: string, @From() caller: Caller): Promise<Answer<MailboxReceipt>> {
    const key = keyOf(given, caller);
    const { programmeId, category, text, touches = [] } = body;
    const mailboxCode = this.keys.hash.hash('mailbox code', key).slice(0, CODE_DIGITS);
    const concernId = this.keys.hash.id('anonymous concern', key);
    const on = dayOf(this.clock.now());
    const reporter = { mailboxHash: this.hashOf(mailboxCode) };
    const facts = { concernId, programmeId, reporter, category, text, touches, on };
    const command = { type: 'raise', ...facts, ...(await this.handlers.of(programmeId, touches, on)) } as const;
    return quietly({ mailboxCode }, await this.decide(concernId, command, key, body), 201);
  }

  @Post('mailbox')
  @Access(REPORTER)
  @ApiOperation({ summary: 'Open your mailbox' })
  @ApiResponse({ status: 200, type: ConcernView })
  async open(@Body() { code }: MailboxRequest): Promise<Answer<ConcernView>> {
    const row = await this.row(code);
    return new Answer(concernView(row, await eventsOf(this.targets.concern, concernStream(row.id))), { status: 200 });
  }

  @Post('mailbox/messages')
  @Access(REPORTER)
  @ApiOperation({ summary: 'Write to whoever handles your concern' })
  @ApiResponse({ status: 201, type: Receipt })
  async write(@Body() body: MailboxMessageRequest, @Headers('idempotency-key') given: string, @From() caller: Caller): Promise<Answer<Receipt>> {
    const key = keyOf(given, caller);
    const { id } = await this.row(body.code);
    const messageId = this.keys.hash.id('mailbox message', key, id);
    const author = { mailboxHash: this.hashOf(body.code) };
    const command = { type: 'write', messageId, author, text: body.text, on: dayOf(this.clock.now()) } as const;
    return quietly({ id: messageId }, await this.decide(id, command, key, body), 201);
  }

  @Post('mailbox/disclosures/:disclosureId/allow')
  @Access(REPORTER)
  @ApiOperation({ summary: 'Agree to a disclosure that was announced in your mailbox' })
  @ApiResponse({ status: 200, type: Receipt })
  async allow(
    @Param('disclosureId') disclosureId: string,
    @Body() body: MailboxRequest,
    @Headers('idempotency-key') given: string,
    @From() caller: Caller,
  ): Promise<Answer<Receipt>> {
    const key = keyOf(given, caller);
    const { id } = await this.row(body.code);
    const reporter = { mailboxHash: this.hashOf(body.code) };
    const command = { type: 'allowDisclosure', disclosureId, reporter, on: dayOf(this.clock.now()) } as const;
    return quietly({ id: disclosureId }, await this.decide(id, command, key, body));
  }

  private row(code: string): Promise<ConcernRow> {
    return mustFind(this.reads, () => this.concerns.ofMailbox(this.hashOf(code)));
  }

  private hashOf(code: string): string {
    return this.keys.hash.hash('mailbox', code);
  }

  /** The digest's key is the case's own, so that it ends with the case. */
  private async decide(concernId: string, command: ConcernCommand, key: string, body: unknown) {
    const context: CommandContext = {
      commandId: this.keys.hash.id('anonymous command', key, concernId),
      bodyDigest: await this.keys.bodyDigest(concernId, body),
      actor: { kind: 'anonymous' },
      at: dayOf(this.clock.now()),
    };
    return handleCommand(this.targets.concern, concernStream(concernId), command, context);
  }
}

/** From a guessable key the mailbox could be guessed. A token that names a person is refused, so that nobody errs. */
function keyOf(given: string | undefined, { principal }: Caller): string {
  if (principal.personId !== undefined) throw new Problem('role-missing', 'Use the organisation’s shared token, which names nobody.');
  if (given === undefined) throw new Problem('idempotency-key-missing', 'Send a random UUID (version 4) as Idempotency-Key, made for this alone.');
  if (!RANDOM_UUID.test(given)) throw new Problem('idempotency-key-invalid', 'Here the Idempotency-Key is a random UUID (version 4).');
  return given.toLowerCase();
}
