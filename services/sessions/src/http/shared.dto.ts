import { Id, PageQuery, Text } from '@flipside/service-kit';

export class Receipt {
  @Text({ max: 200 }) id: string;
}

export class PairingPageQuery extends PageQuery {
  @Id() pairingId: string;
}


export class ProgrammePageQuery extends PageQuery {
  @Id() programmeId: string;
}
