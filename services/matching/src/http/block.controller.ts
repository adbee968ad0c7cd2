import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand } from '@flipside/event-sourcing';
import { KnownProgrammes } from '@flipside/participants-view';
import type { KeyStore } from '@flipside/privacy';
import { Access, Answer, From, pageOf, PageQuery, type Caller } from '@flipside/service-kit';
import { concealed } from '../desk/offers.js';
import { blockStream, type BlockCommand } from '../domain/block.js';
import { pairIdOf } from '../pair-id.js';
import { Blocks } from '../read-models/blocks/blocks.projection.js';
import { KEYS, TARGETS, type Targets } from '../targets.js';
import { CustodianOfNamedProgramme } from './owners.js';
import { BlockRequest, ConflictRequest, LiftQuery, OwnBlocks, PairingReceipt } from './pairing.dto.js';

@ApiTags('blocks')
@Controller('v1')
export class BlockController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Blocks) private readonly blocks: Blocks,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(KEYS) private readonly keys: KeyStore,
  ) {}

  @Post('blocks')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Never be paired with somebody; in confidence, without a reason' })
  @ApiResponse({ status: 201, type: PairingReceipt })
  async block(@Body() { personId, reason }: BlockRequest, @From() caller: Caller): Promise<Answer<PairingReceipt>> {
    const by = await caller.as(personId);
    const pairId = pairIdOf(this.keys.hash, by, personId);
    return this.decide({ type: 'block', pairId, blockId: caller.newId('block'), people: [by, personId], by, origin: 'participant', reason }, caller, 201);
  }

  @Post('blocks/conflicts')
  @Access({ role: 'custodian', owner: CustodianOfNamedProgramme })
  @ApiOperation({ summary: 'Keep two people apart: a declared conflict, or the custodian’s own decision' })
  @ApiResponse({ status: 201, type: PairingReceipt })
  async conflict(@Body() { programmeId, personA, personB, origin, reason }: ConflictRequest, @From() caller: Caller): Promise<Answer<PairingReceipt>> {
    const pairId = pairIdOf(this.keys.hash, personA, personB);
    const by = await caller.as(personA, personB);
    return this.decide({ type: 'block', pairId, blockId: caller.newId('block'), people: [personA, personB], by, origin, programmeId, reason }, caller, 201);
  }

  @Post('blocks/:blockId/lift')
  @Access({ role: 'participant' }, { role: 'custodian' })
  @ApiOperation({ summary: 'Lift a block that you set, or as the custodian of a programme one that its office set' })
  @ApiResponse({ status: 200, type: PairingReceipt })
  async lift(@Param('blockId') pairId: string, @Query() { programmeId }: LiftQuery, @From() caller: Caller): Promise<Answer<PairingReceipt>> {
    // Of a programme that is not theirs they are told what everybody is: that there is no block of theirs.
    const ids = await caller.ids();
    const holds = async (office: string) => (await Promise.all(ids.map((id) => this.programmes.holds(id, 'custodian', office)))).includes(true);
    const ofOffice = programmeId !== undefined && (await holds(programmeId));
    const own = (await this.blocks.setBy(ids)).find((block) => block.pairId === pairId);
    return this.decide({ type: 'unblock', pairId, by: await caller.as(...(own?.people ?? [])), ...(ofOffice && { programmeId }) }, caller, 200);
  }

  @Get('me/blocks')
  @Access({ role: 'participant' })
  @ApiOperation({ summary: 'Blocks that you set' })
  @ApiResponse({ status: 200, type: OwnBlocks })
  async mine(@Query() query: PageQuery, @From() caller: Caller): Promise<OwnBlocks> {
    const ids = await caller.ids();
    const own = await this.blocks.setBy(ids);
    const { items, next } = pageOf(this.keys.cursors, `blocks/${caller.personId}`, own, ({ pairId }) => pairId, query);
    return { items: items.map(({ pairId, people }) => ({ id: pairId, personId: people.find((id) => !ids.includes(id))! })), next };
  }

  private async decide(command: BlockCommand, caller: Caller, status: number): Promise<Answer<PairingReceipt>> {
    const result = await handleCommand(this.targets.block, blockStream(command.pairId), command, concealed(await caller.command()));
    // No revision: it would count the blocks of others between the two.
    return new Answer({ id: command.pairId }, { position: result.position, status });
  }
}
