import { runService } from '@flipside/service-kit';
import { createService } from './service.js';

await runService('analytics', createService);
