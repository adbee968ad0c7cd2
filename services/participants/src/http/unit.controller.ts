import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { handleCommand } from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import {
  Access, type Answer, answered, Day, From, Id, ListOf, OneOf, pageOf, PageQuery, READ_YOUR_WRITES, roles, Text, type Caller,
  type ReadYourWrites, type Serial,
} from '@flipside/service-kit';
import { unitStream, type UnitCommand } from '../domain/unit.js';
import { Organisation } from '../read-models/organisation.js';
import { ancestorsOf, pathOf, siloOf } from '../read-models/units/unit-tree.js';
import { KEYS, MANAGER_CHANGES, TARGETS, type Targets } from '../targets.js';

class UnitReceipt {
  @Id() id: string;
}

class UnitView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @OneOf(['open', 'merged', 'closed']) state: string;
  @Text() name: string;
  @Text({ max: 2000, example: 'Finance/Treasury' }) path: string;
  @Id({ nullable: true }) parentId: string | null;
  @Id({ nullable: true, description: 'The first-level unit it belongs to.' }) siloId: string | null;
  @Id({ nullable: true }) mergedInto: string | null;
}

class UnitList {
  @ListOf(() => UnitView, { max: 500 }) items: UnitView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class RenameRequest {
  @Text({ max: 200 }) name: string;
  @Day() effectiveOn: string;
}

class MoveRequest {
  @Id({ nullable: true, description: 'The unit above; null for a first-level unit.' }) parentId: string | null;
  @Day() effectiveOn: string;
}

class MergeRequest {
  @Id() intoId: string;
  @Day() effectiveOn: string;
}

class CloseRequest {
  @Day() effectiveOn: string;
}

const ANYBODY = roles.filter((role) => role !== 'reporter' && role !== 'service').map((role) => ({ role }));
const HR = { role: 'hr-integration' } as const;

@ApiTags('units')
@Controller('v1/units')
export class UnitController {
  constructor(
    @Inject(TARGETS) private readonly targets: Targets,
    @Inject(Organisation) private readonly organisation: Organisation,
    @Inject(KEYS) private readonly keys: KeyStore,
    @Inject(MANAGER_CHANGES) private readonly queue: Serial,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
  ) {}

  @Get()
  @Access(...ANYBODY)
  @ApiOperation({ summary: 'Units of the organisation, in the order of their paths' })
  @ApiResponse({ status: 200, type: UnitList })
  async list(@Query() query: PageQuery): Promise<UnitList> {
    const units = await this.organisation.units();
    const all = [...units.values()].map(({ key: _key, ...row }) => ({
      ...row, path: pathOf(units, row.id), siloId: siloOf(units, row.id) ?? null,
    }));
    return pageOf(this.keys.cursors, 'units', all, ({ path, id }) => `${path}\u0001${id}`, query);
  }

  @Post(':unitId/rename')
  @Access(HR)
  @ApiOperation({ summary: 'Rename a unit; its id stays' })
  @ApiResponse({ status: 200, type: UnitReceipt })
  rename(@Param('unitId') unitId: string, @Body() body: RenameRequest, @From() caller: Caller): Promise<Answer<UnitReceipt>> {
    return this.decide({ type: 'RenameUnit', unitId, ...body }, caller);
  }

  @Post(':unitId/move')
  @Access(HR)
  @ApiOperation({ summary: 'Put a unit below another' })
  @ApiResponse({ status: 200, type: UnitReceipt })
  async move(@Param('unitId') unitId: string, @Body() body: MoveRequest, @From() caller: Caller): Promise<Answer<UnitReceipt>> {
    return this.below(body.parentId, (ancestors) => this.decide({ type: 'MoveUnit', unitId, ...body, ancestors }, caller));
  }

  @Post(':unitId/merge')
  @Access(HR)
  @ApiOperation({ summary: 'Merge a unit into another' })
  @ApiResponse({ status: 200, type: UnitReceipt })
  async merge(@Param('unitId') unitId: string, @Body() body: MergeRequest, @From() caller: Caller): Promise<Answer<UnitReceipt>> {
    return this.below(body.intoId, (ancestors) => this.decide({ type: 'MergeUnit', unitId, ...body, ancestors }, caller));
  }

  @Post(':unitId/close')
  @Access(HR)
  @ApiOperation({ summary: 'Close a unit' })
  @ApiResponse({ status: 200, type: UnitReceipt })
  close(@Param('unitId') unitId: string, @Body() body: CloseRequest, @From() caller: Caller): Promise<Answer<UnitReceipt>> {
    return this.decide({ type: 'CloseUnit', unitId, ...body }, caller);
  }

  /** What changes the tree goes one after the other, on all that went before, so that no two close a circle together. */
  private below<T>(unitId: string | null, decide: (ancestors: readonly string[]) => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      await this.reads.caughtUp();
      return decide(await this.ancestors(unitId));
    });
  }

  private async ancestors(unitId: string | null): Promise<readonly string[]> {
    return unitId === null ? [] : ancestorsOf(await this.organisation.units(), unitId);
  }

  private async decide(command: UnitCommand, caller: Caller): Promise<Answer<UnitReceipt>> {
    const result = await handleCommand(this.targets.unit, unitStream(command.unitId), command, await caller.command());
    return answered({ id: command.unitId }, result, 200);
  }
}
