import type { CameraCover } from '../../compute/coverage/camera-cover.ts';
import type { StandingCamera } from '../../compute/coverage/zone-cover.ts';
import type { PlanView } from './plans.service.ts';
import type { Ahead } from './tasks.queries.ts';

/** What is to be done with one camera. */
export interface Task {
  change: PlanView['changes'][number];
  before: StandingCamera | undefined;
  after: StandingCamera | undefined;
  coverBefore: CameraCover | undefined;
  coverAfter: CameraCover | undefined;
  ahead: Ahead | undefined;
}
