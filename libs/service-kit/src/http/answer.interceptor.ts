import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Answer, positionToken } from './answer.js';
import { refuseUnread } from './unread.js';
import { READ_YOUR_WRITES, type ReadYourWrites } from './min-position.js';

/** Writes ETag and Flipside-Position after the handler. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(@Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    refuseUnread(context);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => this.write(reply, result)));
  }

  private write(reply: FastifyReply, result: unknown): unknown {
    if (!(result instanceof Answer)) return result;
    const { revision, position, status } = result.headers;
    if (status !== undefined) reply.status(status);
    if (revision !== undefined) reply.header('etag', `"${revision}"`);
    if (position !== undefined) reply.header('flipside-position', positionToken(this.reads.service, position));
    return result.body;
  }
}
